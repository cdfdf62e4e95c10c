/** The ready formulas of docs/methods.md and the rhythm, beside an independent reading of METHODS. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

const asOf = "2026-11-18";
const w = 365;

/** What the page says, as it stands there. */
const page = readFileSync(join(import.meta.dirname, "../../docs/methods.md"), "utf8");
const ready = /Ready formulas.*?```yaml\nmetrics:\n(.*?)```/su.exec(page)?.[1] ?? "";

const config = `clientele: 1
name: Generated
as_of: ${asOf}
sources:
  customers: { from: data/c.csv, key: id }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
metrics:
${ready}`;

type Purchase = {
  readonly ago: number;
  readonly amount: number;
  readonly channel: string;
  readonly category: string;
};
type Customer = { readonly id: string; readonly wallet: number; readonly own: readonly Purchase[] };

const purchase: fc.Arbitrary<Purchase> = fc.record({
  ago: fc.integer({ min: 0, max: 500 }),
  amount: fc.constantFrom(5, 10, 12.5, 40),
  channel: fc.constantFrom("app", "web", "shop", "电话", ""),
  category: fc.constantFrom("food", "Food", "toys", "书"),
});
const people = fc
  .array(
    fc.record({
      wallet: fc.integer({ min: 10, max: 500 }),
      own: fc.array(purchase, { maxLength: 9 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => list.map((c, i): Customer => ({ ...c, id: `c${i}` })));

const dayOf = (ago: number): string =>
  new Date(Date.parse(`${asOf}T00:00:00Z`) - ago * 86_400_000).toISOString().slice(0, 10);

/** The value of most rows; of several as frequent, the first by bytes of UTF-8. */
function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ranked = [...counts].toSorted(
    ([a, m], [b, n]) => n - m || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  return ranked[0]?.[0] ?? null;
}

const close = (value: number) => expect.closeTo(value, 6) as number;

/** Σ own gaps and their number, between distinct purchase days. */
function gapsOf({ own }: Customer): { readonly n: number; readonly sum: number } {
  const days = [...new Set(own.map((p) => p.ago))].toSorted((a, b) => b - a);
  return { n: Math.max(0, days.length - 1), sum: (days[0] ?? 0) - (days.at(-1) ?? 0) };
}

function naive(all: readonly Customer[]) {
  const gaps = all.map(gapsOf);
  const n = gaps.reduce((sum, g) => sum + g.n, 0);
  const mean = gaps.reduce((sum, g) => sum + g.sum, 0) / n;
  return all.map(({ id, wallet, own }, i) => {
    const recent = own.filter((p) => p.ago < w);
    const named = recent.filter((p) => p.channel !== "");
    const share = (of: number, among: number) => (among === 0 ? null : close(of / among));
    const money = (list: readonly Purchase[]): number => list.reduce((sum, p) => sum + p.amount, 0);
    const gap = gaps[i] ?? { n: 0, sum: 0 };
    const rhythm = own.length === 0 || n === 0 ? null : (gap.sum + 3 * mean) / (gap.n + 3);
    const recency = Math.min(...own.map((p) => p.ago));
    return {
      id,
      m_online_share: share(
        recent.filter((p) => ["app", "web"].includes(p.channel)).length,
        recent.length,
      ),
      m_channels: new Set(named.map((p) => p.channel)).size,
      m_main_channel: mostFrequent(named.map((p) => p.channel)),
      m_main_category: mostFrequent(recent.map((p) => p.category)),
      m_food_share: share(money(recent.filter((p) => p.category === "food")), money(recent)),
      m_steady: recent.length >= 4,
      m_share_of_wallet: close(money(recent) / wallet),
      m_late: rhythm === null || rhythm === 0 ? null : close(recency / rhythm),
    };
  });
}

const csvOf = (all: readonly Customer[]): string =>
  [
    "customer,day,amount,channel,category",
    ...all.flatMap(({ id, own }) =>
      own.map((p) => [id, dayOf(p.ago), p.amount, p.channel, p.category].join(",")),
    ),
  ].join("\n");

const anchor: Customer = {
  id: "anchor",
  wallet: 100,
  own: [{ ago: 0, amount: 10, channel: "shop", category: "food" }],
};

it("computes the ready formulas and the rhythm as they are defined, whatever the data", async () => {
  expect(ready).toContain("main_channel");
  await fc.assert(
    fc.asyncProperty(people, async (list) => {
      const all = [...list, anchor];
      const { customers } = await compute({
        "clientele.yaml": config,
        "data/c.csv": ["id,wallet", ...all.map((c) => `${c.id},${c.wallet}`)].join("\n"),
        "data/t.csv": csvOf(all),
      });
      for (const wanted of naive(all)) expect(customers.get(wanted.id)).toMatchObject(wanted);
    }),
    { numRuns: 12 },
  );
});
