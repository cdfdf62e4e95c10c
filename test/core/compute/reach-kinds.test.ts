/** What would move a customer by every kind: each way that is told is made true in the data, run, and must lead where it says. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawExponential, drawGamma } from "../../../packages/core/src/stats/variates.ts";
import type { Explained, Reach } from "../../../packages/core/src/host/protocol.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import type { Result } from "../../../packages/core/src/result.ts";

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

const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-kinds-"));
const other = mkdtempSync(join(realpathSync(tmpdir()), "clientele-kinds-reached-"));
afterAll(() => {
  for (const made of [folder, other]) rmSync(made, { recursive: true, force: true, maxRetries: 3 });
});

function write(at: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
}
const withData = (own: readonly string[], people: readonly string[]) => ({
  ...texts,
  "data/customers.csv": people.join("\n"),
  "data/closed.csv": ["day", ...sundays].join("\n"),
  "data/t.csv": ["customer,order_no,day,amount", ...own].join("\n"),
});

const call = { signal: new AbortController().signal, progress: () => {} };
const clock = () => new Date("2026-11-21T12:00:00Z");
function sure<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

let session: Session;
beforeAll(async () => {
  write(folder, withData(lines, customers));
  session = await openSession({ project: folder, allowRead: [] }, clock);
  sure(await session.run({ publish: { by: "test", why: "" } }, call));
});
afterAll(() => session.close());

async function reached(customer: string, to: string): Promise<Reach> {
  const [segmentation = "", segment = ""] = to.split(".");
  const asked = { segmentation, segment };
  const { reach } = sure(await session.explain({ customer, to: asked }, call));
  if (reach === undefined) throw new Error("nothing was said");
  return reach;
}

/** Where the customer is once the way was gone. */
async function afterwards(customer: string, reach: Reach, way: Reach["ways"][number]) {
  const own = Array.from(
    { length: way.orders },
    (_, i) => `${customer},N${i},${reach.by},${way.amount}`,
  );
  const files = withData([...lines, ...own], customers);
  write(other, {
    ...files,
    "clientele.yaml": files["clientele.yaml"].replace("2026-11-18", reach.by),
  });
  const then = await openSession(
    { project: other, allowRead: [] },
    () => new Date(`${reach.by}T12:00:00Z`),
  );
  try {
    sure(await then.run({ publish: { by: "test", why: "" } }, call));
    const explained: Explained = sure(await then.explain({ customer }, call));
    return explained.customer;
  } finally {
    await then.close();
  }
}

async function firstOf(where: string): Promise<string> {
  const members = sure(await session.members({ where, limit: 1 }, call));
  const [row] = members.rows;
  if (row === undefined) throw new Error(`nobody is ${where}`);
  return row.id;
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
      await session.explain({ customer: await firstOf(two) }, call),
    ).customer;
    const reach = await reached(customer, `alike.${segments["alike"]?.[0]}`);
    expect(reach.outcome).toBe("found");
    expect(reach.ways.length).toBeGreaterThan(0);
  });

  it("tells why for each of them", async () => {
    const customer = await firstOf("frequency >= 4");
    const { reasons } = sure(await session.explain({ customer }, call));
    expect(reasons.map((r) => r.segmentation).toSorted()).toEqual([
      "alike",
      "growth",
      "stage",
      "targets",
      "warm",
    ]);
  });
});
