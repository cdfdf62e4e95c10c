/** From prices to a plan: floors first, then the steps that gain most for what they take, as long as everything fits. */
import type { Limits } from "./dual.ts";
import { worthOf, worthReader, type Option, type Population } from "./option.ts";
import { nothing, responder, type Prices } from "./respond.ts";

/** So many customers at most whose choice the prices leave nearly open are weighed one by one; the others take their best. */
const weighed = 50_000;
const slack = 1e-9;

/** What is left while customers are taken one by one. */
export type Remaining = {
  readonly budgets: number[];
  readonly floors: number[];
  readonly left: Int32Array;
};

/** The unit of each customer. */
export function unitsOf({ starts, kind }: Population): Int32Array {
  const units = new Int32Array(kind.length);
  for (let u = 0; u + 1 < starts.length; u += 1) units.fill(u, starts[u], starts[u + 1]);
  return units;
}

/** What is left beside a choice. */
export function remaining(
  population: Population,
  limits: Limits,
  units: Int32Array,
  choice: Int16Array,
): Remaining {
  const rest = {
    budgets: [...limits.budgets],
    floors: [...limits.floors],
    left: population.left.slice(),
  };
  for (let i = 0; i < choice.length; i += 1) {
    const option = optionAt(population, i, choice[i] ?? nothing);
    if (option !== undefined) spend(rest, population, units, i, option, 1);
  }
  return rest;
}

export const optionAt = (
  { kinds, kind }: Population,
  customer: number,
  o: number,
): Option | undefined => (o === nothing ? undefined : kinds[kind[customer] ?? 0]?.options[o]);

const floorsAt = ({ kinds, kind }: Population, customer: number): readonly number[] =>
  kinds[kind[customer] ?? 0]?.floors ?? [];

/** Takes what an option needs, or gives it back. */
function spend(
  rest: Remaining,
  population: Population,
  units: Int32Array,
  customer: number,
  option: Option,
  sign: 1 | -1,
): void {
  for (const [r, n] of option.use.entries()) rest.budgets[r] = (rest.budgets[r] ?? 0) - sign * n;
  for (const f of floorsAt(population, customer)) rest.floors[f] = (rest.floors[f] ?? 0) - sign;
  const unit = units[customer] ?? 0;
  rest.left[unit] = (rest.left[unit] ?? 0) - sign * option.actions.length;
}

/** Whether nothing is overspent, up to the noise of adding. */
export const fits = ({ budgets, left }: Remaining, limits: Limits, unit?: number): boolean =>
  budgets.every((n, r) => n >= -slack * Math.max(1, limits.budgets[r] ?? 0)) &&
  (unit === undefined ? left.every((n) => n >= 0) : (left[unit] ?? 0) >= 0);

/**
 * A plan that fits what is limited, by the prices of its dual.
 *
 * @returns the position of each customer's option, or `nothing`
 */
export function allot(population: Population, limits: Limits, prices: Prices): Int16Array {
  const units = unitsOf(population);
  const size = population.kind.length;
  const best = new Int16Array(size);
  responder(population)(prices, best);
  const open = openOnes(population, prices, best, units);
  const choice = best.slice();
  for (const i of open) choice[i] = nothing;
  let rest = remaining(population, limits, units, choice);
  let weigh = open;
  if (!fits(rest, limits)) {
    choice.fill(nothing);
    rest = remaining(population, limits, units, choice);
    weigh = Array.from({ length: size }, (_, i) => i);
  }
  const tried: Trial = { population, limits, prices, units, choice, rest };
  meetFloors(tried, weigh);
  takeSteps(tried, weigh);
  return choice;
}

type Trial = {
  readonly population: Population;
  readonly limits: Limits;
  readonly prices: Prices;
  readonly units: Int32Array;
  readonly choice: Int16Array;
  readonly rest: Remaining;
};

/** Takes another option for a customer where it fits. */
function change(
  { population, limits, units, choice, rest }: Trial,
  customer: number,
  o: number,
): boolean {
  const before = optionAt(population, customer, choice[customer] ?? nothing);
  const after = optionAt(population, customer, o);
  if (before !== undefined) spend(rest, population, units, customer, before, -1);
  if (after !== undefined) spend(rest, population, units, customer, after, 1);
  if (fits(rest, limits, units[customer])) {
    choice[customer] = o;
    return true;
  }
  if (after !== undefined) spend(rest, population, units, customer, after, -1);
  if (before !== undefined) spend(rest, population, units, customer, before, 1);
  return false;
}

/** What an option costs at the prices, besides its money. */
const priced = ({ use }: Option, { budgets }: Prices): number =>
  use.reduce((sum, n, r) => sum + n * (budgets[r] ?? 0), 0);

const bonusOf = (population: Population, prices: Prices, customer: number): number =>
  floorsAt(population, customer).reduce((sum, f) => sum + (prices.floors[f] ?? 0), 0);

