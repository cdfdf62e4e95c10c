import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  customerCard,
  formatCell,
  nextStepView,
  opportunityView,
  planView,
  toText,
  trainingView,
  type View,
} from "../../../packages/core/src/views/index.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { glossaryOf } from "../../../packages/core/src/domain/strategy/glossary.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { renderView } from "../../../packages/slack-bot/src/blocks/render-view.ts";
import { memberCard } from "../../../packages/vscode-ext/src/features/member-card.ts";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import { openState, statePath } from "../../../packages/core/src/people/index.ts";
import type { Explained, Methods } from "../../../packages/core/src/host/protocol.ts";
import { shop } from "./shop.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "clientele-plan-")));
const call = { signal: new AbortController().signal, progress: () => {} };
const now = new Date("2026-11-18T09:00:00Z");
const logged = ["c0001", "c0002", "c0003", "c0004", "c0010", "c0011"];
let session: Session;
let ran: Methods["run"]["result"];

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function planned(text?: string): Promise<Methods["plan"]["result"]> {
  if (text !== undefined) write({ "plans/week.yaml": text });
  const made = await session.plan({ plan: "week" }, call);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value;
}

const ids = Array.from({ length: 400 }, (_, i) => `c${String(i).padStart(4, "0")}`);
let shown: readonly Explained[] | undefined;

/** What every customer's card says. */
async function cards(): Promise<readonly Explained[]> {
  if (shown !== undefined) return shown;
  const all: Explained[] = [];
  for (const customer of ids) {
    const card = await session.explain({ viewer: ownerOf("cli:test"), customer }, call);
    if (!card.ok) throw new Error(card.errors[0]?.code);
    all.push(card.value);
  }
  shown = all;
  return all;
}

