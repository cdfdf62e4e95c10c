import { expect, it } from "vitest";
import { learnNow } from "../../../packages/core/src/compute/run/learn.ts";
import type { Fit } from "../../../packages/core/src/domain/fit.ts";
import { withFit } from "../../../packages/core/src/domain/fits.ts";
import type { PurchaseCard } from "../../../packages/core/src/domain/model-card.ts";
import {
  asc,
  col,
  createTable,
  select,
  sub,
  double,
  table,
  values,
  type Scalar,
} from "../../../packages/core/src/query/index.ts";
import { ok } from "../../../packages/core/src/result.ts";
import { folders, open } from "../engine/open.ts";

const card: PurchaseCard = {
  kind: "purchases",
  model: "bg_nbd",
  asked: "bg_nbd",
  customers: 3,
  repeaters: 0,
  from: "2026-01-01",
  until: "2026-01-31",
  parameters: null,
  logLikelihood: null,
  spend: null,
  holdout: null,
  baselines: {},
  candidates: [],
  verdict: "refused",
  refusal: { kind: "too-few", customers: 3, repeaters: 0, needed: [100, 30] },
};

/** Learns the mean of `n`, and says of each distinct `n` what its square is. */
const fit: Fit = {
  name: "mean",
  key: "k",
  place: { file: "clientele.yaml", range: { start: zero(), end: zero() } },
  needs: [],
  reads: (from) => select({ columns: { n: col("n") }, from, orderBy: [asc(col("n"))] }),
  learner: {
    name: "mean",
    learn: ({ n = new Float64Array() }) =>
      ok({ parameters: n.reduce((a, b) => a + b, 0) / n.length, card }),
    apply: (_, { k_n: n = new Float64Array() }) => ({ f_square: n.map((x) => x * x) }),
  },
  options: null,
  side: {
    keys: [{ name: "k_n", value: col("n") }],
    reads: (from) =>
      select({ distinct: true, columns: { k_n: col("n") }, from, orderBy: [asc(col("n"))] }),
    columns: ["f_square"],
  },
  levels: (mean) => [[{ name: "f_above", value: sub(col("f_square"), double(Number(mean))) }]],
};

function zero() {
  return { line: 0, character: 0 };
}

const given = (...rows: readonly (number | null)[]) => {
  const cell = (n: number | null): Scalar =>
    n === null ? { kind: "null", type: "double" } : double(n);
  return select({
    from: values(
      ["n"],
      rows.map((n) => [cell(n)]),
    ),
  });
};

it("gives each customer what the parameters say of them, and nothing where the key is unknown", async () => {
  const lane = await open(folders().inside);
  const customers = given(3, 1, null, 3);
  const rows = await lane.numbers(fit.reads(given(3, 1, 2), null));
  const keys = await lane.numbers(fit.side?.reads(customers) ?? given(0));
  const learned = learnNow(
    fit.learner,
    {
      learner: "",
      rows,
      keys,
      known: undefined,
      options: null,
      seed: 0,
      prior: null,
      place: fit.place,
    },
    () => {},
  );
  if (!learned.ok || learned.value.side === null) throw new Error("nothing learned");
  await lane.run(createTable(table("side"), { k_n: "double", f_square: "double" }));
  await lane.append(table("side"), { ...keys, ...learned.value.side });
  const fitted = { key: "", parameters: 2, card, table: table("side") };
  expect(learned.value.learned?.parameters).toBe(2);
  const query = withFit(customers, fit, fitted, new Set());
  const found = await lane.rows(select({ from: query, orderBy: [asc(col("n"))] }));
  expect(found).toEqual([
    { n: 1, f_square: 1, f_above: -1 },
    { n: 3, f_square: 9, f_above: 7 },
    { n: 3, f_square: 9, f_above: 7 },
    { n: null, f_square: null, f_above: null },
  ]);
});

it("appends numbers as they are, NaN as NULL, more than one vector of them", async () => {
  const lane = await open(folders().inside);
  await lane.run(createTable(table("t"), { a: "double", b: "double" }));
  const a = Float64Array.from({ length: 5000 }, (_, i) => i / 3);
  const b = a.map((x, i) => (i % 2 === 0 ? Number.NaN : -x));
  await lane.append(table("t"), { a, b });
  const read = await lane.numbers(select({ from: table("t"), orderBy: [asc(col("a"))] }));
  expect(read).toEqual({ a, b });
});

it("takes columns that are there instead of the side table", async () => {
  const lane = await open(folders().inside);
  const base = select({ columns: { n: double(2), f_square: double(10) } });
  const query = withFit(
    base,
    fit,
    { key: "", parameters: 1, card, table: null },
    new Set(["f_square"]),
  );
  expect(await lane.rows(query)).toEqual([{ n: 2, f_square: 10, f_above: 9 }]);
});
