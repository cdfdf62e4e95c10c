import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFromTemplate } from "../../../packages/core/src/compute/project/templates.ts";
import { isNeed, mentions, needsOf } from "../../../packages/core/src/domain/strategy/backlog.ts";
import type { MeanFinding } from "../../../packages/core/src/domain/personas/persona.ts";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";
import { backlogView, toText } from "../../../packages/core/src/views/index.ts";

const call = { signal: new AbortController().signal, progress: () => {} };
const viewer = ownerOf("cli:test");
const finding: MeanFinding = {
  kind: "mean",
  section: "needs",
  value: "live_share",
  mean: 0.8,
  others: 0.1,
  smd: 2,
  interval: [1.8, 2.2],
  p: 0.001,
  q: 0.01,
};

describe("what counts as a need", () => {
  it("is what more have, of needs, preferences and complaints", () => {
    expect(isNeed(finding)).toBe(true);
    expect(isNeed({ ...finding, section: "preferences" })).toBe(true);
    expect(isNeed({ ...finding, section: "behaviour" })).toBe(false);
    expect(isNeed({ ...finding, mean: 0.05 })).toBe(false);
  });

  it("is spoken of by whole words, in Chinese by characters", () => {
    expect(mentions("Worth coming to the Shop.", "shop")).toBe(true);
    expect(mentions("A workshop for all", "shop")).toBe(false);
    expect(mentions("商城值得逛", "商城")).toBe(true);
    expect(mentions("anything", " ")).toBe(false);
  });

  it("is sure beside the tests of every other segment", () => {
    const model = {
      transactions: {},
      metrics: [],
      segmentations: [],
      windows: [],
      others: [],
      customers: null,
    };
    const persona = (p: number, tests: number) => ({
      segmentation: "s",
      segment: "a",
      findings: [{ ...finding, p }],
      tests,
    });
    // 0.001 · 40 / 1 = 0.04 holds; among 60 tests 0.06 does not. `valuesOf` reads no more of a model than this.
    const of = (tests: number) => needsOf(model as never, [persona(0.001, 30), persona(1, tests)]);
    expect(of(10).map((n) => n.q)).toEqual([0.04]);
    expect(of(30)).toEqual([]);
  });
});

describe("the backlog of the short videos", () => {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), "clientele-backlog-"))), "internet");
  let session: Session;
  beforeAll(async () => {
    const made = await createFromTemplate(folder, "internet");
    if (!made.ok) throw new Error(made.errors[0]?.code);
    const now = new Date("2026-11-20T00:00:00Z");
    session = await openSession({ project: folder, allowRead: [] }, () => now);
    const run = await session.run({}, call);
    if (!run.ok) throw new Error(run.errors[0]?.code);
  }, 120_000);
  afterAll(async () => {
    await session.close();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  it("has what nobody offers to those who spend most, and what the shop addresses behind", async () => {
    const found = await session.backlog({ viewer }, call);
    if (!found.ok) throw new Error(found.errors[0]?.code);
    const { needs } = found.value;
    const told = needs.map((n) => [n.segment, n.finding.value, n.addressed?.strategy ?? null]);
    expect(told[0]).toEqual(["live_fans", "live_share", null]);
    expect(told).toContainEqual(["shoppers", "shop_share", "shop_well"]);
    expect(told.at(-1)?.[2]).not.toBeNull();
    // Everybody who follows live shows does so more than the others' mean, and their money is counted.
    const fans = await session.members(
      { viewer, segment: { segmentation: "interests", segment: "live_fans" }, limit: 1000 },
      call,
    );
    if (!fans.ok) throw new Error(fans.errors[0]?.code);
    const spent = fans.value.rows.reduce((sum, r) => sum + Number(r.values["monetary"]), 0);
    expect(needs[0]?.customers).toBe(fans.value.total);
    expect(needs[0]?.worth).toBeCloseTo(spent, 2);
    const info = await session.info();
    const text = toText(backlogView(found.value, info, { locale: "zh-CN" }), { locale: "zh-CN" });
    expect(text).toContain("看直播");
    expect(text).toContain("商城值得逛");
    expect(await session.backlog({ viewer, segmentation: "interest" }, call)).toMatchObject({
      errors: [{ code: "unknown-name", values: { nearest: "interests" } }],
    });
  });
});
