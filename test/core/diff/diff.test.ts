import { expect, it } from "vitest";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openSession } from "../../../packages/core/src/host/session.ts";
import type { SegmentationDiff } from "../../../packages/core/src/domain/migration/snapshot-diff.ts";
import { diffView, toText } from "../../../packages/core/src/views/index.ts";
import { opened, type Opened } from "../sources/computed.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const now = (): Date => new Date("2026-11-21T12:00:00Z");
const call = { signal: new AbortController().signal, progress: () => {} };

const config = (asOf: string): string => `clientele: 1
name: Moves
as_of: ${asOf}
sources:
  customers: { from: c.csv, key: id, label: name }
  transactions: { from: t.csv, customer: id, order: no, time: day, amount: amount }
`;
const spend = (cut: number): string => `segmentation: spend
kind: rules
segments:
  - { id: large, when: monetary >= ${cut} }
  - { id: small, else: true }
`;
const lists = `segmentation: lists
kind: rules
assign: all
segments:
  - { id: often, when: frequency >= 2 }
  - { id: once, when: frequency = 1 }
`;
const customers = (ids: string): string =>
  `id,name\n${ids
    .split("")
    .map((c) => `${c},N${c}`)
    .join("\n")}\n`;
const transactions = (rows: readonly string[]): string => ["id,no,day,amount", ...rows].join("\n");

const earlier = [
  "a,1,2026-01-10,100",
  "b,2,2026-01-10,100",
  "c,3,2026-01-10,100",
  "d,4,2026-01-10,10",
  "e,5,2026-01-10,10",
  "x,6,2026-01-10,10",
];
/** b's order was wrong by then, d buys since, f is new, x is gone. */
const later = [
  "a,1,2026-01-10,100",
  "b,2,2026-01-10,20",
  "c,3,2026-01-10,100",
  "d,4,2026-01-10,10",
  "d,7,2026-02-10,190",
  "e,5,2026-01-10,10",
  "e,8,2026-02-10,40",
  "f,9,2026-02-10,60",
];

type Ran = Opened & { readonly runs: readonly string[] };

/** Two runs, the second one on other data by other rules. */
async function twoRuns(cut = 150): Promise<Ran> {
  const files = {
    "clientele.yaml": config("2026-01-31"),
    "segmentations/spend.yaml": spend(50),
    "segmentations/lists.yaml": lists,
    "c.csv": customers("abcdex"),
    "t.csv": transactions(earlier),
  };
  const at = await opened(files);
  const runs = [await runIn(at.folder, 1)];
  at.write("clientele.yaml", config("2026-02-28"));
  at.write("segmentations/spend.yaml", spend(cut));
  at.write("c.csv", customers("abcdef"));
  at.write("t.csv", transactions(later));
  runs.push(await runIn(at.folder, 2));
  return { ...at, runs };
}

async function runIn(folder: string, minute: number, live = false): Promise<string> {
  const clock = (): Date => new Date(`2026-11-21T11:0${minute}:00Z`);
  const session = await openSession({ project: folder, allowRead: [] }, clock);
  const published = live ? { publish: { by: "cli:test", why: "" } } : {};
  const ran = await session.run(published, call);
  await session.close();
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  return ran.value.run;
}

async function diffOf({ folder, runs }: Ran, segmentation?: string) {
  const session = await openSession({ project: folder, allowRead: [] }, now);
  const [from = "", to = ""] = runs;
  const asked = {
    viewer: ownerOf("cli:test"),
    from,
    to,
    ...(segmentation === undefined ? {} : { segmentation }),
  };
  const found = await session.diff(asked, call);
  const info = await session.info();
  await session.close();
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return { diff: found.value, info };
}

const flowsOf = (diff: SegmentationDiff | undefined) =>
  diff?.flows
    .map(({ from, to, cause, customers: n, revenue }) => `${from} ${to} ${cause} ${n} ${revenue}`)
    .toSorted();

