/** A small shop with customers who come and leave, in households, some of whom agreed to nothing. */
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawExponential } from "../../../packages/core/src/stats/variates.ts";

const config = `clientele: 1
name: Shop
currency: CNY
timezone: UTC
as_of: 2026-11-18
sources:
  customers:
    from: data/customers.csv
    key: id
    groups: { household: home }
    consent: { sms: sms_ok }
    columns: { class: { type: text } }
  transactions:
    from: data/transactions.csv
    customer: customer
    time: day
    amount: amount
metrics:
  alive: { model: mbg_nbd, value: p_alive }
  worth: { model: mbg_nbd, value: clv, horizon: 365 days }
precedence: [value]
contact: { at_most: 2 per week, unit: household }
`;

const value = `segmentation: value
kind: tiers
by: monetary
tiers:
  - { id: high, top: 60% of value }
  - { id: low, rest: true }
`;

const care = `segmentation: care
kind: rules
assign: all
segments:
  - { id: quiet, when: recency > 60 }
  - { id: firms, when: class = 'firm' }
`;

/** The strategy of high value avoids sms, and as it wins, nobody writes to its customers. */
const keep = `strategy: keep
for: value.high
objective: retain
owners: { lead: sales, with: [service] }
channel: { prefer: [phone], avoid: [sms] }
actions:
  - id: call
    do: { en: Call them, zh-CN: 致电 }
    talk_track: { en: What can we do better?, zh-CN: 哪些地方需要改进？ }
    when: days_since_contact > 14 and recency > 20
    cost: { money: 4, hours: { service: 0.5 } }
    effect: { metric: alive, uplift: 0.08, sd: 0.03, source: judgement }
  - id: visit
    do: Visit them
    cost: { money: 30, hours: { sales: 2 } }
    effect: { metric: alive, uplift: 0.15, sd: 0.05, source: experiments/visits }
`;

const wake = `strategy: wake
for: care.quiet
objective: win_back
owners: { lead: marketing }
channel: { prefer: [sms] }
actions:
  - id: write
    do: Write to them
    cost: { money: 0.2 }
    effect: { metric: alive, uplift: 0.01, sd: 0.005, source: judgement }
`;

const greet = `strategy: greet
for: care.firms
objective: grow
owners: { lead: sales }
actions:
  - { id: greet, do: Say hello, cost: { hours: { sales: 0.25 } } }
  - id: lunch
    do: Take them to lunch
    cost: { money: 2000 }
    effect: { metric: alive, uplift: 0.01, sd: 0.01, source: judgement }
  - id: bundle
    do: Offer a bundle
    cost: { money: 9 }
    effect: { metric: frequency, uplift: 0.1, sd: 0.05, source: judgement }
`;

const plan = `plan: week
budget: { money: 150, hours: { service: 12, sales: 10 }, contacts: 60 }
floors: [{ segment: care.quiet, at_least: 8 customers }]
`;

/** Texts and data by path. @param count of customers */
export function shop(count: number, seed: number): Readonly<Record<string, string>> {
  const next = random(seed);
  const start = Date.parse("2025-01-01");
  const days = 686;
  const customers: string[] = [];
  const lines: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const id = `c${String(i).padStart(4, "0")}`;
    const home = next() < 0.3 ? "" : `h${Math.floor((next() * count) / 3)}`;
    customers.push(`${id},${home},${next() < 0.6},${next() < 0.2 ? "firm" : "person"}`);
    const rate = drawExponential(next, 40);
    let day = Math.floor(next() * 300);
    while (day < days) {
      const date = new Date(start + day * 86_400_000).toISOString().slice(0, 10);
      lines.push(`${id},${date},${(20 + 300 * next()).toFixed(2)}`);
      if (next() < 0.15) break;
      day += 1 + Math.floor(drawExponential(next, rate));
    }
  }
  return {
    "clientele.yaml": config,
    "segmentations/value.yaml": value,
    "segmentations/care.yaml": care,
    "strategies/keep.yaml": keep,
    "strategies/wake.yaml": wake,
    "strategies/greet.yaml": greet,
    "plans/week.yaml": plan,
    "data/customers.csv": `id,home,sms_ok,class\n${customers.join("\n")}\n`,
    "data/transactions.csv": `customer,day,amount\n${lines.join("\n")}\n`,
  };
}