/** The gain less prices of each option of a customer, the best first. */
function ranked(
  population: Population,
  prices: Prices,
  customer: number,
): readonly { readonly o: number; readonly net: number }[] {
  const options = population.kinds[population.kind[customer] ?? 0]?.options ?? [];
  const bonus = bonusOf(population, prices, customer);
  return options
    .map((option, o) => {
      const gain = worthOf(option, population, customer) - option.money;
      return { o, net: gain + bonus - priced(option, prices) };
    })
    .toSorted((a, b) => b.net - a.net || a.o - b.o);
}

/** Customers whose best choice is nearly as good as another one, and all members of their units. */
function openOnes(
  population: Population,
  prices: Prices,
  best: Int16Array,
  units: Int32Array,
): readonly number[] {
  const size = population.kind.length;
  if (size <= weighed) return Array.from({ length: size }, (_, i) => i);
  const worthAt = worthReader(population);
  const costs = population.kinds.map(({ options, floors }) => {
    const bonus = floors.reduce((sum, f) => sum + (prices.floors[f] ?? 0), 0);
    return Float64Array.from(options, (o) => o.money + priced(o, prices) - bonus);
  });
  const margins = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const k = population.kind[i] ?? 0;
    const cost = costs[k] ?? new Float64Array(0);
    let first = 0;
    let second = -Infinity;
    for (let o = 0; o < cost.length; o += 1) {
      const net = worthAt(i, k, o) - (cost[o] ?? 0);
      if (net > first) {
        second = first;
        first = net;
      } else if (net > second) second = net;
    }
    margins[i] = first - second;
  }
  const cut = margins.toSorted()[weighed] ?? Infinity;
  const open = new Set<number>();
  for (let i = 0; i < size; i += 1) {
    const unit = units[i] ?? 0;
    const from = population.starts[unit] ?? i;
    const to = population.starts[unit + 1] ?? i + 1;
    const shared = to - from > 1;
    if ((margins[i] ?? 0) < cut)
      for (let j = shared ? from : i; j < (shared ? to : i + 1); j += 1) open.add(j);
  }
  return [...open].toSorted((a, b) => a - b);
}

/** Serves customers of floors, those first for whom it costs least, until the floors are met. */
function meetFloors(trial: Trial, weigh: readonly number[]): void {
  const { population, prices, rest, choice } = trial;
  for (const floor of rest.floors.keys()) {
    if ((rest.floors[floor] ?? 0) <= 0) continue;
    const found = weigh
      .filter((i) => choice[i] === nothing && floorsAt(population, i).includes(floor))
      .map((i) => ({ i, options: ranked(population, prices, i) }))
      .filter(({ options }) => options.length > 0)
      .toSorted((a, b) => (b.options[0]?.net ?? 0) - (a.options[0]?.net ?? 0) || a.i - b.i);
    for (const { i, options } of found) {
      if ((rest.floors[floor] ?? 0) <= 0) break;
      options.some(({ o }) => change(trial, i, o));
    }
  }
}

type Step = { readonly customer: number; readonly option: number; readonly slope: number };

/**
 * The efficient frontier of each customer, cut into its steps: those that gain most for what they take at the prices first.
 * As steps of a customer get worse, taking them in this order is the greedy that solves a linear program of one resource.
 */
function takeSteps(trial: Trial, weigh: readonly number[]): void {
  const { population, choice } = trial;
  const steps = weigh.flatMap((i) => stepsOf(trial, i));
  steps.sort((a, b) => b.slope - a.slope || a.customer - b.customer || a.option - b.option);
  for (const { customer, option } of steps) {
    const now = optionAt(population, customer, choice[customer] ?? nothing);
    const next = optionAt(population, customer, option);
    if (next === undefined) continue;
    const gain = (o: Option): number => worthOf(o, population, customer) - o.money;
    if (gain(next) > (now === undefined ? 0 : gain(now))) change(trial, customer, option);
  }
}

/** The steps from what a customer has, each with its gain for a unit of what it takes; free ones are infinitely good. */
function stepsOf({ population, prices, choice }: Trial, customer: number): readonly Step[] {
  const { options } = population.kinds[population.kind[customer] ?? 0] ?? { options: [] };
  const has = optionAt(population, customer, choice[customer] ?? nothing);
  const pointOf = (option: Option): { readonly cost: number; readonly gain: number } => ({
    cost: priced(option, prices),
    gain: worthOf(option, population, customer) - option.money,
  });
  const own = has === undefined ? { cost: 0, gain: 0 } : pointOf(has);
  const points = options
    .map((option, o) => ({ o, ...pointOf(option) }))
    .filter((p) => p.gain > own.gain)
    .toSorted((a, b) => a.cost - b.cost || b.gain - a.gain || a.o - b.o);
  const hull: { readonly o: number; readonly cost: number; readonly gain: number }[] = [];
  const slope = (a: { cost: number; gain: number }, b: { cost: number; gain: number }): number =>
    b.cost <= a.cost ? Infinity : (b.gain - a.gain) / (b.cost - a.cost);
  for (const point of points) {
    if (point.gain <= (hull.at(-1)?.gain ?? own.gain)) continue;
    while (hull.length > 0) {
      const top = hull.at(-1);
      if (top === undefined || slope(hull.at(-2) ?? own, top) > slope(top, point)) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull.map((point, n) => ({
    customer,
    option: point.o,
    slope: slope(hull[n - 1] ?? own, point),
  }));
}
