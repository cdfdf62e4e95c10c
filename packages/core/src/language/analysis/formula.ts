/** Two-valued formulas over variables and regions. SQL's third value is a region of its own: NULL. */
import { difference, intersection, isEmpty, union, type Region } from "./region.ts";

export type Formula =
  | { readonly kind: "all"; readonly parts: readonly Formula[]; readonly size: number }
  | { readonly kind: "any"; readonly parts: readonly Formula[]; readonly size: number }
  /** The variable's value is in the region; `universe` is all that it can be. */
  | {
      readonly kind: "is";
      readonly variable: string;
      readonly region: Region;
      readonly universe: Region;
      readonly size: 1;
    };

export const always: Formula = { kind: "all", parts: [], size: 1 };
export const never: Formula = { kind: "any", parts: [], size: 1 };

export function all(...parts: readonly Formula[]): Formula {
  if (parts.some(isNever)) return never;
  const kept = merged(
    parts.filter((p) => !isAlways(p)),
    intersection,
  );
  if (kept.some(isNever)) return never;
  return kept.length === 1 && kept[0] !== undefined
    ? kept[0]
    : { kind: "all", parts: kept, size: sizeOf(kept) };
}

export function any(...parts: readonly Formula[]): Formula {
  if (parts.some(isAlways)) return always;
  const kept = merged(
    parts.filter((p) => !isNever(p)),
    union,
  );
  return kept.length === 1 && kept[0] !== undefined
    ? kept[0]
    : { kind: "any", parts: kept, size: sizeOf(kept) };
}

/** What is said of one variable becomes one region. */
function merged(
  parts: readonly Formula[],
  join: (a: Region, b: Region) => Region,
): readonly Formula[] {
  if (parts.length < 2) return parts;
  const regions = new Map<string, Extract<Formula, { kind: "is" }>>();
  const others: Formula[] = [];
  for (const part of parts) {
    if (part.kind !== "is") {
      others.push(part);
      continue;
    }
    const earlier = regions.get(part.variable);
    const region = earlier === undefined ? part.region : join(earlier.region, part.region);
    regions.set(part.variable, { ...part, region });
  }
  return [...[...regions.values()].map((r) => is(r.variable, r.region, r.universe)), ...others];
}

/** The formula that is true exactly where this one is not. */
export function negated(formula: Formula): Formula {
  switch (formula.kind) {
    case "all":
      return any(...formula.parts.map(negated));
    case "any":
      return all(...formula.parts.map(negated));
    case "is":
      return is(formula.variable, difference(formula.universe, formula.region), formula.universe);
  }
}

/** The variable is in the region. @param region within `universe` */
export const is = (variable: string, region: Region, universe: Region): Formula =>
  isEmpty(region) ? never : { kind: "is", variable, region, universe, size: 1 };

const sizeOf = (parts: readonly Formula[]): number => parts.reduce((sum, p) => sum + p.size, 1);
const isAlways = (f: Formula): boolean => f.kind === "all" && f.parts.length === 0;
const isNever = (f: Formula): boolean => f.kind === "any" && f.parts.length === 0;
