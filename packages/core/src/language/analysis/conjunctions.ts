/** Disjunctions of conjunctions: whether a formula can hold at all. Sound: "cannot" is a proof, "can" is none. */
import type { Formula } from "./formula.ts";
import { intersection, isEmpty, isOnlyUnknown, isWithin, union, type Region } from "./region.ts";
import { agrees } from "./relations.ts";
import type { Variables } from "./variables.ts";

/** What is true at once: each variable in its region. */
export type Conjunction = ReadonlyMap<string, Region>;

/** Alternatives; none means: impossible. */
export type Alternatives = readonly Conjunction[];

/** Beyond so many alternatives nothing is said. */
const maximumAlternatives = 64;
const maximumProducts = 1024;

export const unconstrained: Alternatives = [new Map()];

/**
 * The alternatives of `context` in which all formulas hold too. A formula that has too many alternatives is left out, so
 * that the answer may hold too much, and never too little.
 */
export function narrowed(
  context: Alternatives,
  variables: Variables,
  ...formulas: readonly Formula[]
): Alternatives {
  let found = context;
  for (const formula of formulas) {
    if (found.length === 0) return found;
    const parts = formula.kind === "all" ? formula.parts : [formula];
    for (const part of parts)
      found = product(found, alternativesOf(part, variables), variables) ?? found;
  }
  return found;
}

/** Whether there is no alternative in which all formulas hold. */
export const excludes = (
  context: Alternatives,
  variables: Variables,
  ...formulas: readonly Formula[]
): boolean => narrowed(context, variables, ...formulas).length === 0;

/** `undefined` where there are too many. */
function alternativesOf(formula: Formula, variables: Variables): Alternatives | undefined {
  switch (formula.kind) {
    case "is":
      return isPossible(new Map([[formula.variable, formula.region]]), variables)
        ? [new Map([[formula.variable, formula.region]])]
        : [];
    case "any": {
      let found: Alternatives = [];
      for (const part of formula.parts) {
        const more = alternativesOf(part, variables);
        if (more === undefined) return undefined;
        const grown = absorbed(found, more);
        if (grown === undefined) return undefined;
        found = grown;
      }
      return found;
    }
    case "all": {
      let found: Alternatives | undefined = unconstrained;
      for (const part of formula.parts) {
        found = product(found, alternativesOf(part, variables), variables);
        if (found === undefined) return undefined;
      }
      return found;
    }
  }
}

function product(
  a: Alternatives,
  b: Alternatives | undefined,
  variables: Variables,
): Alternatives | undefined {
  if (b === undefined || a.length * b.length > maximumProducts) return undefined;
  if (!variables.spend(a.length * b.length)) return undefined;
  return absorbed(
    [],
    a.flatMap((x) => b.flatMap((y) => both(x, y, variables) ?? [])),
  );
}

function both(a: Conjunction, b: Conjunction, variables: Variables): Conjunction | undefined {
  const joined = new Map(a);
  for (const [key, region] of b) {
    const earlier = joined.get(key);
    const common = earlier === undefined ? region : intersection(earlier, region);
    if (isEmpty(common)) return undefined;
    joined.set(key, common);
  }
  return isPossible(joined, variables) ? joined : undefined;
}

/** A value that is known needs its parts to be known; some are known wherever their parts are. */
function isPossible(conjunction: Conjunction, variables: Variables): boolean {
  let related = false;
  for (const [key, region] of conjunction) {
    const variable = variables.get(key);
    related ||= variable?.relation !== undefined;
    if (variable === undefined || variable.parts.length === 0) continue;
    const regions = variable.parts.map(
      (part) => conjunction.get(part) ?? variables.get(part)?.universe,
    );
    if (!region.unknown && regions.some((r) => r !== undefined && isOnlyUnknown(r))) return false;
    if (isOnlyUnknown(region) && variable.total && regions.every((r) => r?.unknown === false))
      return false;
  }
  return !related || agrees(conjunction, variables.get);
}

/**
 * The alternatives and more of them, without those that lie within others; two that differ in one variable become one.
 *
 * @returns `undefined` where there are too many
 */
function absorbed(alternatives: Alternatives, more: Alternatives): Alternatives | undefined {
  const kept = [...alternatives];
  for (const next of more) {
    let candidate = next;
    if (kept.some((k) => liesWithin(candidate, k))) continue;
    for (let i = kept.length - 1; i >= 0; i -= 1) {
      const other = kept[i];
      if (other === undefined) continue;
      const one = liesWithin(other, candidate) ? candidate : mergedOf(other, candidate);
      if (one === undefined) continue;
      kept.splice(i, 1);
      candidate = one;
    }
    kept.push(candidate);
    if (kept.length > maximumAlternatives) return undefined;
  }
  return kept;
}

function liesWithin(a: Conjunction, b: Conjunction): boolean {
  if (b.size > a.size) return false;
  for (const [key, region] of b) {
    const mine = a.get(key);
    if (mine === undefined || !isWithin(mine, region)) return false;
  }
  return true;
}

function mergedOf(a: Conjunction, b: Conjunction): Conjunction | undefined {
  if (a.size !== b.size) return undefined;
  let apart: string | undefined;
  for (const [key, region] of b) {
    const mine = a.get(key);
    if (mine === undefined) return undefined;
    if (isWithin(mine, region) && isWithin(region, mine)) continue;
    if (apart !== undefined) return undefined;
    apart = key;
  }
  const [x, y] = apart === undefined ? [] : [a.get(apart), b.get(apart)];
  if (apart === undefined || x === undefined || y === undefined) return a;
  return new Map(a).set(apart, union(x, y));
}
