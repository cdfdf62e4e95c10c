import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

type Customer = {
  readonly id: string;
  readonly personal: boolean;
  readonly region: "east" | "west";
  readonly industry: string;
  readonly size: number | null;
  readonly growth: number | null;
};

const config = `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, columns: { size: { type: number }, growth: { type: number }, industry: { type: text } } }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
`;
const groups = `groups:
  - id: market
    weight: 3
    criteria:
      - { id: growth, by: growth, weight: 2, scale: [30, 0] }
      - { id: sized, by: size, rank: high, unknown: 10 }
  - id: fit
    criteria:
      - id: sector
        by: industry
        points: [{ in: [IT, 软件], points: 90 }, { in: Food, points: 35 }]
`;
const segments = `segments: [{ id: a, at_least: 60 }, { id: b, top: 50% of customers }, { id: c, rest: true }]\n`;
const each = `segmentation: each
kind: score
among: personal
within_each: region
${groups}${segments}`;
const product = `segmentation: product
kind: score
combine: multiply
${groups.replace("    weight: 3\n", "")}${segments}`;
const shared = `segmentation: shared
kind: score
per: industry
groups:
  - id: all
    criteria:
      - { id: size, by: size, rank: low }
      - { id: growth, by: growth, scale: [0, 40], weight: 0.5 }
${segments}`;

const customer = fc.record({
  personal: fc.boolean(),
  region: fc.constantFrom("east" as const, "west" as const),
  industry: fc.constantFrom("IT", "软件", "Food", "Steel", ""),
  size: fc.option(fc.integer({ min: 0, max: 6 }).map((n) => n * 7)),
  growth: fc.option(fc.integer({ min: -2, max: 20 }).map((n) => n * 2.5)),
});
const sample = fc
  .array(customer, { minLength: 1, maxLength: 20 })
  .map((list) => list.map((c, i): Customer => ({ ...c, id: `c${i}` })));

const files = (list: readonly Customer[]): Record<string, string> => ({
  "clientele.yaml": config,
  "segmentations/each.yaml": each,
  "segmentations/product.yaml": product,
  "segmentations/shared.yaml": shared,
  "data/c.csv": ["id,personal,region,industry,size,growth"]
    .concat(
      list.map((c) =>
        [c.id, c.personal, c.region, c.industry, c.size ?? "", c.growth ?? ""].join(","),
      ),
    )
    .join("\n"),
  "data/t.csv": "customer,day,amount\nc0,2026-11-18,1",
});

type Known = number | null;
const settle = (value: number): number => Math.round(value * 1e6) / 1e6;
const scale = (value: Known, from: number, to: number): Known =>
  value === null ? null : Math.min(100, Math.max(0, (100 * (value - from)) / (to - from)));
const average = (parts: readonly (readonly [number, Known])[]): Known => {
  let [sum, all] = [0, 0];
  for (const [weight, value] of parts) {
    if (value === null) return null;
    sum += weight * value;
    all += weight;
  }
  return sum / all;
};
const sector = (industry: string): Known =>
  industry === "IT" || industry === "软件" ? 90 : industry === "Food" ? 35 : null;

/** The two groups of `each` and `product`. @param peers those who are ranked with the customer */
function groupsOf(own: Customer, peers: readonly Customer[]): readonly [Known, Known] {
  const sizes = peers.flatMap((c) => c.size ?? []);
  const { size } = own;
  const rank =
    size === null
      ? 10
      : sizes.length === 1
        ? 100
        : (100 * sizes.filter((s) => s < size).length) / (sizes.length - 1);
  return [
    average([
      [2, scale(own.growth, 30, 0)],
      [1, rank],
    ]),
    sector(own.industry),
  ];
}

/** The score of an industry: its mean size among those of all, and its mean growth. */
function sharedOf(own: Customer, list: readonly Customer[]): Known {
  if (own.industry === "") return null;
  const meanOf = (industry: string, of: (c: Customer) => Known): Known => {
    const known = list.filter((c) => c.industry === industry).flatMap((c) => of(c) ?? []);
    return known.length === 0 ? null : settle(known.reduce((a, b) => a + b, 0) / known.length);
  };
  const means = new Set(
    list.filter((c) => c.industry !== "").flatMap((c) => meanOf(c.industry, (x) => x.size) ?? []),
  );
  const size = meanOf(own.industry, (c) => c.size);
  const rank =
    size === null
      ? null
      : means.size === 1
        ? 100
        : (100 * [...means].filter((m) => m > size).length) / (means.size - 1);
  return average([
    [1, rank],
    [
      0.5,
      scale(
        meanOf(own.industry, (c) => c.growth),
        0,
        40,
      ),
    ],
  ]);
}

/** The segments of scores among those who are compared. */
function segmentOf(score: Known, peers: readonly Known[]): string | null {
  if (score === null) return null;
  const known = peers.flatMap((p) => p ?? []);
  if (score >= 60) return "a";
  return known.filter((p) => p > score).length / known.length < 0.5 ? "b" : "c";
}

const finished = (value: Known): Known => (value === null ? null : settle(value));

it("scores each customer by weighted points, and what they share by its means", async () => {
  await fc.assert(
    fc.asyncProperty(sample, fc.constantFrom(1, 4), async (list, threads) => {
      const { customers } = await compute(files(list.toReversed()), { threads });
      const eachOf = (own: Customer): Known => {
        if (!own.personal) return null;
        const peers = list.filter((c) => c.personal && c.region === own.region);
        const [market, fit] = groupsOf(own, peers);
        return finished(
          average([
            [3, market],
            [1, fit],
          ]),
        );
      };
      const productOf = (own: Customer): Known => {
        const [market, fit] = groupsOf(own, list);
        return market === null || fit === null
          ? null
          : finished(100 * ((market / 100) * (fit / 100)));
      };
      const products = list.map(productOf);
      const shareds = list.map((own) => finished(sharedOf(own, list)));
      const said = list.map(({ id }) =>
        ["each", "product", "shared"].map((name) => customers.get(id)?.[`s_${name}`] ?? null),
      );
      expect(said).toEqual(
        list.map((own, i) => [
          segmentOf(eachOf(own), list.filter((c) => c.region === own.region).map(eachOf)),
          segmentOf(productOf(own), products),
          segmentOf(shareds[i] ?? null, shareds),
        ]),
      );
    }),
    { numRuns: 30 },
  );
});
