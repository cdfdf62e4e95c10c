import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

const asOf = "2026-11-18";
const w = 40;

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
${[
  "purchase_days",
  "stickiness",
  "refunds",
  "refund_rate",
  "frequency_before",
  "monetary_before",
  "frequency_change",
  "monetary_change",
  "retained",
  "repurchased",
]
  .map((name) => `  my_${name}: { value: ${name}, within: ${w} days }`)
  .join("\n")}
`;

type Line = {
  readonly customer: string;
  readonly order: string;
  readonly back: number;
  readonly cents: number;
  readonly refund: boolean;
};

const line: fc.Arbitrary<Line> = fc
  .record({
    customer: fc.constantFrom("00001", "00002", "00003", "00004"),
    order: fc.integer({ min: 1, max: 6 }),
    back: fc.integer({ min: 0, max: 100 }),
    cents: fc.integer({ min: -500, max: 9999 }),
    refund: fc.boolean(),
  })
  .map((l) => ({ ...l, order: `${l.customer}-${l.order}` }));

const dayOf = (back: number): string =>
  new Date(Date.parse(`${asOf}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);

const csv = (lines: readonly Line[]): string =>
  [
    "customer,order_no,day,amount,kind,original",
    ...lines.map((l) =>
      [
        l.customer,
        l.refund ? "" : l.order,
        dayOf(l.back),
        (l.cents / 100).toFixed(2),
        l.refund ? "refund" : "sale",
        "",
      ].join(","),
    ),
  ].join("\n");

/** METHODS once more, over one customer's lines; a refund names no order, so it is booked to its own day. */
function naive(lines: readonly Line[]) {
  const net = (l: Line): number => (l.refund ? -Math.abs(l.cents) : l.cents);
  const orders = [
    ...Map.groupBy(
      lines.filter((l) => !l.refund),
      (l) => l.order,
    ).values(),
  ].map((own) => ({
    back: Math.max(...own.map((l) => l.back)),
    net: own.reduce((sum, l) => sum + net(l), 0),
  }));
  const bought = orders.filter((o) => o.net > 0);
  const isIn =
    (from: number) =>
    (x: { readonly back: number }): boolean =>
      x.back >= from && x.back < from + w;
  const [now, before] = [isIn(0), isIn(w)];
  const money = (seen: (x: { readonly back: number }) => boolean): number =>
    (orders.filter(seen).reduce((sum, o) => sum + o.net, 0) +
      lines.filter((l) => l.refund && seen(l)).reduce((sum, l) => sum + net(l), 0)) /
    100;
  const count = (seen: (x: { readonly back: number }) => boolean): number =>
    bought.filter(seen).length;
  const days = new Set(bought.filter(now).map((o) => o.back)).size;
  const refunds =
    -lines.filter((l) => l.refund && now(l)).reduce((sum, l) => sum + net(l), 0) / 100;
  const sales = lines.filter((l) => !l.refund && now(l)).reduce((sum, l) => sum + net(l), 0) / 100;
  const first = Math.max(...bought.map((o) => o.back));
  const close = (value: number) => expect.closeTo(value, 9) as number;
  return {
    m_my_purchase_days: days,
    m_my_stickiness: close(days / w),
    m_my_refunds: close(refunds === 0 ? 0 : refunds),
    m_my_refund_rate: sales > 0 ? close(refunds / sales) : null,
    m_my_frequency_before: count(before),
    m_my_monetary_before: close(money(before)),
    m_my_frequency_change: count(now) - count(before),
    m_my_monetary_change: close(money(now) - money(before)),
    m_my_retained: count(before) === 0 ? null : count(now) > 0,
    m_my_repurchased:
      first >= w && first < 2 * w ? bought.filter((o) => o.back >= first - w).length >= 2 : null,
  };
}

const anchor: Line = { customer: "99999", order: "z", back: 0, cents: 100, refund: false };

it("computes what is computed where it is named as METHODS defines it, whatever the data", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 60 }), async (generated) => {
      const lines = [...generated, anchor];
      const { customers } = await compute({ "clientele.yaml": config, "data/t.csv": csv(lines) });
      for (const [id, row] of customers)
        expect(row).toMatchObject(naive(lines.filter((l) => l.customer === id)));
    }),
    { numRuns: 25 },
  );
});

it("counts by hand: two windows of 40 days, a refund, a second order within 40 days", async () => {
  const bought = (back: number, cents: number, order: string, refund = false): Line => ({
    customer: "a",
    order,
    back,
    cents,
    refund,
  });
  const lines = [
    bought(70, 10_000, "1"),
    bought(45, 5000, "2"),
    bought(10, 8000, "3"),
    bought(10, 2000, "4"),
    bought(5, 2500, "", true),
    anchor,
  ];
  const { customers } = await compute({ "clientele.yaml": config, "data/t.csv": csv(lines) });
  expect(customers.get("a")).toMatchObject({
    m_my_purchase_days: 1,
    m_my_stickiness: 1 / 40,
    m_my_refunds: 25,
    m_my_refund_rate: 0.25,
    m_my_frequency_before: 2,
    m_my_monetary_before: 150,
    m_my_frequency_change: 0,
    m_my_monetary_change: -75,
    m_my_retained: true,
    m_my_repurchased: true,
  });
});
