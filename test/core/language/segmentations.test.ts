import { describe, expect, it } from "vitest";
import { build, found, onlyProblem, withRule, withSegmentation } from "./project.ts";

const rfm = (...segments: readonly string[]) =>
  withSegmentation(
    `segmentation: s\nkind: rfm\nscale: 2\nsegments:\n${segments.map((s) => `  - { ${s} }\n`).join("")}`,
  );

describe("an RFM map", () => {
  it("is clean as the ten segments of the house", () => {
    const { model, problems } = build(withSegmentation("segmentation: s\nkind: rfm\n"));
    expect(problems).toEqual([]);
    expect(model?.segmentations[0]?.segments).toHaveLength(10);
  });

  it("is clean where each cell has one segment, in two dimensions or in three", () => {
    expect(found(rfm("id: a, recency: 1", "id: b, recency: 2"))).toEqual([]);
    expect(
      found(
        rfm(
          "id: a, monetary: 1",
          "id: b, monetary: 2, recency: 1",
          "id: c, recency: 2, monetary: [2, 2]",
        ),
      ),
    ).toEqual([]);
    expect(
      found(
        rfm(
          "id: a, cells: [{ recency: 1 }, { recency: 2, frequency: 1 }]",
          "id: b, recency: 2, frequency: 2",
        ),
      ),
    ).toEqual([]);
  });

  it("with a hole names the cells that nobody has", () => {
    expect(onlyProblem(rfm("id: a, recency: 1", "id: b, recency: 2, frequency: 2"))).toMatchObject({
      code: "rfm-hole",
      values: { cells: "R2F1", count: 1 },
    });
    const wide = "segmentation: s\nkind: rfm\nscale: 10\nsegments: [{ id: a, recency: 1 }]\n";
    expect(onlyProblem(withSegmentation(wide))).toMatchObject({
      values: { cells: "R2F1, R2F2, R2F3, R2F4, R2F5, R2F6", count: 90 },
    });
  });

  it("with an overlap names both segments and their places", () => {
    const problem = onlyProblem(
      rfm("id: a, recency: 1", "id: b, frequency: 1", "id: c, recency: 2, frequency: 2"),
    );
    expect(problem).toMatchObject({
      code: "rfm-overlap",
      values: { cells: "R1F1", first: "a", second: "b" },
    });
    expect([problem, ...problem.related].map((place) => place.range.start.line)).toEqual([5, 4]);
  });

  it("with a segment that has no cell says so", () => {
    expect(found(rfm("id: a, recency: [2, 1]", "id: b"))).toEqual([["rfm-dead", "a"]]);
  });

  it("with a score beyond the scale says so", () => {
    expect(onlyProblem(rfm("id: a, recency: [1, 3]"))).toMatchObject({
      code: "rfm-range",
      values: { id: "a", score: 3, scale: 2 },
    });
  });

  it("of another scale than five must write its segments", () => {
    expect(found(withSegmentation("segmentation: s\nkind: rfm\nscale: 4\n"))).toEqual([
      ["missing-key", "scale"],
    ]);
  });
});

const tiers = (head: string, ...cuts: readonly string[]) =>
  withSegmentation(
    `segmentation: s\nkind: tiers\n${head}\ntiers:\n${cuts.map((cut, i) => `  - { id: t${i}, ${cut} }\n`).join("")}`,
  );

