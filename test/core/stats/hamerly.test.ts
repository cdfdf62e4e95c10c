import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hamerly, type Dimension } from "../../../packages/core/src/stats/hamerly.ts";

type Rows = readonly (readonly number[])[];

/** Lloyd's rounds as the book has them: every point looks at every centre in every round. */
function plain(
  rows: Rows,
  dimensions: readonly Dimension[],
  seeds: Rows,
  still: number,
  most: number,
) {
  const squared = (a: readonly number[], b: readonly number[]): number =>
    dimensions.reduce((sum, d, i) => {
      const gap = (a[i] ?? 0) - (b[i] ?? 0);
      if (d.kind === "category") return sum + (gap === 0 ? 0 : d.cost);
      return sum + (gap / d.unit) * (gap / d.unit);
    }, 0);
  const cut = (row: readonly number[], centre: readonly number[]): bigint =>
    BigInt(Math.floor(squared(row, centre) * 1e6));
  let centres = seeds;
  for (let round = 0; ; round += 1) {
    const labels = rows.map((row) => {
      const distances = centres.map((centre) => squared(row, centre));
      return distances.indexOf(Math.min(...distances));
    });
    const next = centres.map((centre, c) => {
      const own = rows.filter((_, i) => labels[i] === c);
      if (own.length === 0) return centre;
      return dimensions.map((d, i) => {
        const values = own.map((row) => row[i] ?? 0);
        if (d.kind === "number")
          return Math.round(Number(values.reduce((sum, v) => sum + BigInt(v), 0n)) / own.length);
        const counts = Array.from(
          { length: d.count },
          (_, v) => values.filter((x) => x === v).length,
        );
        return counts.indexOf(Math.max(...counts));
      });
    });
    const moved = next.some((centre, c) =>
      centre.some((place, i) => {
        const before = centres[c]?.[i] ?? 0;
        return dimensions[i]?.kind === "number"
          ? Math.abs(place - before) >= still
          : place !== before;
      }),
    );
    if (moved && round < most) {
      centres = next;
      continue;
    }
    return {
      centres: centres.map((centre) => centre.map((x) => x + 0)),
      sizes: centres.map((_, c) => labels.filter((label) => label === c).length),
      inertia:
        Number(rows.reduce((sum, row, i) => sum + cut(row, centres[labels[i] ?? 0] ?? []), 0n)) /
        1e6,
      rounds: round + 1,
      labels,
    };
  }
}

/** In blocks of three rows, in 32 bits where they fit. */
function cellsOf(rows: Rows, width: number) {
  const blocks = [];
  for (let i = 0; i < rows.length; i += 3) {
    const flat = rows.slice(i, i + 3).flat();
    blocks.push(
      flat.every((x) => Math.trunc(x) === (x | 0))
        ? Int32Array.from(flat)
        : Float64Array.from(flat),
    );
  }
  return { width, blocks };
}

// Few different numbers make ties; a few far away make 64 bits.
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -6, max: 6 }).map((x) => x * 500_000) },
  { weight: 3, arbitrary: fc.integer({ min: -4_000_000, max: 4_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1e12, -1e12, 3e9) },
);
const category = fc.integer({ min: -1, max: 2 });
const data = fc
  .record({ numbers: fc.integer({ min: 0, max: 3 }), categories: fc.integer({ min: 0, max: 2 }) })
  .filter(({ numbers, categories }) => numbers + categories > 0)
  .chain(({ numbers, categories }) => {
    const row = fc
      .tuple(
        fc.array(number, { minLength: numbers, maxLength: numbers }),
        fc.array(category, { minLength: categories, maxLength: categories }),
      )
      .map((parts) => parts.flat());
    const dimensions: readonly Dimension[] = [
      ...Array.from({ length: numbers }, () => ({ kind: "number", unit: 1e6 }) as const),
      ...Array.from(
        { length: categories },
        (_, i) => ({ kind: "category", cost: [1, 0.3][i] ?? 1, count: 3 }) as const,
      ),
    ];
    return fc.record({
      dimensions: fc.constant(dimensions),
      rows: fc.array(row, { minLength: 1, maxLength: 60 }),
      seeds: fc.array(row, { minLength: 1, maxLength: 6 }),
      most: fc.integer({ min: 0, max: 12 }),
    });
  });

describe("Lloyd's rounds with bounds", () => {
  it("give what plain rounds give, bit for bit, with ties, categories and far points", () => {
    fc.assert(
      fc.property(data, ({ dimensions, rows, seeds, most }) => {
        const found = hamerly(cellsOf(rows, dimensions.length), dimensions, seeds, {
          still: 1000,
          most,
        });
        const centres = found.centres.map((centre) => centre.map((x) => x + 0));
        const labels = found.labels.flatMap((block) => [...block]);
        expect({ ...found, centres, labels }).toEqual(plain(rows, dimensions, seeds, 1000, most));
      }),
      { numRuns: 1500 },
    );
  });

  it("give the same in any order of the points", () => {
    fc.assert(
      fc.property(data, fc.infiniteStream(fc.nat()), ({ dimensions, rows, seeds, most }, keys) => {
        const order = rows.map((row) => ({ row, key: keys.next().value }));
        const shuffled = order.toSorted((a, b) => a.key - b.key).map(({ row }) => row);
        const of = (all: Rows) =>
          hamerly(cellsOf(all, dimensions.length), dimensions, seeds, { still: 1, most });
        const labels = expect.any(Array);
        expect({ ...of(shuffled), labels }).toEqual({ ...of(rows), labels });
      }),
    );
  });

  it("adds exactly what doubles cannot: three points at 2⁵³ and beside it", () => {
    const rows = [9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_985].map((x) => [
      x,
    ]);
    const found = hamerly(cellsOf(rows, 1), [{ kind: "number", unit: 1 }], [[0]], {
      still: 1,
      most: 1,
    });
    expect(found.centres).toEqual([[9_007_199_254_740_989]]);
  });
});