/** Every step of the plan that was made last. */
const steps = (made: Methods["plan"]["result"]): readonly (readonly string[])[] =>
  readFileSync(join(folder, made.folder, "steps.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

beforeAll(async () => {
  write(shop(400, 3));
  session = await openSession({ project: folder, allowRead: [] }, () => now);
  const run = await session.run({}, call);
  if (!run.ok) throw new Error(JSON.stringify(run.errors));
  ran = run.value;
  const state = await openState(statePath(folder));
  if (!state.ok) throw new Error("no state");
  for (const [i, customer] of logged.entries())
    await state.value.contact({
      at: "2026-11-16T09:00:00.000Z",
      actor: "cli:test",
      customer,
      channel: "phone",
      strategy: "keep",
      action: "call",
      outcome: i === 5 ? "do_not_contact" : "later",
      note: null,
    });
  await state.value.close();
}, 120_000);

afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a plan", () => {
  it("takes from each customer only what their card proposes, within contacts of the household", async () => {
    const made = await planned();
    const all = steps(made);
    expect(all).toHaveLength(made.done);
    const homes = new Map<string, number>();
    for (const [customer = "", strategy, action] of all) {
      const card = await session.explain({ viewer: ownerOf("cli:test"), customer }, call);
      if (!card.ok) throw new Error(card.errors[0]?.code);
      const { serving, customer: row } = card.value;
      expect(serving?.steps.map((s) => `${s.strategy}.${s.action}`)).toContain(
        `${strategy}.${action}`,
      );
      const home = row.units?.["household"]?.id ?? customer;
      homes.set(home, (homes.get(home) ?? 0) + 1);
    }
    expect(Math.max(...homes.values())).toBe(2);
    expect(all.some(([customer]) => customer === "c0011")).toBe(false);
  });

  it("counts all that is due as the cards do, and says of the rest why not", async () => {
    const made = await planned();
    const due = new Map<string, number>();
    const withheld = new Map<string, number>();
    for (const card of await cards()) {
      const add = (to: Map<string, number>, key: string): void =>
        void to.set(key, (to.get(key) ?? 0) + 1);
      for (const s of card.serving?.steps ?? []) add(due, `${s.strategy}.${s.action}`);
      for (const w of card.serving?.withheld ?? [])
        if (w.reason.kind === "channels") add(withheld, `${w.strategy}.${w.action}`);
        else if (w.reason.kind !== "rule") add(due, `${w.strategy}.${w.action}`);
    }
    for (const action of made.actions) {
      const name = `${action.strategy}.${action.action}`;
      const { left } = action;
      const channels = left.find((l) => l.reason === "channels")?.customers ?? 0;
      expect([name, channels]).toEqual([name, withheld.get(name) ?? 0]);
      expect([name, action.due - channels]).toEqual([name, due.get(name) ?? 0]);
      expect(left.reduce((sum, l) => sum + l.customers, action.chosen)).toBe(action.due);
    }
    const reasons = made.actions.flatMap((a) => a.left.map((l) => l.reason));
    expect(reasons).toContain("channels");
    expect(reasons).toContain("refused");
    expect(reasons).toContain("unknown");
    expect(reasons).toContain("budget");
  });

  it("keeps to its budget, and tells what one more of what is short would gain", async () => {
    const made = await planned();
    expect(made.resources.every(({ used, limit }) => limit === null || used <= limit)).toBe(true);
    const short = made.resources.find((r) => (r.price ?? 0) > 0);
    if (short === undefined) throw new Error("nothing is short");
    const service = made.resources.find((r) => r.department === "service");
    const more = await planned(
      "plan: week\nbudget: { money: 150, hours: { service: 14, sales: 10 }, contacts: 60 }\nfloors: [{ segment: care.quiet, at_least: 8 customers }]\n",
    );
    // Two hours more gain at most what the price says, as prices only fall.
    const gained = more.gain.value - made.gain.value;
    expect(gained).toBeGreaterThanOrEqual(-1e-6);
    expect(gained).toBeLessThanOrEqual(2 * (service?.price ?? 0) + made.gap + 1e-6);
  });

  it("serves a floor even at a loss, and says where there are too few", async () => {
    const spent = "plan: week\nbudget: { money: 100, hours: { sales: 4 }, contacts: 40 }\n";
    const greeted = ({ actions }: Methods["plan"]["result"]) =>
      actions.find((a) => a.action === "greet")?.chosen;
    // What a greeting is worth is not known, so it counts as nothing.
    expect(greeted(await planned(spent))).toBe(0);
    const firms = await planned(
      `${spent}floors: [{ segment: care.firms, at_least: 30 customers }]\n`,
    );
    expect(firms.floors[0]).toMatchObject({ wanted: 30, served: 30 });
    expect(greeted(firms)).toBeGreaterThan(0);
    const many = await planned(
      "plan: week\nfloors: [{ segment: care.quiet, at_least: 100% of customers }]\n",
    );
    const [floor] = many.floors;
    expect(floor?.reachable).toBeLessThan(floor?.wanted ?? 0);
    expect(floor?.served).toBeLessThanOrEqual(floor?.reachable ?? 0);
  });

  it("does several things for a customer where it says so, and is the same every time", async () => {
    const text = "plan: week\nper_customer: 2\n";
    const [first, second] = [await planned(text), await planned(text)];
    const all = steps(first);
    const counts = Map.groupBy(all, ([customer]) => customer);
    expect(Math.max(...[...counts.values()].map((c) => c.length))).toBe(2);
    expect({ ...second }).toEqual({ ...first });
    expect(first.gain.value).toBeGreaterThan((await planned("plan: week\n")).gain.value);
  });

  it("forecasts hours from rows of sources, and refuses a source that is not there", async () => {
    const text = "plan: week\ndemand: [{ source: transactions, hours: { service: 0.1 } }]\n";
    const made = await planned(text);
    const [found] = made.demand.filter((d) => d.from === "transactions");
    const lines = shop(400, 3)["data/transactions.csv"]?.trim().split("\n").length ?? 0;
    // Some 98 weeks with an order or none: the week to come is about as the last ones, a tenth of an hour each.
    expect(found?.department).toBe("service");
    expect(found?.weeks).toBeGreaterThan(90);
    expect(found?.hours).toBeGreaterThan(0);
    expect(found?.hours).toBeLessThan((lines - 1) * 0.1);
    const view = toText(planView(made, made.folder, await session.info(), { locale: "en" }), {
      locale: "en",
    });
    expect(view).toMatch(/weeks of transactions; held out/);
    write({ "plans/week.yaml": text.replace("transactions", "transaction") });
    expect(await session.plan({}, call)).toMatchObject({
      errors: [{ code: "unknown-name", values: { nearest: "transactions" } }],
    });
  });

  it("refuses a plan that is not there, and one with problems", async () => {
    const asked = await session.plan({ plan: "weak" }, call);
    expect(asked).toMatchObject({
      errors: [{ code: "unknown-plan", values: { nearest: "week" } }],
    });
    write({ "plans/week.yaml": "plan: week\nbudget: { monney: 3 }\n" });
    expect(await session.plan({}, call)).toMatchObject({ errors: [{ code: "unknown-key" }] });
  });
});

describe("the opportunity of a plan", () => {
  it("tells the plan's gain by segments, against one treatment for everybody", async () => {
    const made = await planned(shop(1, 1)["plans/week.yaml"]);
    const found = await session.opportunity({ segmentation: "value" }, call);
    if (!found.ok) throw new Error(found.errors[0]?.code);
    const { all, segments, uniform, planned: gain } = found.value;
    expect(gain).toEqual(made.gain);
    expect(all).toMatchObject({ customers: 400, served: made.served });
    expect(all.planned).toBeCloseTo(made.gain.value, 6);
    expect(all.uniform).toBeCloseTo(uniform?.gain.value ?? 0, 6);
    // c0011 refused all contact; calls go to everybody else who may be phoned, whatever their segment.
    expect(uniform).toMatchObject({ reachable: 399 });
    expect(segments.map((s) => s.segment)).toEqual(["high", "low"]);
    const sum = segments.reduce((n, s) => n + s.difference.value, 0);
    expect(sum).toBeCloseTo(all.difference.value, 6);
    const info = await session.info();
    const chinese = { locale: "zh-CN" };
    expect(toText(opportunityView(found.value, info, chinese), chinese)).toContain("相比一视同仁");
    expect(await session.opportunity({ segmentation: "valu" }, call)).toMatchObject({
      errors: [{ code: "unknown-name", values: { nearest: "value" } }],
    });
  });
});

