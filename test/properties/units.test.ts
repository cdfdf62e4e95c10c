import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";
import { isInTop, metricsOf, score, type Line } from "./naive.ts";

type Customer = {
  readonly id: string;
  /** `null`: in no household. */
  readonly household: string | null;
  /** The account above, itself or one of those before it, so that there is no circle; `null` at the top. */
  readonly above: string | null;
};
type World = { readonly customers: readonly Customer[]; readonly lines: readonly Line[] };

const config = `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, parent: above, groups: { household: hh } }
  transactions:
    from: data/t.csv
    customer: customer
    order: order_no
    time: day
    amount: amount
    refund: { when: type = 'refund', of: original }
`;
const segmentations = (unit: string): Record<string, string> => ({
  [`segmentations/tiers_${unit}.yaml`]: `segmentation: tiers_${unit}
kind: tiers
unit: ${unit}
by: monetary
within: 90 days
tiers: [{ id: high, top: 50% of value }, { id: mid, top: 60% of customers }, { id: low, rest: true }]
`,
  [`segmentations/rfm_${unit}.yaml`]: `segmentation: rfm_${unit}
kind: rfm
unit: ${unit}
within: 90 days
others: none
segments:
${[1, 2, 3, 4, 5].map((r) => `  - { id: r${r}, recency: ${r} }\n`).join("")}`,
  [`segmentations/orders_${unit}.yaml`]: `segmentation: orders_${unit}
kind: rules
unit: ${unit}
segments:
${[0, 1, 2, 3, 4].map((n) => `  - { id: n${n}, when: frequency = ${n} }\n`).join("")}  - { id: more, else: true }
`,
});

const asOf = "2026-11-18";
const start = Date.parse("2026-06-01T00:00:00Z");
const dayOf = (n: number): string => new Date(start + n * 86_400_000).toISOString().slice(0, 10);

const world: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      household: fc.constantFrom("0", "1", "H", null),
      above: fc.option(fc.nat(30), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .chain((people) => {
    const ids = people.map((_, i) => String(i));
    const line = fc.record({
      customer: fc.constantFrom(...ids),
      // Few orders, so that members share some.
      order: fc.constantFrom("A", "B", "C", "D", "E", "F"),
      day: fc.integer({ min: 0, max: 170 }).map(dayOf),
      cents: fc.integer({ min: 1, max: 9 }).map((n) => n * 500),
      refund: fc.constantFrom(false, false, false, true),
      of: fc.constantFrom("A", "B", null),
    });
    return fc.array(line, { maxLength: 40 }).map((lines) => ({
      customers: people.map(({ household, above }, i) => ({
        id: String(i),
        household,
        above: above === null ? null : String(above % (i + 1)),
      })),
      lines: [
        ...lines,
        { customer: "0", order: "last", day: asOf, cents: 100, refund: false, of: null },
      ],
    }));
  });

const files = ({ customers, lines }: World): Record<string, string> => ({
  "clientele.yaml": config,
  ...segmentations("household"),
  ...segmentations("parent"),
  ...segmentations("root"),
  "data/c.csv": [
    "id,hh,above",
    ...customers.map((c) => `${c.id},${c.household ?? ""},${c.above ?? ""}`),
  ].join("\n"),
  "data/t.csv": [
    "customer,order_no,day,amount,type,original",
    ...lines.map(
      (l) =>
        `${l.customer},${l.order},${l.day},${l.cents / 100},${l.refund ? "refund" : "sale"},${l.refund ? (l.of ?? "") : ""}`,
    ),
  ].join("\n"),
});

/** The unit of a customer, by its name. */
function unitOf(unit: string, own: Customer, customers: readonly Customer[]): string {
  if (unit === "household") return own.household === null ? `alone ${own.id}` : own.household;
  const above = own.above === own.id ? null : own.above;
  if (above === null) return own.id;
  const next = customers.find((c) => c.id === above);
  return unit === "parent" || next === undefined ? above : unitOf(unit, next, customers);
}

/** What each unit is told: its tier, its segment by recency, and how many orders it has. */
function expected(
  unit: string,
  { customers, lines }: World,
): ReadonlyMap<string, readonly unknown[]> {
  const keys = new Map(customers.map((c) => [c.id, unitOf(unit, c, customers)]));
  const units = [...new Set(keys.values())].map((key) => {
    const own = lines.filter((line) => keys.get(line.customer) === key);
    return { key, all: metricsOf(own, asOf, null), lately: metricsOf(own, asOf, 90) };
  });
  const spends = units.map((u) => Math.round(u.lately.monetary * 100));
  const buyers = units.filter((u) => u.lately.frequency > 0);
  const positive = spends.filter((cents) => cents > 0);
  return new Map(
    units.map(({ key, all, lately }) => {
      const cents = Math.round(lately.monetary * 100);
      const above = positive.filter((other) => other > cents).length;
      const isMid = cents > 0 && above / positive.length < 0.6;
      const tier = isInTop(cents, spends, 0.5) ? "high" : isMid ? "mid" : "low";
      const days = buyers.map((u) => u.all.recency ?? 0);
      const own = all.recency ?? 0;
      const points = score(own, days, (other) => other > own, 5);
      const orders = all.frequency < 5 ? `n${all.frequency}` : "more";
      return [key, [tier, lately.frequency > 0 ? `r${points}` : "none", orders]];
    }),
  );
}

it("ranks households, parents and roots by what all their members bought, and tells each member", async () => {
  await fc.assert(
    fc.asyncProperty(world, async (generated) => {
      const { customers, summary } = await compute(files(generated));
      for (const unit of ["household", "parent", "root"]) {
        const told = expected(unit, generated);
        const said = generated.customers.map(({ id }) => {
          const row = customers.get(id) ?? {};
          return [`tiers_${unit}`, `rfm_${unit}`, `orders_${unit}`].map((s) => row[`s_${s}`]);
        });
        const keys = generated.customers.map((c) => unitOf(unit, c, generated.customers));
        expect([unit, said]).toEqual([unit, keys.map((key) => told.get(key))]);
        expect(summary.units?.[unit]).toBe(told.size);
        const inSegments = Object.values(summary.segmentations[`orders_${unit}`]?.segments ?? {});
        expect(inSegments.reduce((sum, s) => sum + (s.units ?? 0), 0)).toBe(told.size);
      }
    }),
    { numRuns: 25 },
  );
});
