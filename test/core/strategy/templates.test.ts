import { describe, expect, it } from "vitest";
import {
  playbookFile,
  playbookNames,
  strategyFilesFor,
} from "../../../packages/core/src/language/authoring/strategies/strategy-files.ts";
import { build, projectText, type Texts } from "../language/project.ts";

const metrics = `metrics:
  alive: { model: mbg_nbd, value: p_alive }
  worth: { model: mbg_nbd, value: clv, horizon: 365 days }
`;

const base = (segmentation: string, more = metrics): Texts => ({
  "clientele.yaml": projectText(more),
  "segmentations/s.yaml": segmentation,
});

const rfm = `segmentation: s
kind: rfm
within: 365 days
others: { id: nobody }
`;
const tiers = `segmentation: s
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: a, top: 80% of value }
  - { id: b, top: 95% of value }
  - { id: c, rest: true }
`;
const lifecycle = "segmentation: s\nkind: lifecycle\n";

function added(texts: Texts): { readonly texts: Texts; readonly uncovered: readonly string[] } {
  const { model } = build(texts);
  const [segmentation] = model?.segmentations ?? [];
  if (model === undefined || segmentation === undefined) throw new Error("no segmentation");
  const { files, uncovered } = strategyFilesFor(model, segmentation);
  return { texts: { ...texts, ...files }, uncovered };
}

describe("ready-made strategies", () => {
  it.each([
    { name: "the ten of the map and those without an order", text: rfm, count: 11 },
    { name: "tiers", text: tiers, count: 3 },
    { name: "stages", text: lifecycle, count: 8 },
  ])("cover every segment without a problem: $name", ({ text, count }) => {
    const { texts, uncovered } = added(base(text));
    expect(uncovered).toEqual([]);
    const { model, problems } = build(texts);
    expect(problems).toEqual([]);
    expect(model?.service?.strategies).toHaveLength(count);
    for (const { actions, owners } of model?.service?.strategies ?? []) {
      expect(owners).not.toBeNull();
      expect(actions.every((a) => a.effect?.source === "judgement")).toBe(true);
    }
  });

  it("train the staff in both languages: why, what to say, what not to", () => {
    const tracks = [rfm, tiers, lifecycle].flatMap((text) =>
      (build(added(base(text)).texts).model?.service?.strategies ?? []).flatMap((s) =>
        s.actions.map((a) => a.talkTrack),
      ),
    );
    expect(tracks.length).toBeGreaterThan(20);
    for (const track of tracks) {
      expect(track).toMatchObject({
        en: expect.stringMatching(/^Why: .+ Say: .+ Do not: .+/),
        "zh-CN": expect.stringMatching(/^原因：.+话术：.+避免：.+/),
      });
    }
  });

  it("leave effects out where no metric gives P(alive)", () => {
    const { texts } = added(base(tiers, ""));
    const { model, problems } = build(texts);
    expect(problems).toEqual([]);
    const actions = model?.service?.strategies.flatMap((s) => s.actions) ?? [];
    expect(actions.map((a) => a.effect)).toEqual([null, null, null]);
  });

  it("raise P(alive) also where a metric does not say that it is", () => {
    const { texts } = added(base(tiers, "metrics:\n  p_alive: { model: pareto_nbd }\n"));
    const actions = build(texts).model?.service?.strategies.flatMap((s) => s.actions) ?? [];
    expect(actions.map((a) => a.effect?.metric)).toEqual(["p_alive", "p_alive", "p_alive"]);
  });

  it("say which segments of a project's own they do not know", () => {
    const own = `${rfm}segments:
  - { id: champions, recency: [4, 5], frequency: [1, 5] }
  - { id: everybody_else, recency: [1, 3], frequency: [1, 5] }
`;
    expect(added(base(own)).uncovered).toEqual(["everybody_else"]);
  });

  it.each(playbookNames)("as a playbook fit any segment: %s", (playbook) => {
    const texts = base(tiers);
    const before = build(texts).model ?? { metrics: [] };
    const files = playbookFile(before, playbook, { name: "s" }, "a")?.files ?? {};
    expect(Object.keys(files)).toEqual([`strategies/${playbook}_a.yaml`]);
    const { model, problems } = build({ ...texts, ...files });
    expect(problems.filter((p) => p.code !== "segment-without-strategy")).toEqual([]);
    expect(model?.service?.strategies[0]?.for).toEqual({ segmentation: "s", segment: "a" });
  });
});