describe("all strategies together", () => {
  it("sum up what the cards propose", async () => {
    const found = await session.strategies({ viewer: ownerOf("cli:test") }, call);
    if (!found.ok) throw new Error(found.errors[0]?.code);
    const all = await cards();
    const proposed = all.flatMap((c) => c.serving?.steps ?? []);
    const { strategies = [] } = found.value;
    expect(strategies.map((s) => s.strategy)).toEqual(["keep", "wake", "greet"]);
    for (const s of strategies) {
      const applies = all.filter((c) =>
        c.serving?.strategies.some((x) => x.strategy === s.strategy),
      );
      const wins = all.filter((c) => c.serving?.strategies[0]?.strategy === s.strategy);
      expect([s.customers, s.wins]).toEqual([applies.length, wins.length]);
      for (const action of s.actions) {
        const own = proposed.filter((x) => x.strategy === s.strategy && x.action === action.action);
        const capped = all.flatMap((c) =>
          (c.serving?.withheld ?? []).filter(
            (w) =>
              w.strategy === s.strategy && w.action === action.action && w.reason.kind === "cap",
          ),
        );
        expect(action.eligible).toBe(own.length + capped.length);
        const known = own.flatMap((x) => x.gain ?? []);
        // Contact caps hide nobody's gain here but those of the few who were contacted twice.
        expect(action.known).toBe(known.length);
        const sum = known.reduce((n, g) => n + g.gain, 0);
        expect(Math.abs((action.gain?.value ?? 0) - sum)).toBeLessThan(1e-6);
      }
    }
  });

  it("are told with a run, with actions that lose money and departments in each other's way", () => {
    expect(ran.strategies?.map((s) => s.strategy)).toEqual(["keep", "wake", "greet"]);
    const visit = ran.strategies?.[0]?.actions.find((a) => a.action === "visit");
    expect(visit?.gain?.judgement).toBe(0);
    const codes = ran.problems.map((p) => [p.code, p.file, p.range.start.line]);
    expect(codes).toContainEqual(["action-loses", "strategies/greet.yaml", 6]);
    expect(ran.problems.filter((p) => p.code === "action-loses")).toHaveLength(1);
    expect(codes).toContainEqual(["departments-meet", "strategies/greet.yaml", 0]);
    const meeting = ran.problems.find((p) => p.code === "departments-meet");
    expect(meeting?.values).toMatchObject({ first: "marketing", second: "sales" });
  });
});

describe("material for staff", () => {
  it("has what to say, who is in a segment, and what the numbers mean", async () => {
    const config = readConfig(openProject(folder).files);
    const glossary = glossaryOf(config);
    expect(glossary.find((g) => g.id === "care.quiet")?.rule).toBe("recency > 60");
    expect(glossary.find((g) => g.id === "worth")?.rule).toBe("mbg_nbd: clv");
    expect(glossary.find((g) => g.id === "recency")?.means).not.toBeNull();
    const options = { locale: "zh-CN" };
    const text = toText(trainingView(glossary, await session.info(), options), options);
    expect(text).toContain("哪些地方需要改进？");
    expect(text).toContain("60% of value");
    expect(text).toContain("培训材料 · Shop");
  });
});

describe("the next best action", () => {
  it("is told by the same view in the command, the bot and the editor", async () => {
    const found = (await cards()).find((c) => c.serving?.steps[0]?.action === "visit");
    if (found === undefined) throw new Error("nobody is visited");
    const info = await session.info();
    const options = { locale: "en" };
    const next = (view: View | undefined): readonly unknown[] =>
      (view?.blocks ?? []).flatMap((block) =>
        block.kind === "facts" ? block.facts.filter((f) => f.label === "Next") : [],
      );
    const card = customerCard(found, info, options);
    expect(next(card)).toMatchObject([{ cells: [{ value: "Visit them" }] }]);
    const inEditor = memberCard(found, info, "en");
    expect(next(inEditor)).toEqual([...next(card), ...next(nextStepView(found, info, options))]);
    expect(JSON.stringify(inEditor)).toContain("Takes");
    const inSlack = renderView(card, (cell) => formatCell(cell, options));
    expect(JSON.stringify(inSlack)).toContain("Visit them");
  });
});
