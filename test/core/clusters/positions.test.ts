import fc from "fast-check";
import { expect, it } from "vitest";
import type { FeatureScale } from "../../../packages/core/src/domain/clusters/parameters.ts";
import {
  piecewiseInverse,
  piecewiseValue,
  tabulate,
} from "../../../packages/core/src/domain/clusters/piecewise.ts";
import {
  distancesOf,
  distanceScalar,
  placeOfNumbers,
  positionOf,
  positionScalar,
  valueAt,
} from "../../../packages/core/src/domain/clusters/positions.ts";
import { yeoJohnson } from "../../../packages/core/src/stats/yeo-johnson.ts";
import { as, cast, col, double, select, values } from "../../../packages/core/src/query/index.ts";
import { folders, open } from "../engine/open.ts";

const log = (x: number): number => Math.sign(x) * Math.log1p(Math.abs(x));

it("meets the function that it stands for, inside the sample and far beyond it", () => {
  const curve = tabulate(log, 0, 1e6);
  for (let x = 0; x <= 1e6; x = x * 1.07 + 0.01)
    expect(Math.abs(piecewiseValue(curve, x) - Math.log1p(x))).toBeLessThan(0.002);
  // Beyond, a knot for each doubling: within (ln 2)² / 8.
  expect(Math.abs(piecewiseValue(curve, 3e9) - log(3e9))).toBeLessThan(0.07);
  expect(Math.abs(piecewiseValue(curve, -50) - log(-50))).toBeLessThan(0.07);
  expect(piecewiseInverse(curve, piecewiseValue(curve, 1234))).toBeCloseTo(1234, 6);
});

it("places very many numbers as it places one", () => {
  const number = fc.double({ noNaN: true, min: -1e15, max: 1e15 });
  fc.assert(
    fc.property(
      number,
      fc.boolean(),
      fc.double({ noNaN: true, min: 1e-6, max: 1e6 }),
      (x, bent, factor) => {
        const curve = bent ? tabulate(log, 0, 5000) : null;
        const scale = {
          kind: "number",
          lambda: null,
          curve,
          centre: 3.1,
          factor,
          fill: null,
        } as const;
        expect(placeOfNumbers(scale)(x)).toBe(positionOf(scale, x));
      },
    ),
  );
});

it("gives in SQL the same positions and distances to the last bit as in TypeScript", async () => {
  const lane = await open(folders().inside);
  const scales: readonly FeatureScale[] = [
    {
      kind: "number",
      lambda: null,
      curve: tabulate(log, 0, 5000),
      centre: 3.1,
      factor: 0.77,
      fill: null,
    },
    {
      kind: "number",
      lambda: 0.3,
      curve: tabulate((x) => yeoJohnson(x, 0.3), -10, 900),
      centre: -1.25,
      factor: 2.5,
      fill: null,
    },
    { kind: "number", lambda: null, curve: null, centre: 10, factor: 1e-3, fill: null },
  ];
  const centres = [
    [0, 0, 0],
    [1_234_567, -765_432, 12],
  ];
  const number = fc.oneof(
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    fc.integer({ min: 0, max: 100 }),
    fc.constantFrom(0, 1e18, -1e18, 0.000001),
  );
  const rows = fc.sample(fc.tuple(number, number, number), { seed: 11, numRuns: 2000 });
  const given = values(
    ["a", "b", "c"],
    rows.map((row) => row.map((x) => double(x))),
  );
  const placed = select({
    columns: ["a", "b", "c"].map((name, i) => {
      const scale = scales[i];
      if (scale === undefined) throw new Error("a scale for each");
      return as(name, positionScalar(scale, col(name)));
    }),
    from: given,
  });
  const positions = ["a", "b", "c"].map((name) => col(name));
  const found = await lane.rows(
    select({
      columns: [
        ...["a", "b", "c"].map((name) => as(name, cast(col(name), "double"))),
        ...centres.map((centre, i) => as(`d${i}`, distanceScalar(scales, positions, centre))),
      ],
      from: placed,
    }),
  );
  const clusters = centres.map((centre, i) => ({ id: `c${i}`, title: "", centre, customers: 0 }));
  expect(found).toEqual(
    rows.map((row) => {
      const places = scales.map((scale, i) => positionOf(scale, row[i] ?? 0));
      const [d0, d1] = distancesOf({ names: [], scales, clusters }, places) ?? [];
      return { a: places[0], b: places[1], c: places[2], d0, d1 };
    }),
  );
});

it("tells where a position is in the user's own units", () => {
  const scale: FeatureScale = {
    kind: "number",
    lambda: null,
    curve: tabulate(log, 0, 1000),
    centre: 2,
    factor: 0.5,
    fill: null,
  };
  expect(Number(valueAt(scale, positionOf(scale, 250)))).toBeCloseTo(250, 2);
  expect(positionOf(scale, null)).toBeNull();
  expect(positionOf({ ...scale, fill: 250 }, null)).toBe(positionOf(scale, 250));
});
