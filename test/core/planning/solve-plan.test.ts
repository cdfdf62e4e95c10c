import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve, type Coefficients } from "yalps";
import {
  fits,
  optionAt,
  remaining,
  unitsOf,
} from "../../../packages/core/src/domain/planning/allot.ts";
import type { Limits } from "../../../packages/core/src/domain/planning/dual.ts";
import { valueOf } from "../../../packages/core/src/domain/planning/exact.ts";
import {
  optionsOf,
  worthOf,
  type PlanAction,
  type Population,
} from "../../../packages/core/src/domain/planning/option.ts";
import { nothing } from "../../../packages/core/src/domain/planning/respond.ts";
import { solvePlan } from "../../../packages/core/src/domain/planning/solve-plan.ts";
import { random } from "../../../packages/core/src/stats/random.ts";

type Case = {
  readonly actions: readonly PlanAction[];
  readonly customers: readonly {
    readonly due: readonly number[];
    readonly alive: number;
    readonly worth: number;
    readonly floor: boolean;
  }[];
  readonly units: readonly number[];
  readonly left: readonly number[];
  readonly limits: Limits;
  readonly most: number;
};

/** A population of one kind a customer. @param units sizes of units, in order */
function populationOf({ actions, customers, units, left, most }: Case): Population {
  const starts = [0];
  for (const n of units) starts.push((starts.at(-1) ?? 0) + n);
  return {
    kinds: customers.map(({ due, floor }) => ({
      options: optionsOf(actions, due, most),
      floors: floor ? [0] : [],
    })),
    kind: Int32Array.from(customers.keys()),
    worth: [Float64Array.from(customers, (c) => c.worth)],
    room: [Float64Array.from(customers, (c) => 1 - c.alive)],
    starts: Int32Array.from(starts),
    left: Int32Array.from(left),
  };
}

const action = fc.record({
  metric: fc.constant(0),
  uplift: fc.constantFrom(0.02, 0.05, 0.05, 0.1, 0.3),
  sd: fc.constant(0),
  money: fc.integer({ min: 0, max: 12 }),
  use: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constant(1)),
});

/** Small enough for every choice to be tried. Equal customers are common, so that ties are. */
const small: fc.Arbitrary<Case> = fc
  .record({
    actions: fc.array(action, { minLength: 1, maxLength: 3 }),
    customers: fc.array(
      fc.record({
        due: fc.subarray([0, 1, 2]),
        alive: fc.constantFrom(0.2, 0.5, 0.97),
        worth: fc.constantFrom(0, 40, 100, 100, 170),
        floor: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    cut: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    left: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
    budgets: fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 5 })),
    floor: fc.integer({ min: 0, max: 3 }),
    most: fc.constantFrom(1, 2),
  })
  .map(({ actions, customers, cut, left, budgets, floor, most }) => {
    const units: number[] = [];
    customers.forEach((_, i) => {
      if (i === 0 || cut[i] === true) units.push(1);
      else units[units.length - 1] = (units.at(-1) ?? 0) + 1;
    });
    return {
      actions,
      customers: customers.map((c) => ({ ...c, due: c.due.filter((a) => a < actions.length) })),
      units,
      left: left.slice(0, units.length),
      limits: { budgets, floors: [floor] },
      most,
    };
  });

const penalty = 1e5;

/** The best of all choices that fit, by trying each. */
function bruteForce(population: Population, limits: Limits): number {
  const units = unitsOf(population);
  const choice = new Int16Array(population.kind.length).fill(nothing);
  let best = -Infinity;
  const from = (customer: number): void => {
    if (customer === choice.length) {
      if (!fits(remaining(population, limits, units, choice), limits)) return;
      best = Math.max(best, valueOf(population, limits, choice, penalty));
      return;
    }
    const options = population.kinds[population.kind[customer] ?? 0]?.options ?? [];
    for (let o = nothing; o < options.length; o += 1) {
      choice[customer] = o;
      from(customer + 1);
    }
  };
  from(0);
  return best;
}

/** The optimum of the linear program, by a solver that sees all of it at once. */
function linearOptimum(population: Population, limits: Limits): number {
  const variables = new Map<string, Coefficients>();
  const constraints = new Map<string, { readonly min?: number; readonly max?: number }>();
  const units = unitsOf(population);
  limits.budgets.forEach((n, r) => constraints.set(`b${r}`, { max: n }));
  limits.floors.forEach((n, f) => constraints.set(`f${f}`, { min: n }));
  population.left.forEach((n, u) => constraints.set(`u${u}`, { max: n }));
  population.kind.forEach((k, i) => {
    constraints.set(`c${i}`, { max: 1 });
    const { options = [], floors = [] } = population.kinds[k] ?? {};
    options.forEach((option, o) => {
      variables.set(`${i} ${o}`, [
        ["gain", worthOf(option, population, i) - option.money],
        [`c${i}`, 1],
        [`u${units[i] ?? 0}`, option.actions.length],
        ...option.use.map((n, r): [string, number] => [`b${r}`, n]),
        ...floors.map((f): [string, number] => [`f${f}`, 1]),
      ]);
    });
  });
  const solved = solve(
    { direction: "maximize", objective: "gain", constraints, variables },
    { maxPivots: 1e6 },
  );
  if (solved.status !== "optimal") throw new Error(solved.status);
  return solved.result;
}

