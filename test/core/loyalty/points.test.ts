import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFiles } from "../tables/run-project.ts";
import { naivePoints, type Row, type Rules } from "./naive.ts";

const start = Date.parse("2026-01-01T00:00:00Z");
const dayOf = (day: number): string =>
  new Date(start + day * 86_400_000).toISOString().slice(0, 10);

const programme = (rules: Rules): string => `loyalty: club
among: not outsider
earn:
  per: ${rules.per}
  times:
    - { when: fresh, by: ${rules.fresh ? 3 : 1} }
    - { level: gold, by: ${rules.gold ? 1.5 : 1} }
spend: { source: uses, points: used, where: used < 1000000 }
${rules.expire === null ? "" : `expire: ${rules.expire} days\n`}within: ${rules.within} days
value: 0.5
redeemed: 0.8
levels:
  - { id: gold, at_least: ${rules.goldFrom}, benefits: [{ what: A gift, cost: 7 }] }
  - { id: basic, rest: true }
`;

const csv = (rows: readonly (readonly unknown[])[]): string =>
  `${rows.map((row) => row.join(",")).join("\n")}\n`;

type Customers = Readonly<Record<string, readonly Row[]>>;

/** The last day has a row, so that it is D. */
const last = 60;

const files = (customers: Customers, rules: Rules): Readonly<Record<string, string>> => ({
  "clientele.yaml": `clientele: 1
name: T
sources:
  customers: { from: c.csv, key: id }
  transactions:
    from: t.csv
    customer: customer
    order: order
    time: day
    amount: amount
    refund: { when: kind = 'refund', of: order }
  uses: { from: u.csv, customer: customer, time: day }
`,
  "loyalty.yaml": programme(rules),
  "segmentations/s.yaml":
    "segmentation: rich\nkind: rules\nassign: all\nsegments:\n  - { id: many, when: points >= 5 and loyalty_level = 'gold' }\n",
  "c.csv": csv([
    ["id", "outsider"],
    ...Object.keys(customers).map((id) => [id, "false"]),
    ["idle", "false"],
    ["outside", "true"],
  ]),
  "t.csv": csv([
    ["customer", "order", "day", "kind", "fresh", "amount"],
    ["outside", "x", dayOf(last), "sale", "false", "100.00"],
    ...Object.entries(customers).flatMap(([id, rows]) =>
      rows
        .filter((row) => row.used === 0)
        .map((row) => [
          id,
          row.order ?? "",
          dayOf(row.day),
          row.refund ? "refund" : "sale",
          row.fresh,
          (row.cents / 100).toFixed(2),
        ]),
    ),
  ]),
  "u.csv": csv([
    ["customer", "day", "used"],
    ["outside", dayOf(0), 1],
    ...Object.entries(customers).flatMap(([id, rows]) =>
      rows.filter((row) => row.used > 0).map((row) => [id, dayOf(row.day), row.used]),
    ),
  ]),
});

const rule: Rules = {
  per: 10,
  fresh: false,
  gold: false,
  goldFrom: 50,
  expire: null,
  within: 30,
};
const sale = (day: number, money: number, more: Partial<Row> = {}): Row => ({
  day,
  order: `o${day}`,
  cents: Math.round(money * 100),
  refund: false,
  fresh: false,
  used: 0,
  ...more,
});
const use = (day: number, used: number): Row => ({ ...sale(day, 0), used });

async function pointsIn(customers: Customers, rules: Rules, threads?: number) {
  const opened = await openFiles(files(customers, rules), threads);
  const ran = await opened.run();
  const of = (id: string) => {
    const row = ran.customers.get(id);
    const value = (name: string): number | null => {
      const found = row?.[`m_${name}`];
      return found === null || found === undefined ? null : Number(found);
    };
    return {
      points: value("points"),
      expiring: rules.expire === null ? 0 : value("points_expiring"),
      level: value("level_points"),
      earned: value("points_earned"),
      next: value("points_to_next"),
      in: row?.["s_loyalty_level"] ?? null,
      many: row?.["s_rich.many"],
    };
  };
  return { opened, ran, of };
}

describe("points", () => {
  it("count money of an order, and levels follow them", async () => {
    const { of } = await pointsIn({ a: [sale(50, 512)], b: [sale(50, 96), sale(51, 9.99)] }, rule);
    expect(of("a")).toMatchObject({ points: 51, level: 51, in: "gold", next: null, many: true });
    expect(of("b")).toMatchObject({ points: 9, level: 9, in: "basic", next: 41, many: false });
    expect(of("idle")).toMatchObject({ points: 0, in: "basic", next: 50 });
    expect(of("outside")).toMatchObject({ points: null, in: null, next: null });
  });

  it("are taken back by refunds, wherever those are booked", async () => {
    const back = (day: number, money: number, order: string | null): Row =>
      sale(day, -money, { refund: true, order });
    const { of } = await pointsIn(
      { a: [sale(40, 100), back(50, 35, "o40")], b: [sale(40, 100), back(50, 35, null)] },
      rule,
    );
    // 65 of one order earn 6; of two, 10 less the 3 that 35 would have earned.
    expect([of("a").points, of("b").points]).toEqual([6, 7]);
  });

  it("lapse the oldest first, and only what nobody used", async () => {
    const { of } = await pointsIn(
      { a: [sale(0, 100), sale(40, 100), use(45, 4)], b: [sale(0, 100), use(5, 4), sale(40, 100)] },
      { ...rule, expire: 45 },
    );
    expect(of("a")).toMatchObject({ points: 6, expiring: 6 });
    expect(of("b")).toMatchObject({ points: 10, expiring: 10 });
  });

  it("are those of a plain reading, day by day", { timeout: 120_000 }, async () => {
    const row = fc.record({
      day: fc.integer({ min: 0, max: last }),
      order: fc.constantFrom("p", "q", "r", "s", "t", null),
      cents: fc.integer({ min: 1, max: 90_000 }),
      refund: fc.boolean(),
      fresh: fc.boolean(),
      used: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
    });
    const signed = (of: Row): Row => (of.refund ? { ...of, cents: -of.cents } : of);
    const property = fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 12 }), { minLength: 20, maxLength: 40 }),
      fc.record({
        per: fc.constantFrom(1, 7, 10),
        fresh: fc.boolean(),
        gold: fc.boolean(),
        goldFrom: fc.integer({ min: 1, max: 60 }),
        expire: fc.constantFrom(null, 10, 30),
        within: fc.constantFrom(5, 30, 400),
      }),
      fc.constantFrom(1, 2),
      async (lists, rules, threads) => {
        const customers = Object.fromEntries(
          lists.map((rows, i) => [`c${i}`, rows.map(signed)] as const),
        );
        const { of } = await pointsIn(customers, rules, threads);
        for (const [id, rows] of Object.entries(customers)) {
          const bought = rows.filter((r) => r.used === 0);
          const uses = rows.filter((r) => r.used > 0).map((r) => use(r.day, r.used));
          const expected = naivePoints(
            [...bought, ...uses.map((u) => ({ ...u, order: null }))],
            rules,
            last,
          );
          expect({ id, ...of(id) }).toMatchObject({ id, ...expected });
        }
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });
});
