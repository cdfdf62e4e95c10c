import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

type Customer = {
  readonly id: string;
  readonly personal: boolean;
  readonly region: "east" | "west";
  readonly size: number | null;
  readonly industry: string;
  readonly cents: number;
};

const config = `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, columns: { size: { type: number }, industry: { type: text } } }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
`;
const value = `segmentation: value
kind: tiers
by: monetary
tiers: [{ id: big, at_least: 50 }, { id: small, rest: true }]
`;
const bands = `segmentation: bands
kind: matrix
among: personal
within_each: region
rows:
  by: size
  bands: [{ id: huge, at_least: 90 }, { id: top, top: 30% of customers }, { id: rest, rest: true }]
columns: { by: size / 3, quantiles: 3 }
`;
const named = `segmentation: named
kind: matrix
rows:
  by: industry
  bands: [{ id: tech, in: [IT, 软件] }, { id: other, rest: true }]
columns: { by: value }
segments:
  - { id: target, rows: tech, columns: big }
  - { id: rest, cells: [{ rows: other }, { columns: small, rows: tech }] }
`;

const customer = fc.record({
  personal: fc.boolean(),
  region: fc.constantFrom("east" as const, "west" as const),
  size: fc.option(fc.integer({ min: 0, max: 20 }).map((n) => n * 5)),
  industry: fc.constantFrom("IT", "软件", "Food", ""),
  cents: fc.integer({ min: 0, max: 12 }).map((n) => n * 1000),
});
const sample = fc
  .array(customer, { minLength: 1, maxLength: 25 })
  .map((list) => list.map((c, i): Customer => ({ ...c, id: `c${i}` })));

const files = (list: readonly Customer[]): Record<string, string> => ({
  "clientele.yaml": config,
  "segmentations/value.yaml": value,
  "segmentations/bands.yaml": bands,
  "segmentations/named.yaml": named,
  "data/c.csv": ["id,personal,region,size,industry"]
    .concat(list.map((c) => `${c.id},${c.personal},${c.region},${c.size ?? ""},${c.industry}`))
    .join("\n"),
  "data/t.csv": ["customer,day,amount", "c0,2026-11-18,0.01"]
    .concat(list.map((c) => `${c.id},2026-11-01,${c.cents / 100}`))
    .join("\n"),
});

/** The cell, or null where the size is not known or the customer does not take part. */
function cellOf(own: Customer, list: readonly Customer[]): string | null {
  const { size } = own;
  if (!own.personal || size === null) return null;
  const peers = list.filter((c) => c.personal && c.region === own.region && c.size !== null);
  const count = (test: (size: number) => boolean): number =>
    peers.filter((c) => c.size !== null && test(c.size)).length;
  const isTop = count((s) => s > size) / peers.length < 0.3;
  const part = 1 + Math.floor((3 * count((s) => s < size)) / peers.length);
  const row = size >= 90 ? "huge" : isTop ? "top" : "rest";
  return `${row}_${["low", "mid", "high"][part - 1] ?? ""}`;
}

it("puts each customer in the cell of two bands, whatever the order of rows and the threads", async () => {
  await fc.assert(
    fc.asyncProperty(sample, fc.constantFrom(1, 4), async (list, threads) => {
      const { customers } = await compute(files(list.toReversed()), { threads });
      const said = list.map(({ id }) => [
        customers.get(id)?.["s_bands"] ?? null,
        customers.get(id)?.["s_named"] ?? null,
      ]);
      expect(said).toEqual(
        list.map((own) => {
          const tech = own.industry === "IT" || own.industry === "软件";
          const isTarget = tech && own.cents + (own.id === "c0" ? 1 : 0) >= 5000;
          return [cellOf(own, list), own.industry === "" ? null : isTarget ? "target" : "rest"];
        }),
      );
    }),
    { numRuns: 25 },
  );
});
