import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";
import { isInTop, metricsOf, score, type Line } from "./naive.ts";

const asOf = "2026-11-18";
const within = 60;

const config = `clientele: 1
name: Generated
as_of: ${asOf}
sources:
  transactions:
    from: data/t.csv
    customer: customer
    order: order_no
    time: day
    amount: amount
    refund: { when: kind = 'refund', of: original }
metrics:
  spend: { value: monetary, within: ${within} days }
  lately: { value: frequency, within: ${within} days }
  lines: { value: count(transactions), within: ${within} days }
  large: { value: sum(amount) filter (where amount > 50) }
segmentations:
`.replace("segmentations:\n", "");

const rfm = `segmentation: rfm
kind: rfm
`;
const value = `segmentation: value
kind: tiers
by: monetary
within: ${within} days
tiers:
  - { id: high, top: 50% of value }
  - { id: mid, top: 80% of value }
  - { id: low, rest: true }
`;
const all = `segmentation: lists
kind: rules
assign: all
segments:
  - { id: recent, when: recency <= 30 }
  - { id: heavy, when: frequency >= 3 or monetary > 100 }
  - { id: others, else: true }
`;

const start = Date.parse("2026-06-01T00:00:00Z");
const day = fc
  .integer({ min: 0, max: 172 })
  .map((n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10));
const line: fc.Arbitrary<Line> = fc
  .record({
    customer: fc.integer({ min: 1, max: 12 }).map((n) => String(n).padStart(5, "0")),
    order: fc.integer({ min: 1, max: 4 }),
    day,
    cents: fc.integer({ min: -2000, max: 9999 }),
    refund: fc.boolean(),
    named: fc.boolean(),
    of: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ customer, order, named, of, ...rest }) => ({
    ...rest,
    customer,
    order: `${customer}-${order}`,
    of: rest.refund && named ? `${customer}-${of}` : null,
  }));

const csv = (lines: readonly Line[]): string =>
  [
    "customer,order_no,day,amount,kind,original",
    ...lines.map((l) =>
      [
        l.customer,
        l.order,
        l.day,
        (l.cents / 100).toFixed(2),
        l.refund ? "refund" : "sale",
        l.of ?? "",
      ].join(","),
    ),
  ].join("\n");

const files = (lines: readonly Line[]): Record<string, string> => ({
  "clientele.yaml": config,
  "segmentations/rfm.yaml": rfm,
  "segmentations/value.yaml": value,
  "segmentations/lists.yaml": all,
  "data/t.csv": csv(lines),
});

// A row on the as-of date itself makes D that date in every sample.
const anchor: Line = {
  customer: "99999",
  order: "z",
  day: asOf,
  cents: 100,
  refund: false,
  of: null,
};
const sample = fc.array(line, { minLength: 1, maxLength: 120 }).map((lines) => [...lines, anchor]);

it("computes every metric as METHODS defines it, whatever the data", async () => {
  await fc.assert(
    fc.asyncProperty(sample, async (lines) => {
      const { customers } = await compute(files(lines));
      const known = lines.filter((l) => l.day <= asOf);
      const ids = [...new Set(known.map((l) => l.customer))];
      expect([...customers.keys()].toSorted()).toEqual(ids.toSorted());
      for (const id of ids) {
        const own = lines.filter((l) => l.customer === id);
        const ever = metricsOf(own, asOf, null);
        const lately = metricsOf(own, asOf, within);
        const window = Date.parse(`${asOf}T00:00:00Z`) - within * 86_400_000;
        const inWindow = own.filter(
          (l) => l.day <= asOf && Date.parse(`${l.day}T00:00:00Z`) > window,
        );
        const net = (l: Line): number => (l.refund ? -Math.abs(l.cents) : l.cents);
        const large =
          own.filter((l) => l.day <= asOf && net(l) > 5000).reduce((sum, l) => sum + net(l), 0) /
          100;
        expect(customers.get(id)).toMatchObject({
          b_recency: ever.recency,
          b_frequency: ever.frequency,
          b_monetary: ever.monetary,
          b_tenure: ever.tenure,
          b_inter_purchase_time: ever.interPurchaseTime,
          b_first_order: ever.firstOrder,
          b_last_order: ever.lastOrder,
          m_spend: lately.monetary,
          m_lately: lately.frequency,
          m_lines: inWindow.length,
          m_large: large,
        });
      }
    }),
    { numRuns: 25 },
  );
});

it("assigns RFM scores, tiers and rules as METHODS defines them, and segments partition", async () => {
  await fc.assert(
    fc.asyncProperty(sample, async (lines) => {
      const { customers, summary } = await compute(files(lines));
      const rows = [...customers.values()];
      const buyers = rows.filter((row) => Number(row["b_frequency"]) > 0);
      const numbers = (column: string): readonly number[] =>
        buyers.map((row) => Number(row[column]));
      for (const row of buyers) {
        const [r, f] = [Number(row["b_recency"]), Number(row["b_frequency"])];
        const names = Object.keys(row).filter((c) => c.startsWith("x_"));
        const scoreOf = (end: string): unknown => row[names.find((c) => c.endsWith(end)) ?? ""];
        expect(scoreOf("_r")).toBe(score(r, numbers("b_recency"), (o) => o > r, 5));
        expect(scoreOf("_f")).toBe(score(f, numbers("b_frequency"), (o) => o < f, 5));
        expect(row["s_rfm"]).toBeTypeOf("string");
      }
      const spends = rows.map((row) => Math.round(Number(row["m_spend"]) * 100));
      rows.forEach((row, i) => {
        const cents = spends[i] ?? 0;
        const tier = isInTop(cents, spends, 0.5)
          ? "high"
          : isInTop(cents, spends, 0.8)
            ? "mid"
            : "low";
        expect(row["s_value"]).toBe(tier);
        const recent = row["b_recency"] !== null && Number(row["b_recency"]) <= 30;
        const heavy = Number(row["b_frequency"]) >= 3 || Number(row["b_monetary"]) > 100;
        expect([row["s_lists.recent"], row["s_lists.heavy"], row["s_lists.others"]]).toEqual([
          recent,
          heavy,
          !recent && !heavy,
        ]);
      });
      const sizes = Object.values(summary.segmentations["value"]?.segments ?? {}).map(
        (s) => s.customers,
      );
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(rows.length);
    }),
    { numRuns: 25 },
  );
});

it("gives the same assignments whatever the order of rows and the number of threads", async () => {
  await fc.assert(
    fc.asyncProperty(sample, fc.infiniteStream(fc.nat()), async (lines, keys) => {
      const shuffled = lines
        .map((l) => ({ l, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ l }) => l);
      const one = await compute(files(lines), { threads: 1 });
      const two = await compute(files(shuffled), { threads: 2 });
      expect([...two.customers]).toEqual([...one.customers]);
    }),
    { numRuns: 10 },
  );
});
