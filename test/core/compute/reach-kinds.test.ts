/** What would move a customer by every kind: each way that is told is made true in the data, run, and must lead where it says. */
import { describe, expect, it } from "vitest";
import type { Reach, ReachWay } from "../../../packages/core/src/host/protocol.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawExponential, drawGamma } from "../../../packages/core/src/stats/variates.ts";
import { call, ordersOf, reachProject, sure } from "./reach-project.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

/** A Sunday in each week is closed, so that days of a rhythm are not days of the calendar. */
const texts = {
  "clientele.yaml": `clientele: 1
name: Kinds
currency: EUR
as_of: 2026-11-18
calendar: { closed: data/closed.csv }
sources:
  customers: { from: data/customers.csv, key: id }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  alive: { model: mbg_nbd, value: p_alive }
`,
  "segmentations/stage.yaml": "segmentation: stage\nkind: lifecycle\n",
  "segmentations/growth.yaml": `segmentation: growth
kind: matrix
rows:
  by: monetary
  bands:
    - { id: high, top: 30% of customers }
    - { id: low, rest: true }
columns:
  by: frequency
  cuts: [4]
`,
  "segmentations/targets.yaml": `segmentation: targets
kind: score
groups:
  - id: worth
    criteria:
      - { id: spend, by: monetary, scale: [0, 1000] }
      - { id: orders, by: frequency, rank: high }
segments:
  - { id: core, at_least: 50 }
  - { id: later, rest: true }
sensitivity: { draws: 20, spread: 25% }
`,
  "segmentations/alike.yaml": `segmentation: alike
kind: kmeans
k: 2
features: [{ metric: monetary, transform: log1p }, { metric: recency, transform: log1p }]
`,
  "segmentations/warm.yaml": `segmentation: warm
kind: rules
segments:
  - { id: alive, when: alive >= 0.7 }
  - { id: cold, else: true }
`,
};

const sundays = Array.from({ length: 120 }, (_, i) =>
  new Date(Date.UTC(2025, 0, 5 + 7 * i)).toISOString().slice(0, 10),
);

/** Customers of 600 days whose pace and leaving differ. */
const next = random(9);
const ids = Array.from({ length: 300 }, (_, i) => `C${String(i).padStart(3, "0")}`);
const customers = ["id", ...ids, "NEW"];
const lines = ids.flatMap((id) => {
  const pace = drawGamma(next, 0.8, 40);
  const leaves = drawExponential(next, 1 / 250);
  const start = Math.floor(next() * 400);
  const own: string[] = [];
  for (let at = 0; at < leaves && start + at < 600; at += drawExponential(next, pace)) {
    const day = new Date(Date.UTC(2025, 2, 28 + start + Math.floor(at))).toISOString().slice(0, 10);
    own.push(`${id},${id}-${own.length},${day},${(10 + 150 * next()).toFixed(2)}`);
  }
  return own;
});

const withData = (own: readonly string[], people: readonly string[]) => ({
  ...texts,
  "data/customers.csv": people.join("\n"),
  "data/closed.csv": ["day", ...sundays].join("\n"),
  "data/t.csv": ["customer,order_no,day,amount", ...own].join("\n"),
});

const { session, reached, firstOf, ...project } = reachProject(withData(lines, customers));

/** Where the customer is once the way was gone. */
async function afterwards(customer: string, reach: Reach, way: ReachWay) {
  const done = withData([...lines, ...ordersOf(customer, reach, way)], customers);
  return (await project.afterwards(customer, reach, done)).customer;
}

describe("what would move a customer by every kind", () => {
  it.each([
    ["stage = 'lost' and frequency >= 2", "stage.returned"],
    ["stage = 'dormant' and frequency <= 2", "stage.active"],
    ["stage = 'prospect'", "stage.first_time"],
    ["growth = 'low_low' and frequency >= 1", "growth.high_high"],
    ["targets = 'later' and frequency >= 2", "targets.core"],
    ["warm = 'cold' and frequency >= 4", "warm.alive"],
  ] as const)("moves one of %s to %s when it is done", async (where, to) => {
    const customer = await firstOf(where);
    const reach = await reached(customer, to);
    expect(reach.outcome).toBe("found");
    for (const way of reach.ways) {
      const { segments } = await afterwards(customer, reach, way);
      expect(segments[reach.segmentation]).toEqual([reach.segment]);
    }
  });

  it("moves a customer to another cluster when it is done", async () => {
    const [one, two] = ["frequency = 1 and monetary < 20", "monetary > 800"];
    const customer = await firstOf(one);
    const { segments } = sure(
      await session().explain({ viewer: ownerOf("cli:test"), customer: await firstOf(two) }, call),
    ).customer;
    const reach = await reached(customer, `alike.${segments["alike"]?.[0]}`);
    expect(reach.outcome).toBe("found");
    expect(reach.ways.length).toBeGreaterThan(0);
  });

  it("tells why for each of them", async () => {
    const customer = await firstOf("frequency >= 4");
    const { reasons } = sure(
      await session().explain({ viewer: ownerOf("cli:test"), customer }, call),
    );
    expect(reasons.map((r) => r.segmentation).toSorted()).toEqual([
      "alike",
      "growth",
      "stage",
      "targets",
      "warm",
    ]);
  });
});
