import { describe, expect, it } from "vitest";
import {
  optionsOf,
  termsOf,
  type PlanAction,
} from "../../../packages/core/src/domain/planning/option.ts";
import { gainOfTaken } from "../../../packages/core/src/domain/planning/sum-up.ts";
import { worthInterval } from "../../../packages/core/src/domain/planning/uncertainty.ts";

const action = (uplift: number, sd: number): PlanAction => ({
  metric: 0,
  uplift,
  sd,
  money: 3,
  use: [],
});
const hundred = Array.from({ length: 100 }, (_, i) => i);
const alike = (room: number) => ({
  worth: [Float64Array.from(hundred, () => 10)],
  room: [Float64Array.from(hundred, () => room)],
});

describe("how sure a gain is", () => {
  it("grows with customers, as one effect holds for all of them", () => {
    // 1000 of worth · N(0.1, 0.02): 100 ± 1.2816 · 20.
    const taken = [{ actions: [0], customers: hundred }];
    const [low, high] = worthInterval([action(0.1, 0.02)], alike(0.5), taken, 1);
    expect(low).toBeGreaterThan(100 - 25.63 - 2.5);
    expect(low).toBeLessThan(100 - 25.63 + 2.5);
    expect(high).toBeGreaterThan(100 + 25.63 - 2.5);
    expect(high).toBeLessThan(100 + 25.63 + 2.5);
    expect(worthInterval([action(0.1, 0.02)], alike(0.5), taken, 1)).toEqual([low, high]);
  });

  it("ends where customers are certain to stay", () => {
    const taken = [{ actions: [0], customers: hundred }];
    const [, high] = worthInterval([action(0.1, 0.5)], alike(0.12), taken, 1);
    expect(high).toBeCloseTo(0.12 * 1000, 6);
  });

  it("is less for two effects that do not depend on each other than for one that counts twice", () => {
    const two = [action(0.1, 0.02), action(0.1, 0.02)];
    const [a, b] = [hundred.slice(0, 50), hundred.slice(50)];
    const [low] = worthInterval(
      two,
      alike(0.5),
      [
        { actions: [0], customers: a },
        { actions: [1], customers: b },
      ],
      1,
    );
    expect(low).toBeGreaterThan(100 - 25.63 / Math.SQRT2 - 2.5);
    expect(low).toBeLessThan(100 - 25.63 / Math.SQRT2 + 2.5);
  });

  it("overlaps: two halves of a chance are three quarters", () => {
    expect(termsOf([action(0.5, 0), action(0.5, 0)])).toEqual([{ metric: 0, uplift: 0.75 }]);
  });

  it("says how much rests on judgement", () => {
    const actions = [action(0.1, 0), action(0.3, 0)];
    const [first, second] = optionsOf(actions, [0, 1], 1);
    if (first === undefined || second === undefined) throw new Error("unreachable");
    const gain = gainOfTaken(
      actions,
      [true, false],
      alike(0.5),
      [
        { option: first, customers: [0] },
        { option: second, customers: [1] },
      ],
      1,
    );
    expect(gain.worth).toBeCloseTo(4, 12);
    expect(gain.money).toBe(6);
    expect(gain.value).toBeCloseTo(-2, 12);
    expect(gain.judgement).toBeCloseTo(0.25, 12);
    expect(gain.interval).toEqual([gain.value, gain.value]);
  });
});