/** Customers and actions as they come, with several budgets. @param different whether every customer is worth something else */
function larger(customers: number, seed: number, different: boolean): Case {
  const next = random(seed);
  const actions = Array.from({ length: 8 }, () => ({
    metric: 0,
    uplift: 0.01 + 0.2 * next(),
    sd: 0,
    money: Math.round(40 * next()),
    use: [Math.round(40 * next()), next() < 0.5 ? Math.round(4 * next()) / 4 : 0, 1],
  }));
  return {
    actions: actions.map((a) => ({ ...a, use: [a.money, ...a.use.slice(1)] })),
    customers: Array.from({ length: customers }, () => ({
      due: [...actions.keys()].filter(() => next() < 0.4),
      alive: different ? next() : 0.5,
      worth: different ? Math.exp(4 + 2 * next()) : 300,
      floor: next() < 0.2,
    })),
    units: Array.from({ length: customers }, () => 1),
    left: Array.from({ length: customers }, () => 1),
    limits: { budgets: [customers * 3, customers / 10, customers / 3], floors: [customers * 0.12] },
    most: 1,
  };
}

describe("the best plan", () => {
  it("is what trying every choice finds, whatever is limited", () => {
    fc.assert(
      fc.property(small, (c) => {
        const population = populationOf(c);
        const { choice, gap } = solvePlan(population, c.limits);
        expect(fits(remaining(population, c.limits, unitsOf(population), choice), c.limits)).toBe(
          true,
        );
        const best = bruteForce(population, c.limits);
        expect(valueOf(population, c.limits, choice, penalty)).toBeCloseTo(best, 6);
        expect(gap).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    { customers: 200, different: true },
    { customers: 200, different: false },
    { customers: 400, different: true },
  ])("is bounded by the optimum of the linear program: %o", ({ customers, different }) => {
    const c = larger(customers, 5, different);
    const population = populationOf(c);
    const { choice, dual, gap } = solvePlan(population, c.limits);
    const optimum = linearOptimum(population, c.limits);
    expect(Math.abs(dual.bound - optimum) / optimum).toBeLessThan(1e-6);
    const reached = valueOf(population, c.limits, choice, penalty);
    expect(reached).toBeLessThanOrEqual(optimum * (1 + 1e-9));
    // Where whole plans are settled, the gap is 0: no whole plan is better, though the linear program's is.
    expect(gap === 0 || reached + gap >= optimum * (1 - 1e-6)).toBe(true);
    expect(reached).toBeGreaterThan(optimum * 0.99);
  });

  it("prices an hour at what one more of it gains", () => {
    const c = larger(300, 11, true);
    const population = populationOf(c);
    const { dual } = solvePlan(population, c.limits);
    const [money = 0, hours = 0, contacts = 0] = c.limits.budgets;
    const at = (more: number): number =>
      linearOptimum(population, { ...c.limits, budgets: [money, hours + more, contacts] });
    const [less, same, more] = [at(-0.01), at(0), at(0.01)];
    const price = dual.prices.budgets[1] ?? Number.NaN;
    expect(price).toBeGreaterThan(1);
    expect(price).toBeGreaterThanOrEqual((more - same) / 0.01 - 1e-3);
    expect(price).toBeLessThanOrEqual((same - less) / 0.01 + 1e-3);
  });

  it("takes upgrades only where the money reaches, of customers who are all alike", () => {
    // 10 customers; a call gains 10 for 1, a visit 16 for 4; 22 of money: 10 calls, and 4 of them become visits.
    const call = { metric: 0, uplift: 0.1, sd: 0, money: 0, use: [1] };
    const visit = { metric: 0, uplift: 0.16, sd: 0, money: 0, use: [4] };
    const customers = Array.from({ length: 10 }, () => ({
      due: [0, 1],
      alive: 0,
      worth: 100,
      floor: false,
    }));
    const limits = { budgets: [22], floors: [] };
    const units = customers.map(() => 1);
    const population = populationOf({
      actions: [call, visit],
      customers,
      units,
      left: units,
      limits,
      most: 1,
    });
    const { choice, gap } = solvePlan(population, limits);
    const taken = [...choice].map((o, i) => optionAt(population, i, o)?.actions[0]);
    expect(taken.filter((a) => a === 0)).toHaveLength(6);
    expect(taken.filter((a) => a === 1)).toHaveLength(4);
    expect(gap).toBe(0);
  });
});
