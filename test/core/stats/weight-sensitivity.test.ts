import { describe, expect, it } from "vitest";
import {
  weightSensitivity,
  type WeightedScore,
} from "../../../packages/core/src/stats/weight-sensitivity.ts";

const top = (scores: readonly number[]): readonly string[] =>
  scores.map((s) => (s >= 50 ? "in" : "out"));
const scored = (points: readonly (readonly number[])[]): WeightedScore => ({
  points,
  groups: [{ weight: 1, criteria: [1, 1] }],
  combine: "average",
  segmentsOf: top,
});

describe("weights that are drawn", () => {
  it("leave alone those who are better in everything", () => {
    const found = weightSensitivity(
      scored([
        [90, 80],
        [60, 70],
        [10, 20],
      ]),
      100,
      0.5,
      1,
    );
    expect(found).toEqual({ moves: 0, movesHigh: 0, flips: 0, flipsHigh: 0 });
  });

  it("turn two equal opposites half the time", () => {
    // 60·w₁ + 39·w₂ against 39·w₁ + 61·w₂: the first wins where w₁ / w₂ > 22/21, drawn on [0.5, 1.5]².
    // The area of w₁ > 22/21 · w₂ there is 0.4762…; geometry, not a run, gives it: see below.
    const ratio = 22 / 21;
    // ∫ over w₂ from 0.5 to 1.5/ratio of (1.5 − max(0.5, ratio·w₂)) dw₂
    const upper = 1.5 / ratio;
    const area = 1.5 * (upper - 0.5) - (ratio * (upper ** 2 - 0.25)) / 2;
    const found = weightSensitivity(
      scored([
        [60, 39],
        [39, 61],
      ]),
      1000,
      0.5,
      7,
    );
    expect(Math.abs(found.flips - area)).toBeLessThan(4 * Math.sqrt((area * (1 - area)) / 1000));
  });

  it("do nothing to one criterion, or to groups that are multiplied", () => {
    const single: WeightedScore = {
      points: [
        [90, 10],
        [20, 40],
        [55, 90],
      ],
      groups: [
        { weight: 1, criteria: [3] },
        { weight: 1, criteria: [1] },
      ],
      combine: "multiply",
      segmentsOf: top,
    };
    expect(weightSensitivity(single, 50, 0.9, 3).flips).toBe(0);
    expect(weightSensitivity({ ...single, combine: "average" }, 50, 0.9, 3).flips).toBeGreaterThan(
      0,
    );
  });

  it("are the same from the same seed", () => {
    const points = [
      [51, 48],
      [49, 52],
      [20, 90],
    ];
    const of = (seed: number) => weightSensitivity(scored(points), 40, 0.3, seed);
    expect(of(5)).toEqual(of(5));
    expect(of(5)).not.toEqual(of(6));
    expect(() => weightSensitivity(scored([]), 40, 0.3, 1)).toThrow(RangeError);
  });
});
