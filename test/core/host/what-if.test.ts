import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openState, statePath } from "../../../packages/core/src/people/index.ts";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import type { Methods } from "../../../packages/core/src/host/protocol.ts";

/** Customer, days since the last order, orders, amount of each. */
const people = [
  ["A", 0, 1, 100],
  ["B", 40, 3, 50],
  ["C", 70, 2, 300],
  ["D", 71, 2, 200],
  ["E", 100, 5, 20],
] as const;
const day = (back: number): string =>
  new Date(Date.UTC(2026, 10, 18) - back * 86_400_000).toISOString().slice(0, 10);
const lines = people.flatMap(([id, last, orders, amount]) =>
  Array.from({ length: orders }, (_, k) => `${id},${day(last + k * 5)},${amount}`),
);
const first = (late: number, extra = ""): string => `segmentation: service
kind: rules
segments:
  - { id: late, when: recency > ${late}${extra} }
  - { id: often, when: frequency >= 3 }
  - { id: rest, else: true }
`;
const all = (spend: number): string => `segmentation: traits
kind: rules
assign: all
segments:
  - { id: spender, when: monetary >= ${spend} }
  - { id: away, when: recency >= 70 }
`;

const files = {
  "clientele.yaml": `clientele: 1
name: Shop
as_of: 2026-11-18
sources:
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
metrics:
  worth: { value: monetary }
`,
  "data/t.csv": ["customer,day,amount", ...lines, ""].join("\n"),
  "segmentations/service.yaml": first(60),
  "segmentations/traits.yaml": all(500),
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/tier.yaml":
    "segmentation: tier\nkind: tiers\nby: monetary\ntiers: [{ id: high, at_least: 300 }, { id: low, rest: true }]\n",
  "strategies/call.yaml":
    "strategy: call\nfor: service.late\nobjective: retain\nactions: [{ id: call, do: Call, cost: { money: 40, hours: { service: 0.5 } } }]\n",
  "strategies/praise.yaml":
    "strategy: praise\nfor: traits.away\nobjective: retain\nactions: [{ id: praise, do: Praise, when: worth > 500, cost: { money: 3 } }]\n",
  "checks/service.yaml":
    "check: service\ntests:\n  - { test: Many are late, segment: service.late, customers: { at_least: 9 } }\n",
};
const project = mkdtempSync(join(realpathSync(tmpdir()), "clientele-what-if-"));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
const never = { signal: new AbortController().signal, progress: () => {} };
let session: Session;
let clock = new Date("2026-11-18T12:00:00Z");
beforeAll(async () => {
  session = await openSession({ project, allowRead: [] }, () => clock);
  const ran = await session.run({}, never);
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
});
afterAll(async () => {
  await session.close();
  rmSync(project, { recursive: true, force: true, maxRetries: 3 });
});

async function ask(params: Methods["whatIf"]["params"]): Promise<Methods["whatIf"]["result"]> {
  const answer = await session.whatIf(params, never);
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer.value;
}
const service = (text: string, from: string, to: string, customers = 1) =>
  ask({
    overlay: { "segmentations/service.yaml": text },
    segmentation: "service",
    moves: [{ from, to, customers }],
  });

