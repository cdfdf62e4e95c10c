import { expect, it } from "vitest";
import { open, segmentsOf } from "./data.ts";

const score = `segmentation: s
kind: score
unit: household
groups: [{ id: g, criteria: [{ id: spent, by: monetary, scale: [0, 10] }, { id: often, by: frequency, rank: high }] }]
segments: [{ id: best, at_least: 90 }, { id: rest, rest: true }]
`;

it("scores a household by what all its members did, and tries its weights household by household", async () => {
  const project = await open(
    ["a,,H,X", "b,,H,X", "c,,G,X", "d,,K,X"],
    ["a,1,2026-11-01,5", "b,2,2026-11-02,5", "c,3,2026-11-18,7", "d,4,2026-11-18,1"],
    { s: score },
  );
  const ran = await project.run();
  expect(segmentsOf(ran, "s")).toEqual({ a: "best", b: "best", c: "rest", d: "rest" });
  expect(ran.manifest.summary.segmentations["s"]?.sensitivity?.customers).toBe(3);
});
