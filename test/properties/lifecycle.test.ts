import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

/** Days before the as-of date, with an amount; 0 or less nets to no order. */
type Purchase = { readonly ago: number; readonly amount: number };
type Customer = {
  readonly id: string;
  readonly personal: boolean;
  readonly region: "east" | "west";
  /** How many days ago they became customers, where that is known. */
  readonly since: number | null;
  readonly purchases: readonly Purchase[];
};

const asOf = Date.parse("2026-11-18T00:00:00Z") / 86_400_000;
const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const config = `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id, since: since }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
calendar: { closed: data/closed.csv }
`;
const thresholds = {
  lost: 200,
  gap: 120,
  back: 40,
  dormant: 3.5,
  risk: 1.5,
  orders: 3,
  loyal: 100,
};
const lifecycle = `segmentation: stage
kind: lifecycle
among: personal
within_each: region
lost_after: 200 days
returned: { gap: 120 days, within: 40 days }
dormant_after: 3.5
at_risk_after: 1.5
loyal: { orders: 3, within: 100 days }
segments: [{ id: sleeping, stages: [dormant, lost] }]
`;

const customer = fc.record({
  personal: fc.boolean(),
  region: fc.constantFrom("east" as const, "west" as const),
  since: fc.constantFrom(null, 0, 89, 90, 91, 300),
  purchases: fc.array(
    fc.record({
      ago: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 120 })),
      amount: fc.constantFrom(10, 10, 25, 0, -5),
    }),
    { maxLength: 8 },
  ),
});
const sample = fc
  .array(customer, { minLength: 1, maxLength: 25 })
  .map((list) => list.map((c, i): Customer => ({ ...c, id: `c${i}` })));
const closedDays = fc.uniqueArray(fc.integer({ min: 0, max: 420 }), { maxLength: 60 });

/** Places of the purchase days among open days, the last first; orders of each. */
function daysOf({ purchases }: Customer, closed: readonly number[], back: number) {
  const open = (ago: number): number => -ago - closed.filter((c) => c >= ago).length;
  const kept = purchases.filter((p) => p.amount > 0 && p.ago >= back);
  const days = [...new Set(kept.map((p) => p.ago))].toSorted((a, b) => a - b);
  return { today: open(back), places: days.map(open), agos: kept.map((p) => p.ago) };
}

const settle = (value: number): number => Math.round(value * 1e6) / 1e6;

/** METHODS, written again as plainly as possible. */
function stageOf(own: Customer, all: readonly Customer[], closed: readonly number[], back: number) {
  if (!own.personal) return null;
  const gapsOf = (c: Customer): readonly number[] => {
    const { places } = daysOf(c, closed, back);
    return places.slice(0, -1).map((place, i) => place - (places[i + 1] ?? 0));
  };
  const { today, places, agos } = daysOf(own, closed, back);
  const [last] = places;
  if (last === undefined) return "prospect";
  const recency = today - last;
  if (recency > thresholds.lost) return "sleeping";
  const gaps = gapsOf(own);
  if ((gaps[0] ?? 0) > thresholds.gap && recency <= thresholds.back) return "returned";
  const peers = all.filter((c) => c.personal && c.region === own.region).flatMap(gapsOf);
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const mean = sum(peers) / peers.length;
  const late = settle(recency / ((sum(gaps) + 3 * mean) / (gaps.length + 3)));
  if (late > thresholds.dormant) return "sleeping";
  if (late > thresholds.risk) return "at_risk";
  if (agos.length === 1) return "first_time";
  const recent = agos.filter((ago) => ago < back + thresholds.loyal).length;
  return recent >= thresholds.orders ? "loyal" : "active";
}

const files = (list: readonly Customer[], closed: readonly number[]): Record<string, string> => ({
  "clientele.yaml": config,
  "segmentations/stage.yaml": lifecycle,
  "data/c.csv": [
    "id,personal,region,since",
    ...list.map(
      (c) => `${c.id},${c.personal},${c.region},${c.since === null ? "" : iso(asOf - c.since)}`,
    ),
  ]
    .concat("anchor,false,east,2020-01-01")
    .join("\n"),
  "data/t.csv": [
    "customer,day,amount",
    ...list.flatMap((c) => c.purchases.map((p) => `${c.id},${iso(asOf - p.ago)},${p.amount}`)),
    `anchor,${iso(asOf)},1`,
    `anchor,${iso(asOf - 390)},1`,
  ].join("\n"),
  "data/closed.csv": ["day", ...closed.map((ago) => iso(asOf - ago))]
    .concat("1999-01-01")
    .join("\n"),
});

it("gives each customer the first stage that fits their own rhythm, and says who really bought again", async () => {
  await fc.assert(
    fc.asyncProperty(sample, closedDays, async (list, closed) => {
      const { customers, summary } = await compute(files(list, closed));
      const said = list.map(({ id }) => customers.get(id)?.["s_stage"] ?? null);
      expect(said).toEqual(list.map((own) => stageOf(own, list, closed, 0)));
      const again = summary.segmentations["stage"]?.bought_again;
      const before = list.map((own) => ({
        stage: stageOf(own, list, closed, 90),
        known:
          own.purchases.some((p) => p.amount > 0 && p.ago >= 90) ||
          (own.since !== null && own.since >= 90),
        bought: own.purchases.some((p) => p.amount > 0 && p.ago < 90),
      }));
      for (const [stage, counted] of Object.entries(again?.segments ?? {})) {
        const were = before.filter((b) => b.stage === stage && b.known);
        const bought = were.filter((b) => b.bought).length;
        const others = before.filter((b) => b.stage === stage && !b.known).length;
        expect([stage, counted.customers, counted.bought, counted.not_judged]).toEqual([
          stage,
          were.length,
          bought,
          others,
        ]);
      }
      expect(Object.keys(again?.segments ?? {})).toHaveLength(7);
    }),
    { numRuns: 30 },
  );
});

it("is the same whatever the order of rows and the threads", async () => {
  const list = fc.sample(sample, { numRuns: 1, seed: 7 })[0] ?? [];
  const given = files(list, [3, 40, 41]);
  const [head = "", ...rows] = given["data/t.csv"]?.split("\n") ?? [];
  const turned = { ...given, "data/t.csv": [head, ...rows.toReversed()].join("\n") };
  const stages = async (f: Record<string, string>, threads: number): Promise<unknown> =>
    Object.fromEntries(
      [...(await compute(f, { threads })).customers].map(([id, row]) => [id, row["s_stage"]]),
    );
  expect(await stages(turned, 1)).toEqual(await stages(given, 4));
});