describe("what an edit would do", () => {
  it("names the one of a move who spent most, and the clause that flipped with both cuts", async () => {
    const { examples } = await service(first(70), "late", "rest", 1);
    expect(examples).toEqual([
      {
        from: "late",
        to: "rest",
        customer: "C",
        label: null,
        revenue: 600,
        flip: {
          clause: "recency > 70",
          before: "recency > 60",
          segment: "late",
          holds: false,
          metric: "recency",
          value: 70,
        },
        service: { money: -40, hours: -0.5 },
      },
    ]);
  });

  it("names a clause that is new, and the first rule that changed where several could have", async () => {
    const { examples } = await service(first(60, " and monetary > 450"), "late", "rest", 1);
    expect(examples[0]).toMatchObject({
      customer: "D",
      flip: { clause: "monetary > 450", before: null, holds: false, value: 400 },
    });
    const both = first(60).replace("recency > 60", "recency > 100");
    expect((await service(both, "late", "often")).examples[0]).toMatchObject({
      customer: "E",
      flip: { segment: "late", clause: "recency > 100", before: "recency > 60" },
    });
  });

  it("says of a move that only the order of rules made that no clause did it", async () => {
    const swapped = first(60).replace(/( {2}- \{ id: late.*\n)( {2}- \{ id: often.*\n)/, "$2$1");
    const { examples } = await service(swapped, "late", "often");
    expect(examples[0]).toMatchObject({ customer: "E", flip: null });
  });

  it("tells what is due for those who move, not what it costs on the average", async () => {
    const strategy = `strategy: call
for: service.late
objective: retain
actions:
  - { id: call, do: Call, when: monetary > 500, cost: { money: 40, hours: { service: 0.5 } } }
  - { id: gift, do: Gift, cost: { money: 2.5 } }
`;
    const of = async (late: number, ...froms: readonly (readonly [string, string])[]) => {
      const { examples } = await ask({
        overlay: {
          "segmentations/service.yaml": first(late),
          "strategies/call.yaml": strategy,
        },
        segmentation: "service",
        moves: froms.map(([from, to]) => ({ from, to, customers: 1 })),
      });
      return examples.map((e) => [e.customer, e.service]);
    };
    // In the base a call was due for both who leave; who would join is due a gift alone.
    expect(await of(71, ["late", "rest"])).toEqual([["C", { money: -80, hours: -1 }]]);
    expect(await of(-1, ["often", "late"], ["rest", "late"])).toEqual([
      ["B", { money: 2.5, hours: 0 }],
      ["A", { money: 2.5, hours: 0 }],
    ]);
  });

  it("tells what was due by metrics as they were, whatever the edit makes of them", async () => {
    const { examples } = await ask({
      overlay: {
        "clientele.yaml": files["clientele.yaml"].replace(
          "{ value: monetary }",
          "{ value: monetary - 1000 }",
        ),
        "segmentations/traits.yaml": all(500).replace("recency >= 70", "recency >= 100"),
      },
      segmentation: "traits",
      moves: [{ from: "away", to: null, customers: 2 }],
    });
    // Of C (600) and D (400) a word of praise was due to C.
    expect(examples.map((e) => [e.customer, e.service])).toEqual([["C", { money: -3, hours: 0 }]]);
  });

  it("leaves out a move that nobody makes", async () => {
    expect((await service(first(60), "late", "rest")).examples).toEqual([]);
  });

  it("of tiers tells the value", async () => {
    const { examples } = await ask({
      overlay: {
        "segmentations/tier.yaml":
          "segmentation: tier\nkind: tiers\nby: monetary\ntiers: [{ id: high, at_least: 500 }, { id: low, rest: true }]\n",
      },
      segmentation: "tier",
      moves: [{ from: "high", to: "low", customers: 1 }],
    });
    expect(examples[0]).toMatchObject({
      customer: "D",
      flip: { metric: "monetary", value: 400 },
    });
  });

  it("counts who is in two segments, and who joined one", async () => {
    const { overlap, examples } = await ask({
      overlay: { "segmentations/traits.yaml": all(400) },
      segmentation: "traits",
      moves: [{ from: null, to: "spender", customers: 1 }],
    });
    expect(overlap?.customers).toEqual([
      [2, 2],
      [2, 3],
    ]);
    expect(examples[0]).toMatchObject({ customer: "D", flip: { clause: "monetary >= 400" } });
  });

  it("counts customers by their RFM scores, each once", async () => {
    const { scores } = await ask({ segmentation: "rfm", moves: [] });
    expect(scores?.reduce((sum, cell) => sum + cell.customers, 0)).toBe(people.length);
    expect(scores?.find((c) => c.recency === 5)).toMatchObject({ customers: 1, revenue: 100 });
  });
});

describe("tests and runs", () => {
  it("tells of each test where and why it failed, on unsaved text", async () => {
    const failed = await session.checks({}, never);
    if (!failed.ok) throw new Error(JSON.stringify(failed.errors));
    expect(failed.value.outcomes).toMatchObject([
      { file: "checks/service.yaml", status: "failed", failures: [{ got: "3" }] },
    ]);
    const overlay = { "segmentations/service.yaml": first(0) };
    const eased = await session.checks({ overlay }, never);
    expect(eased).toMatchObject({ value: { outcomes: [{ failures: [{ got: "4" }] }] } });
  });

  it("publishes the newest run, and lists it as published", async () => {
    const published = await session.publish({ by: "zhao.min", why: "first" }, never);
    if (!published.ok) throw new Error(JSON.stringify(published.errors));
    const { run } = published.value;
    expect(await session.runs({}, never)).toMatchObject({
      value: { runs: [{ run, published: true, customers: 5, asOf: "2026-11-18" }] },
    });
    const state = await openState(statePath(project));
    if (!state.ok) throw new Error(JSON.stringify(state.errors));
    expect(await state.value.audited()).toMatchObject([
      { action: "publish", actor: "zhao.min", asked: "first", run },
    ]);
    await state.value.close();
  });
});

describe("compared with another run", () => {
  const file = "segmentations/service.yaml";
  const held =
    "segmentation: held\nkind: tiers\nby: monetary\nhold: 30 days\ntiers: [{ id: high, at_least: 300 }, { id: low, rest: true }]\n";
  let published = "";
  beforeAll(async () => {
    const runs = await session.runs({}, never);
    published = (runs.ok && runs.value.runs.find((r) => r.published)?.run) || "";
    writeFileSync(join(project, file), first(70));
    clock = new Date("2026-11-18T13:00:00Z"); // runs are ordered by when they were made
    const ran = await session.run({}, never);
    if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  });

  const late = async (against: string | undefined, more: Readonly<Record<string, string>> = {}) => {
    const answer = await session.preview(
      {
        panel: "p",
        overlay: { [file]: first(71), ...more },
        segmentations: ["service"],
        ...(against === undefined ? {} : { against }),
      },
      never,
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    const [counted] = answer.value.segmentations;
    return {
      sizes: counted?.segments.map((s) => s.customers),
      before: counted?.segments.map((s) => s.before),
      moves: counted?.moves,
      against: answer.value.against?.run ?? answer.value.base?.run,
      base: answer.value.base?.run,
    };
  };
  const sizes = [1, 1, 3];

  it("is what is published, the last run, or a run by its name", async () => {
    expect(await late(undefined)).toMatchObject({
      sizes,
      before: [3, 1, 1],
      moves: [{ from: "late", to: "rest", customers: 2, revenue: 1000 }],
      against: published,
    });
    const latest = await late("latest");
    expect(latest).toMatchObject({
      sizes,
      before: [2, 1, 2],
      moves: [{ from: "late", to: "rest", customers: 1, revenue: 400 }],
      base: published,
    });
    expect(latest.against).not.toBe(published);
    expect(await late(latest.against)).toEqual(latest);
    expect(await late(published)).toEqual(await late(undefined));
  });

  it("gives the same where tiers are held, whose prior stays the published run", async () => {
    const more = { "segmentations/held.yaml": held };
    expect(await late("latest", more)).toEqual(await late("latest"));
    expect(await late(undefined, more)).toEqual(await late(undefined));
  });

  it("tells the clause that flipped as that run had it", async () => {
    const now = { overlay: { [file]: first(71) }, segmentation: "service", against: "latest" };
    const moves = [{ from: "late", to: "rest", customers: 1 }];
    for (const more of [{}, { "segmentations/held.yaml": held }]) {
      const overlay = { ...now.overlay, ...more };
      const [example] = (await ask({ ...now, overlay, moves })).examples;
      expect(example).toMatchObject({
        customer: "D",
        flip: { clause: "recency > 71", before: "recency > 70" },
      });
    }
  });

  it("is refused where there is no such run", async () => {
    const answer = await session.preview({ panel: "p", against: "nobody" }, never);
    expect(answer).toMatchObject({ ok: false, errors: [{ code: "unknown-run" }] });
  });

  it("tells what is missing while a data file is gone, and counts when it is back", async () => {
    const data = join(project, "data/t.csv");
    renameSync(data, `${data}.away`);
    const gone = await session.preview({ panel: "p" }, never);
    renameSync(`${data}.away`, data);
    if (!gone.ok) throw new Error(JSON.stringify(gone.errors));
    expect(gone.value.asOf).toBeNull();
    const errors = gone.value.problems.filter((p) => p.severity === "error");
    expect(errors.map((p) => [p.code, p.file])).toEqual([["data-missing", "clientele.yaml"]]);
    expect(await late(undefined)).toMatchObject({ sizes });
  });

  it("measures drift against the published run that is open", async () => {
    const drift =
      "check: drift\ntests:\n  - { test: drift, segmentation: service, drift: { psi: { at_most: 9 } } }\n";
    const answer = await session.checks({ overlay: { "checks/service.yaml": drift } }, never);
    expect(answer).toMatchObject({ value: { outcomes: [{ status: "passed" }] } });
  });
});
