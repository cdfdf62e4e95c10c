import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";
import { isInTop, score } from "./naive.ts";

type Customer = {
  readonly id: string;
  readonly region: "east" | "west" | "";
  readonly personal: boolean | null;
  readonly cents: number;
  readonly day: number;
};

const config = `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, columns: { region: { type: text }, personal: { type: boolean } } }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
`;
const tiers = `segmentation: value
kind: tiers
by: monetary
among: personal
within_each: region
tiers: [{ id: high, top: 50% of value }, { id: mid, top: 60% of customers }, { id: low, rest: true }]
`;
const rfm = `segmentation: rfm
kind: rfm
among: personal
within_each: region
others: none
`;
const rules = `segmentation: first
kind: rules
among: personal
segments: [{ id: heavy, when: monetary > 50 }, { id: others, else: true }]
`;
const lists = `segmentation: lists
kind: rules
assign: all
among: personal
segments: [{ id: heavy, when: monetary > 50 }, { id: others, else: true }]
`;

const start = Date.parse("2026-06-01T00:00:00Z");
const dayOf = (n: number): string => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
const customer = fc.record({
  region: fc.constantFrom("east" as const, "west" as const, "" as const),
  personal: fc.constantFrom(true, true, false, null),
  cents: fc.integer({ min: 0, max: 20 }).map((n) => n * 500),
  day: fc.integer({ min: 0, max: 170 }),
});
const sample = fc
  .array(customer, { minLength: 1, maxLength: 30 })
  .map((list) => list.map((c, i): Customer => ({ ...c, id: `c${i}` })));

const files = (list: readonly Customer[]): Record<string, string> => ({
  "clientele.yaml": config,
  "segmentations/value.yaml": tiers,
  "segmentations/rfm.yaml": rfm,
  "segmentations/first.yaml": rules,
  "segmentations/lists.yaml": lists,
  "data/c.csv": [
    "id,region,personal",
    ...list.map((c) => `${c.id},${c.region},${c.personal ?? ""}`),
  ]
    .concat("anchor,north,false")
    .join("\n"),
  "data/t.csv": [
    "customer,day,amount",
    ...list.filter((c) => c.cents > 0).map((c) => `${c.id},${dayOf(c.day)},${c.cents / 100}`),
    "anchor,2026-11-18,1000000",
  ].join("\n"),
});

/** Tier, whether the segment of those without an order, recency's score, and what the rules say. */
function expected(own: Customer, list: readonly Customer[]): readonly unknown[] {
  if (own.personal !== true) return [null, false, [null], null, false, false];
  const peers = list.filter((c) => c.personal === true && c.region === own.region);
  const spends = peers.map((c) => c.cents);
  const above = spends.filter((c) => c > own.cents).length;
  const buyers = peers.filter((c) => c.cents > 0);
  const isBuyer = own.cents > 0;
  const isMid = isBuyer && above / buyers.length < 0.6;
  const tier = isInTop(own.cents, spends, 0.5) ? "high" : isMid ? "mid" : "low";
  const days = buyers.map((c) => c.day);
  const recency = isBuyer ? score(own.day, days, (o) => o < own.day, 5) : null;
  const heavy = own.cents > 5000;
  return [tier, !isBuyer, [recency], heavy ? "heavy" : "others", heavy, !heavy];
}

it("ranks those who take part among themselves, region by region, and nobody else", async () => {
  await fc.assert(
    fc.asyncProperty(sample, async (list) => {
      const { customers, summary } = await compute(files(list));
      const said = list.map(({ id }) => {
        const row = customers.get(id) ?? {};
        const scores = Object.keys(row).filter((c) => /^x_.*_r$/.test(c));
        const flags = [row["s_lists.heavy"], row["s_lists.others"]];
        const none = row["s_rfm"] === "none";
        return [row["s_value"], none, scores.map((c) => row[c]), row["s_first"], ...flags];
      });
      expect(said).toEqual(list.map((own) => expected(own, list)));
      const outside = list.filter((c) => c.personal !== true).length + 1;
      expect(summary.segmentations["value"]?.outside).toBe(outside);
    }),
    { numRuns: 15 },
  );
});
