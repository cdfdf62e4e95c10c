/** What would move a customer: every way that is told is made true in the data and run, and must lead where it says. */
import { describe, expect, it } from "vitest";
import type { Reach, ReachWay } from "../../../packages/core/src/host/protocol.ts";
import { call, ordersOf, reachProject, sure, write } from "./reach-project.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const texts = {
  "clientele.yaml": `clientele: 1
name: Moved
currency: EUR
as_of: 2026-11-18
sources:
  customers: { from: data/customers.csv, key: id, label: name }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  mood: { value: customers.mood, actionable: true }
  age: { value: customers.age }
`,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
tiers:
  - { id: high, top: 50% of value }
  - { id: low, rest: true }
`,
  "segmentations/care.yaml": `segmentation: care
kind: rules
assign: all
segments:
  - { id: happy_regulars, when: frequency >= 6 and mood >= 7 }
  - { id: valued, when: value = 'high' and recency <= 30 }
  - { id: old, when: age > 60 }
  - { id: quiet, when: recency > 20 }
`,
};

const names = Array.from({ length: 40 }, (_, i) => `C${i}`);
const customers = [
  "id,name,mood,age",
  ...names.map((n, i) => `${n},Name ${i},${i % 10},${20 + i}`),
];
const lines = Array.from({ length: 260 }, (_, i) => {
  const day = new Date(Date.UTC(2026, 0, 5 + ((i * 37) % 315))).toISOString().slice(0, 10);
  return `C${(i * i) % 37},O${i},${day},${((i * 7919) % 9000) / 100}`;
});

const withData = (own: readonly string[], people: readonly string[]) => ({
  ...texts,
  "data/customers.csv": people.join("\n"),
  "data/t.csv": ["customer,order_no,day,amount", ...own].join("\n"),
});

const { folder, session, reached, firstOf, ...project } = reachProject(withData(lines, customers));

/** The customer in a project where the way was gone: orders in the file, changed metrics in the table. */
async function afterwards(customer: string, reach: Reach, way: ReachWay) {
  const mood = way.metrics.slice(0, way.changed).find((m) => m.metric === "mood")?.to;
  const people = customers.map((line) => {
    const [id, name, , age] = line.split(",");
    return id === customer && mood !== undefined ? `${id},${name},${mood},${age}` : line;
  });
  const done = withData([...lines, ...ordersOf(customer, reach, way)], people);
  return (await project.afterwards(customer, reach, done)).customer;
}

/** Who is asked about, by a rule, and where they should go. */
const asked = [
  ["value = 'low' and frequency >= 3", "value.high"],
  ["rfm = 'at_risk' or rfm = 'hibernating'", "rfm.champions"],
  ["value = 'low' and recency > 30", "care.valued"],
  ["frequency >= 4 and mood < 5", "care.happy_regulars"],
  ["frequency = 0", "value.high"],
  ["frequency = 0", "rfm.new_customers"],
] as const;

describe("what would move a customer to a segment", () => {
  it.each(asked)("moves one of %s to %s when it is done", async (where, to) => {
    const customer = await firstOf(where);
    const reach = await reached(customer, to);
    expect(reach).toMatchObject({ outcome: "found", by: "2026-11-30" });
    expect(reach.ways.length).toBeGreaterThan(0);
    for (const way of reach.ways) {
      const { segments } = await afterwards(customer, reach, way);
      expect(segments[reach.segmentation]).toContain(reach.segment);
    }
  });

  it("tells the smallest amount: a tenth less does not do", async () => {
    const customer = await firstOf("frequency = 0");
    const reach = await reached(customer, "value.high");
    const [way] = reach.ways;
    if (way === undefined) throw new Error("no way");
    const less = { ...way, amount: Math.round(way.amount * 0.9) };
    expect((await afterwards(customer, reach, less)).segments["value"]).toEqual(["low"]);
  });

  it("proposes a metric only where the project calls it actionable", async () => {
    const reach = await reached(
      await firstOf("frequency >= 6 and mood = 1"),
      "care.happy_regulars",
    );
    expect(reach.ways[0]).toMatchObject({ orders: 0, spend: 0, changed: 1 });
    expect(reach.ways[0]?.metrics[0]).toEqual({ metric: "mood", from: 1, to: 7 });
    expect(await reached("C5", "care.old")).toMatchObject({ outcome: "not-found", ways: [] });
  });

  it("says where nothing has to be done", async () => {
    const { segments } = sure(
      await session().explain({ viewer: ownerOf("cli:test"), customer: "C3" }, call),
    ).customer;
    const now = segments["rfm"]?.[0] ?? "";
    expect(await reached("C3", `rfm.${now}`)).toMatchObject({ outcome: "already", tried: 0 });
    const waits = await reached("C3", "care.quiet", "2027-06-30");
    expect(waits.outcome).toBe(segments["care"]?.includes("quiet") ? "already" : "by-itself");
  });

  it("refuses a day that has passed, and data that have changed since", async () => {
    const to = { segmentation: "value", segment: "high" };
    const early = await session().explain(
      { viewer: ownerOf("cli:test"), customer: "C7", to: { ...to, by: "2026-11-01" } },
      call,
    );
    expect(early.ok ? [] : early.errors.map((p) => p.code)).toEqual(["day-passed"]);
    write(folder, withData([...lines, "C1,O999,2026-11-02,5"], customers));
    const customer = await firstOf("value = 'low'");
    const stale = await session().explain({ viewer: ownerOf("cli:test"), customer, to }, call);
    write(folder, withData(lines, customers));
    expect(stale.ok ? [] : stale.errors.map((p) => p.code)).toEqual(["data-changed-since"]);
  });
});

describe("rows after the as-of date", () => {
  // Everybody buys for 5,000 two days later; the run does not know it, and neither does what would move them.
  const later = names.map((name, i) => `${name},L${i},2026-11-20,5000`);
  const told = reachProject(withData([...lines, ...later], customers));

  it("do not exist for what would move a customer, though its day be later still", async () => {
    const customer = await firstOf("value = 'low' and frequency >= 3");
    const known = await reached(customer, "value.high");
    expect(known.outcome).toBe("found");
    expect(await told.reached(customer, "value.high")).toEqual(known);
  });
});