describe("tiers", () => {
  const yearly = "by: monetary\nwithin: 365 days";

  it.each([
    [["top: 80% of value", "top: 95% of value", "rest: true"]],
    [["top: 5 % of customers", "rest: true"]],
    [["at_least: 5000", "at_least: 100.5", "rest: true"]],
    [["top: 100% of value"]],
  ])("%j are in order", (cuts) => {
    expect(found(tiers(yearly, ...cuts))).toEqual([]);
  });

  it.each([
    [["top: 80% of value", "top: 80% of value", "rest: true"], "tier-order", "80% of value"],
    [["top: 80% of value", "top: 20% of value", "rest: true"], "tier-order", "20% of value"],
    [["at_least: 100", "at_least: 5000", "rest: true"], "tier-order", "5000"],
    [["top: 0% of value", "rest: true"], "tier-order", "0% of value"],
    [["top: 101% of value", "rest: true"], "tier-order", "101% of value"],
    [["rest: true", "top: 80% of value"], "rest-not-last", "rest"],
    [["title: T", "rest: true"], "bad-value", "id"],
    [["top: 80% of value, at_least: 5", "rest: true"], "bad-value", "id"],
    [["top: 80%", "rest: true"], "bad-value", "80%"],
    [["rest: false"], "bad-value", "false"],
    [["at_least: 1e21", "rest: true"], "bad-value", "1e21"],
    [["at_least: 0.0000001", "rest: true"], "bad-value", "0.0000001"],
  ])("%j are not: %s at %s", (cuts, code, underlined) => {
    expect(found(tiers(yearly, ...cuts))).toEqual([[code, underlined]]);
  });

  it("of a lifetime's money are warned about, as nobody could ever fall", () => {
    const problem = onlyProblem(tiers("by: monetary", "rest: true"));
    expect(problem).toMatchObject({ code: "lifetime-tiers", severity: "warning" });
    expect(found(tiers("by: monetary_mean", "rest: true"))).toEqual([]);
    expect(build(tiers("by: monetary", "rest: true")).model).toBeDefined();
  });

  it("rank numbers", () => {
    expect(found(tiers("by: first_order", "rest: true"))).toEqual([["wrong-type", "first_order"]]);
  });
});

describe("rules", () => {
  const rules = (...segments: readonly string[]) =>
    withSegmentation(
      `segmentation: s\nkind: rules\nsegments:\n${segments.map((s) => `  - { ${s} }\n`).join("")}`,
    );

  it.each([
    [["id: a, else: true", "id: b, when: true"], "rest-not-last", "else"],
    [["id: a"], "missing-key", "id"],
    [["id: a, when: true, else: true"], "bad-value", "else"],
    [["id: a b, when: true"], "bad-id", "a b"],
    [["id: 1a, when: true"], "bad-id", "1a"],
  ])("%j are refused: %s at %s", (segments, code, underlined) => {
    expect(found(rules(...segments))).toEqual([[code, underlined]]);
  });

  it("without a segment are refused", () => {
    expect(found(withSegmentation("segmentation: s\nkind: rules\nsegments: []\n"))).toEqual([
      ["bad-value", "[]"],
    ]);
  });

  it("may be a bare truth, as YAML reads one", () => {
    expect(found(rules("id: a, when: frequency > 1", "id: b, when: true"))).toEqual([]);
  });

  it("that are half typed have one problem, and the others are still checked", () => {
    const texts = rules("id: a, when: frequency >", "id: b, when: recncy > 1");
    expect(found(texts).map(([code]) => code)).toEqual(["expression-syntax", "unknown-name"]);
  });

  it("keep their exact text", () => {
    const [segmentation] =
      build(withRule("frequency>1  and 城市 is null")).model?.segmentations ?? [];
    expect(segmentation).toBeUndefined();
    const [known] = build(withRule("frequency>1  and  true")).model?.segmentations ?? [];
    expect(known?.kind === "rules" ? known.segments[0]?.text : null).toBe("frequency>1  and  true");
  });
});

describe("the kind", () => {
  it.each([
    ["segmentation: s\nsegments: []\n", "missing-key", "segmentation: s"],
    ["segmentation: s\nkind: rulez\nsegments: []\n", "bad-value", "rulez"],
    [
      "segmentation: s\nkind: tiers\nby: monetary\nsegments: []\n",
      "missing-key",
      "segmentation: s",
    ],
  ])("%j is wrong", (text, code, underlined) => {
    expect(found(withSegmentation(text))[0]).toEqual([code, underlined]);
  });
});
