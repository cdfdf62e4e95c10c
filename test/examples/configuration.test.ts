import { describe, expect, it } from "vitest";
import type { RfmConfig } from "../../packages/core/src/language/config/schema.ts";
import { buildModel } from "../../packages/core/src/language/model/build-model.ts";
import { examples, readExample } from "./read-example.ts";

describe.each(examples)("examples/%s", (name) => {
  it("is a configuration without problems", () => {
    const { model, problems } = buildModel(readExample(name), undefined, {});
    // What needs nothing done may go without a strategy; anything graver may not.
    expect(problems.filter(({ code }) => code !== "segment-without-strategy")).toEqual([]);
    expect(model?.segmentations.length).toBeGreaterThanOrEqual(3);
  });

  it("has a title in English and Chinese wherever it has one", () => {
    for (const { value } of readExample(name).segmentations) {
      const parts = value.kind === "tiers" ? value.tiers : (value.segments ?? []);
      for (const { title } of [value, ...parts])
        expect(Object.keys(title ?? {})).toEqual(["en", "zh-CN"]);
    }
  });

  const maps = readExample(name).segmentations.flatMap(({ value }) =>
    value.kind === "rfm" ? [value] : [],
  );
  it.runIf(maps.length > 0)("covers each of the 25 cells of its map exactly once", () => {
    const cells = maps.flatMap(cellsOf);
    expect(maps[0]?.segments).toHaveLength(10);
    expect(cells).toHaveLength(25);
    expect(new Set(cells).size).toBe(25);
  });
});

/** Every cell that a segment names, as `recency×frequency`, with repeats. */
function cellsOf({ segments = [], scale }: RfmConfig): readonly string[] {
  return segments
    .flatMap((segment) => segment.cells ?? [segment])
    .flatMap(({ recency, frequency }) =>
      scores(recency, scale).flatMap((r) => scores(frequency, scale).map((f) => `${r}×${f}`)),
    );
}

function scores(
  range: number | readonly [number, number] | undefined,
  scale: number,
): readonly number[] {
  const [low, high] = typeof range === "number" ? [range, range] : (range ?? [1, scale]);
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
