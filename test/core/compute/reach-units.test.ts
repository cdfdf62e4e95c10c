/** What would move a household or an account: each way that is told is made true in the data, run, and must lead where it says. */
import { expect, it } from "vitest";
import { ordersOf, reachProject } from "./reach-project.ts";

const texts = {
  "clientele.yaml": `clientele: 1
name: Homes
currency: EUR
as_of: 2026-11-18
sources:
  customers: { from: data/customers.csv, key: id, parent: parent, groups: { household: home } }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  large: { value: count(transactions) filter (where amount >= 80) }
`,
  "segmentations/wealth.yaml": `segmentation: wealth
kind: tiers
unit: household
by: monetary
tiers:
  - { id: high, top: 30% of customers }
  - { id: low, rest: true }
`,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\nunit: household\n",
  "segmentations/pace.yaml": "segmentation: pace\nkind: lifecycle\nunit: household\n",
  "segmentations/account.yaml": `segmentation: account
kind: rules
unit: parent
segments:
  - { id: large, when: large >= 4 and recency <= 30 }
  - { id: small, else: true }
`,
  "segmentations/person.yaml": `segmentation: person
kind: rules
segments:
  - { id: courted, when: wealth = 'high' and frequency >= 3 }
  - { id: left, else: true }
`,
};

/** Households of one to four; every fifth customer is in none. */
const names = Array.from({ length: 60 }, (_, i) => `C${String(i).padStart(2, "0")}`);
const home = (i: number): string => (i % 5 === 4 ? "" : `H${Math.floor(((i * 7) % 60) / 3)}`);
const customers = [
  "id,parent,home",
  ...names.map((n, i) => `${n},${i % 6 === 0 ? "" : names[i - (i % 6)]},${home(i)}`),
];
const lines = Array.from({ length: 300 }, (_, i) => {
  const day = new Date(Date.UTC(2025, 6, 5 + ((i * 37) % 480))).toISOString().slice(0, 10);
  return `${names[(i * i) % 58]},O${i},${day},${((i * 7919) % 9000) / 100}`;
});

const withOrders = (own: readonly string[]) => ({
  ...texts,
  "data/customers.csv": customers.join("\n"),
  "data/t.csv": ["customer,order_no,day,amount", ...own].join("\n"),
});

const { reached, firstOf, afterwards } = reachProject(withOrders(lines));

it.each([
  ["wealth = 'low' and frequency >= 2", "wealth.high", 0],
  ["wealth = 'low' and home is null", "wealth.high", 0],
  ["wealth = 'low' and home is not null", "wealth.high", 3],
  ["pace <> 'loyal' and frequency >= 1", "pace.loyal", 1],
  ["account = 'small'", "account.large", 0],
  ["person = 'left' and wealth = 'low'", "person.courted", 0],
] as const)("moves the unit of one of %s to %s when it is done", async (where, to, skipped) => {
  const customer = await firstOf(where, skipped);
  const [segmentation = "", segment = ""] = to.split(".");
  const reach = await reached(customer, to);
  expect(reach.outcome).toBe("found");
  for (const way of reach.ways) {
    const { customer: moved, reasons } = await afterwards(
      customer,
      reach,
      withOrders([...lines, ...ordersOf(customer, reach, way)]),
    );
    expect(moved.segments[segmentation]).toEqual([segment]);
    expect(reasons.length).toBeGreaterThan(0);
  }
});
