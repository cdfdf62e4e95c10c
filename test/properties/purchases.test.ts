import fc from "fast-check";
import { expect, it } from "vitest";
import { middleOf } from "../../packages/core/src/domain/metrics/purchase-history.ts";
import { compute } from "./engine.ts";
import { daysApart, purchaseHistories, type Sale } from "./purchase-days.ts";

const config = (order: boolean) => `clientele: 1
name: Generated
sources:
  transactions:
    from: data/t.csv
    customer: customer
${order ? "    order: invoice\n" : ""}    time: day
    amount: amount
    refund: { when: kind = 'refund'${order ? ", of: original" : ""} }
metrics:
  p_alive: { model: pareto_nbd }
`;

const start = Date.parse("2026-06-01T00:00:00Z");
const dayOf = (n: number): string => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
const sale: fc.Arbitrary<Sale> = fc.record({
  customer: fc.integer({ min: 1, max: 6 }).map((n) => `c${n}`),
  invoice: fc.integer({ min: 1, max: 5 }).map((n) => `i${n}`),
  day: fc.integer({ min: 0, max: 60 }).map(dayOf),
  cents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
  refund: fc.boolean(),
});

const csv = (sales: readonly Sale[]): string =>
  [
    "customer,invoice,day,amount,kind,original",
    ...sales.map((s) => {
      const invoice = `${s.customer}-${s.invoice}`;
      const amount = ((s.refund ? -1 : 1) * s.cents) / 100;
      const own = s.refund ? `${invoice}-r,${s.day}` : `${invoice},${s.day}`;
      return `${s.customer},${own},${amount.toFixed(2)},${s.refund ? "refund" : "sale"},${s.refund ? invoice : ""}`;
    }),
  ].join("\n");

it("what models look at is what a naive reading of the rows gives, now and in the middle of the time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sale, { minLength: 1, maxLength: 25 }),
      fc.boolean(),
      async (given, order) => {
        const sales = given.some((s) => !s.refund)
          ? given
          : given.map((s) => ({ ...s, refund: false }));
        const days = sales.map((s) => s.day).toSorted();
        const [first = "", last = ""] = [days[0], days.at(-1)];
        const split = middleOf(first, last);
        const { customers } = await compute({
          "clientele.yaml": config(order),
          "data/t.csv": csv(sales),
        });
        const now = purchaseHistories(sales, last, order);
        const then = purchaseHistories(sales, split, order);
        for (const [id, row] of customers) {
          const [a, b] = [now.get(id), then.get(id)];
          const got = (names: readonly string[]) => names.map((name) => row[name]);
          expect(got(["p_x", "p_tx", "p_t", "p_repeat"])).toEqual(
            a === undefined
              ? [null, null, null, null]
              : [a.x, a.tx, daysApart(a.first, last), a.repeat],
          );
          expect(got(["p_x_c", "p_tx_c", "p_t_c", "p_repeat_c"])).toEqual(
            a === undefined || b === undefined
              ? [null, null, null, null]
              : [b.x, b.tx, daysApart(b.first, split), b.repeat],
          );
          const cents = (name: string): number => Math.round(Number(row[name]) * 100);
          // Who gave everything back has no history, as above: nothing was bought, before or after.
          const before = a === undefined ? 0 : Math.round((b?.total ?? 0) * 100);
          const after = Math.round((a?.total ?? 0) * 100) - before;
          expect([cents("p_before"), cents("p_after")]).toEqual([before, after]);
        }
      },
    ),
    {
      numRuns: 25,
      examples: [
        [
          [
            { customer: "c5", invoice: "i3", day: "2026-06-01", cents: 1, refund: false },
            { customer: "c5", invoice: "i3", day: "2026-06-02", cents: 1, refund: true },
          ],
          true,
        ],
      ],
    },
  );
}, 120_000);
