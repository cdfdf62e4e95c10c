/** Prices at which what is chosen by everybody alone fits what is limited: the dual of the plan's linear program. */
import { solve, type Coefficients } from "yalps";
import type { Population } from "./option.ts";
import { responder, type Prices, type Response, type Totals } from "./respond.ts";

/** What there is of each resource, and how many customers of each floor are to be served. */
export type Limits = { readonly budgets: readonly number[]; readonly floors: readonly number[] };

export type Dual = {
  readonly prices: Prices;
  /** No plan gains more: the optimum of the linear program, to the tolerance. */
  readonly bound: number;
  /** How often everybody was asked. */
  readonly rounds: number;
};

/** Relative distance between the bound and what the cuts allow at which the search ends. */
const tolerance = 1e-8;
const mostRounds = 300;
/** Populations above this are asked in a sample first, for prices to start from. */
const sampleAbove = 20_000;
const sampleSize = 4_000;

/**
 * Kelley's cutting planes (1960) on the Lagrangian dual: each round asks everybody at the best prices that the answers so far
 * leave possible, mixed with the best ones known. As each unit chooses alone, a round takes time proportional to customers.
 *
 * @param most the highest price of a floor: what serving one more customer may cost before a floor is given up
 */
export function dualOf(population: Population, limits: Limits, most: number): Dual {
  const units = population.left.length;
  if (units > sampleAbove) {
    const share = sampleSize / units;
    const sampled = sampleOf(population, Math.ceil(1 / share));
    const scale = sampled.left.length / units;
    const small = {
      budgets: limits.budgets.map((n) => n * scale),
      floors: limits.floors.map((n) => n * scale),
    };
    return search(population, limits, most, search(sampled, small, most).prices);
  }
  return search(population, limits, most);
}

function search(population: Population, limits: Limits, most: number, start?: Prices): Dual {
  const respond = responder(population);
  const choice = new Int16Array(population.kind.length);
  const free: Prices = { budgets: limits.budgets.map(() => 0), floors: limits.floors.map(() => 0) };
  const dualAt = (prices: Prices, { value }: Response): number =>
    value + dot(prices.budgets, limits.budgets) - dot(prices.floors, limits.floors);
  const cuts: Totals[] = [];
  const first = respond(free, choice);
  cuts.push(first);
  let best = { prices: free, bound: dualAt(free, first) };
  const scale = scaleOf(first, limits, most);
  let asked = start ?? free;
  let rounds = 1;
  let outside = false;
  for (;;) {
    if (asked !== free) {
      const answer = respond(asked, choice);
      rounds += 1;
      cuts.push(answer);
      const bound = dualAt(asked, answer);
      if (bound < best.bound) best = { prices: asked, bound };
    }
    const { prices, floor } = master(cuts, limits, scale, most);
    if (best.bound - floor <= tolerance * scale.gain || rounds >= mostRounds) break;
    // Mixed with the best ones the prices jump less; unmixed every other time, so that the end is reached.
    outside = !outside;
    asked = outside ? mixed(prices, best.prices) : prices;
  }
  return { ...best, rounds };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

const mixed = (a: Prices, b: Prices): Prices => {
  const half = (x: readonly number[], y: readonly number[]): readonly number[] =>
    x.map((n, i) => (n + (y[i] ?? 0)) / 2);
  return { budgets: half(a.budgets, b.budgets), floors: half(a.floors, b.floors) };
};

type Scale = {
  readonly gain: number;
  readonly use: readonly number[];
  readonly served: readonly number[];
};

/** Sizes by which numbers are divided, so that the linear program sees none that are far from 1. */
const scaleOf = (free: Totals, limits: Limits, most: number): Scale => ({
  gain: Math.max(Math.abs(free.gain), most * Math.max(0, ...limits.floors), Number.MIN_VALUE) || 1,
  use: limits.budgets.map((n, r) => Math.max(n, free.use[r] ?? 0) || 1),
  served: limits.floors.map((n) => n || 1),
});

/** The lowest value that the answers so far leave possible, and the prices there. */
function master(
  cuts: readonly Totals[],
  limits: Limits,
  scale: Scale,
  most: number,
): { readonly prices: Prices; readonly floor: number } {
  const variables = new Map<string, Coefficients>();
  const constraints = new Map<string, { readonly min?: number; readonly max?: number }>();
  const theta: [string, number][] = [["objective", 1]];
  for (const [k, { gain }] of cuts.entries()) {
    constraints.set(`cut ${k}`, { min: gain / scale.gain });
    theta.push([`cut ${k}`, 1]);
  }
  variables.set("theta", theta);
  for (const [r, limit] of limits.budgets.entries()) {
    const by = scale.use[r] ?? 1;
    const rows = cuts.map(({ use }, k): [string, number] => [`cut ${k}`, (use[r] ?? 0) / by]);
    variables.set(`budget ${r}`, [["objective", limit / by], ...rows]);
  }
  for (const [f, limit] of limits.floors.entries()) {
    const by = scale.served[f] ?? 1;
    const rows = cuts.map(({ served }, k): [string, number] => [
      `cut ${k}`,
      -(served[f] ?? 0) / by,
    ]);
    constraints.set(`most ${f}`, { max: (most * by) / scale.gain });
    variables.set(`floor ${f}`, [["objective", -limit / by], [`most ${f}`, 1], ...rows]);
  }
  const solved = solve(
    { direction: "minimize", objective: "objective", constraints, variables },
    { includeZeroVariables: true, precision: 1e-12, maxPivots: 100_000 },
  );
  const found = new Map(solved.variables);
  const at = (name: string, by: number): number =>
    Math.max(0, ((found.get(name) ?? 0) * scale.gain) / by);
  return {
    floor: (solved.status === "optimal" ? solved.result : -Infinity) * scale.gain,
    prices: {
      budgets: limits.budgets.map((_, r) => at(`budget ${r}`, scale.use[r] ?? 1)),
      floors: limits.floors.map((_, f) => at(`floor ${f}`, scale.served[f] ?? 1)),
    },
  };
}

/** Every so many units of a population. */
function sampleOf(population: Population, step: number): Population {
  const { starts, left, kind, worth, room } = population;
  const units = Array.from({ length: Math.ceil(left.length / step) }, (_, i) => i * step);
  const customers = units.flatMap((u) => {
    const from = starts[u] ?? 0;
    return Array.from({ length: (starts[u + 1] ?? from) - from }, (_, i) => from + i);
  });
  const own = [0];
  for (const u of units) own.push((own.at(-1) ?? 0) + (starts[u + 1] ?? 0) - (starts[u] ?? 0));
  const part = (all: Float64Array): Float64Array =>
    Float64Array.from(customers, (i) => all[i] ?? 0);
  return {
    kinds: population.kinds,
    kind: Int32Array.from(customers, (i) => kind[i] ?? 0),
    worth: worth.map(part),
    room: room.map(part),
    starts: Int32Array.from(own),
    left: Int32Array.from(units, (u) => left[u] ?? 0),
  };
}
