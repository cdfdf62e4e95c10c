import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { build, found, withSegmentation } from "../language/project.ts";

const golden = readFileSync(
  new URL("../../golden/config/segments-kmeans.yaml", import.meta.url),
  "utf8",
);
const project = `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;
const clusters = (...lines: readonly string[]) =>
  withSegmentation(`segmentation: s\nkind: kmeans\n${lines.map((l) => `${l}\n`).join("")}`);

describe("kind: kmeans in the configuration", () => {
  it("the file with every key has no problems", () => {
    const texts = { "clientele.yaml": project, "segmentations/s.yaml": golden };
    const { model, problems } = build(texts);
    expect(problems).toEqual([]);
    expect(model?.segmentations[0]).toMatchObject({
      kind: "kmeans",
      ids: ["core", "passing", "new_here", "asleep"],
      settings: { k: { from: 2, to: 4 }, atLeast: 0.05, seed: 7, sample: 5000, missing: "typical" },
    });
    expect(model?.windows.map((w) => `${w.name} ${w.within}`)).toContain("monetary 365");
  });

  it("needs features alone: the rest has defaults, and clusters are numbered", () => {
    const { model, problems } = build(clusters("features: [recency, frequency]"));
    expect(problems).toEqual([]);
    const [s] = model?.segmentations ?? [];
    expect(s?.segments.map((x) => x.id)).toEqual(["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]);
    expect(s?.segments[0]?.title).toEqual({ en: "Cluster 1", "zh-CN": "聚类 1" });
    expect(s).toMatchObject({
      features: [{ transform: "yeo_johnson", scale: "standard", weight: 1 }, {}],
    });
  });

  it.each([
    ["features: []", [["bad-value", "[]"]]],
    ["features: [first_order]", [["wrong-type", "first_order"]]],
    ["features: [{ category: recency }]", [["wrong-type", "recency"]]],
    [
      "features: [{ metric: recency, category: recency }]",
      [
        ["bad-value", ""],
        ["wrong-type", "recency"],
      ],
    ],
    ["features: [recency, { metric: recency, scale: 3 }]", [["bad-value", "3"]]],
    ["features: [recency]\nk: 1", [["bad-value", "1"]]],
    ["features: [recency]\nk: { from: 5, to: 3 }", [["bad-value", "{ from: 5, to: 3 }"]]],
    ["features: [recency]\nk: 3\nsegments: [{ id: a }, { id: b }]", [["bad-value", "segments"]]],
    ["features: [recency]\nk: 2\nsegments: [{ id: a }, { id: a }]", [["duplicate-name", "a"]]],
    ["features: [first]\nwithin: 9 days", [["unknown-name", "first"]]],
    ["features: [tenure * 1]\nwithin_each: region", [["unknown-key", "within_each"]]],
  ])("%s is told at its place", (lines, expected) => {
    // Where no text is given, the place is not looked at.
    const told = found(clusters(lines)).map(([code, text], i) =>
      expected[i]?.[1] === "" ? [code, ""] : [code, text],
    );
    expect(told).toEqual(expected);
  });

  it("keeps its key when clusters are named, and changes it with what changes clusters", () => {
    const keyOf = (...lines: readonly string[]): string | undefined => {
      const { model } = build(clusters("features: [recency]", ...lines));
      return model === undefined ? undefined : nodeKeys(model).get("s");
    };
    const titled = (title: string) => `segments: [{ id: a, title: ${title} }, { id: b }]`;
    expect(keyOf("k: 2", titled("A"))).toBe(keyOf("k: 2", titled("B")));
    const keys = [
      "k: 2",
      "k: 3",
      "seed: 2",
      "sample: 500",
      "missing: typical",
      "at_least: 9%",
      "among: tenure > 1",
    ];
    expect(new Set(keys.map((line) => keyOf(line))).size).toBe(keys.length);
  });

  it("lets rules name clusters, and knows those that cannot be", () => {
    const rule = (id: string) => ({
      ...clusters("features: [recency]", "k: 3"),
      "segmentations/r.yaml": `segmentation: r\nkind: rules\nsegments: [{ id: a, when: s = '${id}' }]\n`,
    });
    expect(found(rule("c3"))).toEqual([]);
    expect(found(rule("c4")).map(([code]) => code)).toEqual(["unknown-segment"]);
  });
});