it("moves nobody to and fro under hold: a correction counts once, when it has stood for the time", async () => {
  const held = `segmentation: spend
kind: tiers
by: monetary
tiers: [{ id: large, at_least: 50 }, { id: small, rest: true }]
hold: 30 days
`;
  // g buys on the last days, so that time passes for all.
  const passing = (...days: readonly string[]) => days.map((day, i) => `g,9${i},${day},100`);
  const { write, ...at } = await opened({
    "clientele.yaml": config("2026-01-31"),
    "segmentations/spend.yaml": held,
    "c.csv": customers("abdg"),
    "t.csv": transactions([...earlier.filter((r) => /^[abd]/.test(r)), ...passing("2026-01-31")]),
  });
  const first = await runIn(at.folder, 1, true);
  write("clientele.yaml", config("2026-02-10"));
  // b's order was wrong by then, and d buys.
  const corrected = later.filter((r) => /^[abd]/.test(r));
  write("t.csv", transactions([...corrected, ...passing("2026-01-31", "2026-02-10")]));
  const second = await runIn(at.folder, 2, true);
  const near = await diffOf({ ...at, write, runs: [first, second] }, "spend");
  expect(flowsOf(near.diff.segmentations[0])).toEqual(["small large customers 1 10"]);
  write("clientele.yaml", config("2026-03-20"));
  write(
    "t.csv",
    transactions([...corrected, ...passing("2026-01-31", "2026-02-10", "2026-03-20")]),
  );
  const third = await runIn(at.folder, 3, true);
  const far = await diffOf({ ...at, write, runs: [first, third] }, "spend");
  expect(flowsOf(far.diff.segmentations[0])).toEqual([
    "large small corrected 1 100",
    "small large customers 1 10",
  ]);
  const between = await diffOf({ ...at, write, runs: [second, third] }, "spend");
  // What was corrected before the second run is let go by time alone.
  expect(flowsOf(between.diff.segmentations[0])).toEqual(["large small customers 1 20"]);
}, 60_000);

it("tells corrected data, what customers did and the rules apart", async () => {
  const { diff, info } = await diffOf(await twoRuns());
  expect(diff).toMatchObject({ from: { asOf: "2026-01-10" }, to: { asOf: "2026-02-10" } });
  const found = diff.segmentations.find((s) => s.segmentation === "spend");
  // By hand: b falls by the correction; d (200) and e (50) rise by what they bought; the cut of 150 takes a, c, e and f down.
  expect(flowsOf(found)).toEqual([
    "large small corrected 1 100",
    "large small rules 4 270",
    "small large customers 2 20",
  ]);
  expect(found?.unsplit).toEqual([]);
  expect(
    found?.segments.map((s) => [s.segment, s.opening, s.joined, s.left, s.grown, s.closing]),
  ).toEqual([
    [
      "large",
      { customers: 3, revenue: 300 },
      { customers: 1, revenue: 60 },
      { customers: 0, revenue: 0 },
      190,
      { customers: 1, revenue: 200 },
    ],
    [
      "small",
      { customers: 3, revenue: 30 },
      { customers: 0, revenue: 0 },
      { customers: 1, revenue: 10 },
      -40,
      { customers: 5, revenue: 330 },
    ],
    [
      null,
      { customers: 0, revenue: 0 },
      { customers: 0, revenue: 0 },
      { customers: 0, revenue: 0 },
      0,
      { customers: 0, revenue: 0 },
    ],
  ]);
  expect(found?.movers.map((m) => [m.id, m.label, m.states.join(" ")])).toEqual([
    ["a", "Na", "large large large large small"],
    ["b", "Nb", "large small small small small"],
    ["c", "Nc", "large large large large small"],
    ["d", "Nd", "small small large large large"],
    ["e", "Ne", "small small large large small"],
  ]);
  const told = (locale: string): string =>
    toText(diffView(diff, info, { locale }), { locale, width: 160 });
  expect(told("en")).toMatch(/Corrected data moved 1, Customers moved 2, Rules moved 4\./);
  expect(told("zh-CN")).toMatch(/数据更正 1 位、客户行为 2 位、规则变更 4 位。/);
});

it("accounts for each segment alone where a customer can be in several", async () => {
  const { diff } = await diffOf(await twoRuns(), "lists");
  const [found] = diff.segmentations;
  expect(diff.segmentations).toHaveLength(1);
  expect(flowsOf(found)).toEqual(["null often customers 2 20", "once null customers 2 20"]);
  expect(found?.segments.map((s) => [s.segment, s.opening.customers, s.closing.customers])).toEqual(
    [
      ["often", 0, 2],
      ["once", 6, 4],
    ],
  );
});

it("says what it cannot tell apart once the files are others again", async () => {
  const at = await twoRuns();
  at.write("t.csv", transactions([...later, "a,10,2026-02-20,1"]));
  const { diff } = await diffOf(at, "spend");
  const [found] = diff.segmentations;
  expect(found?.unsplit).toEqual([{ cause: "corrected", why: "files-changed" }]);
  expect(flowsOf(found)).toEqual([
    "large small customers 1 100",
    "large small rules 4 270",
    "small large customers 2 20",
  ]);
});

it("finds no rule at work where none changed, even without the files", async () => {
  const at = await twoRuns(50);
  rmSync(join(at.folder, "t.csv"));
  const { diff } = await diffOf(at, "spend");
  expect(flowsOf(diff.segmentations[0])).toEqual([
    "large small customers 1 100",
    "small large customers 2 20",
  ]);
});

