/** What little the prices leave open, settled by whole numbers. */
import { solve, type Coefficients } from "yalps";
import { fits, optionAt, remaining, unitsOf } from "./allot.ts";
import type { Dual, Limits } from "./dual.ts";
import { worthOf, type Population } from "./option.ts";
import { nothing } from "./respond.ts";

/** Above so many open options the search for whole numbers could take long; the bound then says how much is at stake at most. */
const mostOpen = 240;
const mostIterations = 4_000;

/** Gain less what floors that are not met cost. */
export function valueOf(
  population: Population,
  limits: Limits,
  choice: Int16Array,
  most: number,
): number {
  const served = limits.floors.map(() => 0);
  let gain = 0;
  for (let i = 0; i < choice.length; i += 1) {
    const option = optionAt(population, i, choice[i] ?? nothing);
    if (option === undefined) continue;
    gain += worthOf(option, population, i) - option.money;
    for (const f of population.kinds[population.kind[i] ?? 0]?.floors ?? [])
      served[f] = (served[f] ?? 0) + 1;
  }
  const short = limits.floors.map((n, f) => Math.max(0, n - (served[f] ?? 0)));
  return gain - most * short.reduce((a, b) => a + b, 0);
}

/**
 * Improves a plan to the best there is, where few enough options are open: an option is closed where taking it, or leaving it,
 * would cost more at the prices than lies between the bound and the plan (reduced-cost fixing; Dantzig, Fulkerson, Johnson 1954).
 *
 * @returns the plan, and whether it is the best of all
 */
export function settle(
  population: Population,
  limits: Limits,
  dual: Dual,
  choice: Int16Array,
  most: number,
): { readonly choice: Int16Array; readonly best: boolean } {
  const reached = valueOf(population, limits, choice, most);
  const gap = dual.bound - reached;
  const close = 1e-9 * Math.max(1, Math.abs(dual.bound));
  if (gap <= close) return { choice, best: true };
  const open = openOptions(population, dual, gap + close);
  const count = open.reduce((n, { options }) => n + options.length, 0);
  if (count > mostOpen) return { choice, best: false };
  const units = unitsOf(population);
  const base = choice.slice();
  for (const { customer } of open) base[customer] = nothing;
  const rest = remaining(population, limits, units, base);
  if (!fits(rest, limits)) return { choice, best: false };
  const variables = new Map<string, Coefficients>();
  const constraints = new Map<string, { readonly max?: number; readonly min?: number }>();
  rest.budgets.forEach((n, r) => constraints.set(`budget ${r}`, { max: Math.max(0, n) }));
  rest.floors.forEach((n, f) => {
    constraints.set(`floor ${f}`, { min: Math.max(0, n) });
    variables.set(`short ${f}`, [
      ["gain", -most],
      [`floor ${f}`, 1],
    ]);
  });
  const binaries: string[] = [];
  for (const { customer, options } of open)
    for (const o of options) {
      const option = optionAt(population, customer, o);
      if (option === undefined) continue;
      const unit = units[customer] ?? 0;
      const name = `${customer} ${o}`;
      binaries.push(name);
      constraints.set(`one ${customer}`, { max: 1 });
      constraints.set(`unit ${unit}`, { max: rest.left[unit] ?? 0 });
      variables.set(name, [
        ["gain", worthOf(option, population, customer) - option.money],
        [`one ${customer}`, 1],
        [`unit ${unit}`, option.actions.length],
        ...option.use.map((n, r): [string, number] => [`budget ${r}`, n]),
        ...(population.kinds[population.kind[customer] ?? 0]?.floors ?? []).map(
          (f): [string, number] => [`floor ${f}`, 1],
        ),
      ]);
    }
  const solved = solve(
    { direction: "maximize", objective: "gain", constraints, variables, binaries },
    { maxIterations: mostIterations, maxPivots: 20_000 },
  );
  const better = base.slice();
  for (const [name, n] of solved.variables) {
    const [customer = "", o = ""] = name.split(" ");
    if (n > 0.5 && customer !== "short") better[Number(customer)] = Number(o);
  }
  const best = solved.status === "optimal";
  const sound = fits(remaining(population, limits, units, better), limits);
  return sound && valueOf(population, limits, better, most) > reached
    ? { choice: better, best }
    : { choice, best };
}

/** Options that a better plan could hold, by customer; those whose choice is certain are left out. */
function openOptions(
  population: Population,
  { prices }: Dual,
  gap: number,
): readonly { readonly customer: number; readonly options: readonly number[] }[] {
  const { kinds, kind, starts } = population;
  const open: { customer: number; options: readonly number[] }[] = [];
  let count = 0;
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const from = starts[unit] ?? 0;
    const to = starts[unit + 1] ?? 0;
    for (let i = from; i < to; i += 1) {
      const { options, floors } = kinds[kind[i] ?? 0] ?? { options: [], floors: [] };
      const bonus = floors.reduce((sum, f) => sum + (prices.floors[f] ?? 0), 0);
      const nets = options.map(
        (o) =>
          worthOf(o, population, i) -
          o.money +
          bonus -
          o.use.reduce((sum, n, r) => sum + n * (prices.budgets[r] ?? 0), 0),
      );
      const best = Math.max(0, ...nets);
      // Members of a unit share its contacts, so that the loss of one cannot be told by their own best alone.
      const near = nets.flatMap((net, o) => (to - from > 1 || best - net <= gap ? [o] : []));
      const certain = near.length === 0 || (near.length === 1 && best > gap && to - from === 1);
      if (!certain) {
        open.push({ customer: i, options: near });
        count += near.length;
        if (count > mostOpen) return open;
      }
    }
  }
  return open;
}