it("refuses runs and segmentations that are not there, and knows runs by words", async () => {
  const at = await twoRuns();
  const session = await openSession({ project: at.folder, allowRead: [] }, now);
  const code = async (from: string, to: string, segmentation = "spend") => {
    const found = await session.diff({ viewer: ownerOf("cli:test"), from, to, segmentation }, call);
    return found.ok ? found.value.to.run : found.errors.map((p) => p.code);
  };
  expect(await code(at.runs[0] ?? "", "latest")).toBe(at.runs[1]);
  expect(await code("nowhere", "latest")).toEqual(["unknown-run"]);
  expect(await code("published", "latest")).toEqual(["unknown-run"]);
  expect(await code("latest", "latest", "spent")).toEqual(["unknown-name"]);
  await session.close();
});

it("compares runs of the session that made them", async () => {
  const { folder } = await twoRuns();
  let minute = 10;
  const clock = (): Date => new Date(`2026-11-21T13:${(minute += 1)}:00Z`);
  const session = await openSession({ project: folder, allowRead: [] }, clock);
  const [first, second] = [await session.run({}, call), await session.run({}, call)];
  if (!first.ok || !second.ok) throw new Error("a run failed");
  await session.persona(
    { viewer: ownerOf("cli:test"), segmentation: "spend", segment: "large" },
    call,
  );
  const third = await session.run({}, call);
  if (!third.ok) throw new Error("a run failed");
  const found = await session.diff(
    { viewer: ownerOf("cli:test"), from: second.value.run, to: third.value.run },
    call,
  );
  expect(found.ok ? found.value.segmentations.map((s) => s.flows) : found.errors).toEqual([[], []]);
  await session.close();
});

it("tells how far sizes and metrics drifted, beside what chance alone would give", async () => {
  const customersOf = Array.from({ length: 60 }, (_, i) => `c${i}`);
  const first = customersOf.map((id, i) => `${id},${i},2026-01-${10 + (i % 10)},${40 + i}`);
  const at = await opened({
    "clientele.yaml": config("2026-01-31"),
    "segmentations/spend.yaml": spend(70),
    "segmentations/lists.yaml": lists,
    "c.csv": ["id,name", ...customersOf.map((id) => `${id},${id}`)].join("\n"),
    "t.csv": transactions(first),
  });
  const runs = [await runIn(at.folder, 1)];
  at.write("clientele.yaml", config("2026-02-28"));
  // Everybody spends 30 more by a second order.
  const more = customersOf.map((id, i) => `${id},n${i},2026-02-${10 + (i % 10)},30`);
  at.write("t.csv", transactions([...first, ...more]));
  runs.push(await runIn(at.folder, 2));
  const { diff, info } = await diffOf({ ...at, runs });
  const metric = (name: string) => diff.drift.find((m) => m.metric === name);
  // Of 60 values from 40 to 99, 30 are below 70 before and none is now.
  expect(metric("monetary")?.ks?.value).toBeCloseTo(0.5, 12);
  expect(metric("frequency")).toMatchObject({ js: { value: 1 }, ks: { value: 1 } });
  for (const name of ["monetary", "frequency"]) {
    const found = metric(name)?.ks;
    expect(found?.value).toBeGreaterThan(found?.chance ?? Infinity);
  }
  const [drifted, overlapping] = ["spend", "lists"].map(
    (name) => diff.segmentations.find((s) => s.segmentation === name)?.drift,
  );
  expect(drifted?.psi.value).toBeGreaterThan(drifted?.psi.chance ?? Infinity);
  // 30 and 30 before, 60 and 0 now, by hand; with half a customer in "no segment" too, which nobody is in, it would be 2.339.
  const sizes = diff.segmentations.find((s) => s.segmentation === "spend")?.psi;
  expect([sizes, drifted?.psi.value]).toEqual([
    expect.closeTo((30 / 61) * Math.log(60.5 / 0.5), 12),
    expect.closeTo((30 / 61) * Math.log(60.5 / 0.5), 12),
  ]);
  expect(overlapping).toMatchObject({ segment: "often", js: { value: 1 } });
  const told = (locale: string): string =>
    toText(diffView(diff, info, { locale }), { locale, width: 160 });
  expect(told("en")).toMatch(/by chance alone up to 0\.\d+/);
  expect(told("en")).toMatch(/\d+ of \d+ metrics drifted by more than chance/);
  expect(told("zh-CN")).toMatch(/仅随机波动时不超过 0\.\d+/);
  expect(told("zh-CN")).toMatch(/\d+ 个指标中有 \d+ 个/);
});
