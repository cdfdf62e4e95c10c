/**
 * How variables limit one another: who is greater, how far two dates are apart, what a sum with a constant says of its
 * part, what a pattern says of its text. Sound: only what no rounding could undo is called impossible.
 */
import {
  absolute,
  compareRationals,
  minus,
  over,
  plus,
  times,
  whole,
  type Rational,
} from "./rational.ts";
import { comparePoints, intersection, isEmpty, type Point, type Region } from "./region.ts";

export type Relation =
  /** The variable is −1, 0 or 1 as the left value is smaller, equal or greater. */
  | { readonly kind: "order"; readonly left: string; readonly right: string }
  /** The variable is the days from `earlier` to `later`. */
  | { readonly kind: "distance"; readonly later: string; readonly earlier: string }
  /** The variable is `scale · base + offset`, give or take `slack` and the rounding of doubles. */
  | {
      readonly kind: "line";
      readonly base: string;
      readonly scale: Rational;
      readonly offset: Rational;
      readonly slack: Rational;
    }
  /** Where the variable is true, the base is in the region. */
  | { readonly kind: "implies"; readonly base: string; readonly region: Region };

type Related = {
  readonly integer: boolean;
  readonly universe: Region;
  readonly relation?: Relation;
};

/** A closed interval; a side that is missing is open to infinity. */
type Bounds = { readonly low?: Point; readonly high?: Point };

/** `less ≤ more + weight`; strict only where `strict` says so. */
type Edge = {
  readonly less: string;
  readonly more: string;
  readonly weight: Rational;
  readonly strict: boolean;
};

const zero = whole(0);
const one = whole(1);
/** Far more than doubles lose, far less than anybody means. */
const loss = over(one, whole(1_000_000_000));

/**
 * Whether values can have these regions and these relations at once. "Yes" is no proof.
 *
 * @param regions what is said of each variable
 * @param get what is known of a variable
 */
export function agrees(
  regions: ReadonlyMap<string, Region>,
  get: (key: string) => Related | undefined,
): boolean {
  const bounds = new Map<string, Bounds>();
  const implied = new Map<string, Region>();
  const regionOf = (key: string): Region | undefined => regions.get(key) ?? get(key)?.universe;
  const boundsOf = (key: string): Bounds => {
    const found = bounds.get(key) ?? hullOf(regionOf(key), get(key)?.integer === true);
    bounds.set(key, found);
    return found;
  };
  const narrow = (key: string, more: Bounds): boolean => {
    const next = narrower(boundsOf(key), more);
    bounds.set(key, next);
    return !isCrossed(next);
  };
  const edges: Edge[] = [];
  for (const [key, region] of regions) {
    const relation = get(key)?.relation;
    if (relation === undefined || region.unknown) continue;
    switch (relation.kind) {
      case "implies": {
        const base = implied.get(relation.base) ?? regionOf(relation.base);
        const isTrue = hullOf(region, true).low;
        const holds = isTrue !== undefined && comparePoints(isTrue, one) >= 0;
        if (!holds) break;
        const both = base === undefined ? relation.region : intersection(base, relation.region);
        if (isEmpty(both)) return false;
        implied.set(relation.base, both);
        break;
      }
      case "line":
        if (!narrow(relation.base, inverse(relation, hullOf(region, false)))) return false;
        break;
      case "order":
        edges.push(...orderEdges(relation, hullOf(region, true)));
        break;
      case "distance":
        edges.push(...distanceEdges(relation, hullOf(region, true)));
        break;
    }
  }
  return edges.length === 0 || (!hasCycle(edges) && fit(edges, boundsOf, narrow));
}

/** From the smallest to the largest known value. */
function hullOf(region: Region | undefined, integer: boolean): Bounds {
  if (region === undefined || region.cuts.length === 0) return {};
  const first = region.cuts[0]?.at;
  const last = region.cuts.at(-1)?.at;
  const endsInside = region.low !== (region.cuts.length % 2 === 1);
  return {
    ...(region.low || first === undefined ? {} : { low: first }),
    // Whole numbers have one cut between two of them: before the greater one.
    ...(endsInside || last === undefined
      ? {}
      : { high: integer && typeof last !== "string" ? minus(last, one) : last }),
  };
}

const least = (a: Point | undefined, b: Point | undefined): Point | undefined =>
  a === undefined || (b !== undefined && comparePoints(b, a) < 0) ? b : a;
const greatest = (a: Point | undefined, b: Point | undefined): Point | undefined =>
  a === undefined || (b !== undefined && comparePoints(b, a) > 0) ? b : a;

function narrower(a: Bounds, b: Bounds): Bounds {
  const low = greatest(a.low, b.low);
  const high = least(a.high, b.high);
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** Equal ends are none: what a rounding may make equal is never called impossible. */
const isCrossed = ({ low, high }: Bounds): boolean =>
  low !== undefined && high !== undefined && comparePoints(low, high) > 0;

/** What a line in these bounds says of its base. */
function inverse(line: Extract<Relation, { kind: "line" }>, { low, high }: Bounds): Bounds {
  const falls = compareRationals(line.scale, zero) < 0;
  const crossing = (at: Point | undefined, outwards: 1 | -1): Rational | undefined => {
    if (at === undefined || typeof at === "string") return undefined;
    const size = plus(plus(absolute(at), absolute(line.offset)), one);
    const slack = plus(line.slack, times(size, loss));
    const moved = plus(at, times(slack, whole(outwards)));
    return over(minus(moved, line.offset), line.scale);
  };
  const [from, to] = [crossing(low, -1), crossing(high, 1)];
  const [least_, most] = falls ? [to, from] : [from, to];
  return {
    ...(least_ === undefined ? {} : { low: least_ }),
    ...(most === undefined ? {} : { high: most }),
  };
}

function orderEdges(
  { left, right }: Extract<Relation, { kind: "order" }>,
  hull: Bounds,
): readonly Edge[] {
  const edge = (less: string, more: string, strict: boolean): Edge => ({
    less,
    more,
    weight: zero,
    strict,
  });
  const is = (at: Point | undefined, order: (sign: number) => boolean): boolean =>
    at !== undefined && order(comparePoints(at, zero));
  return [
    ...(is(hull.high, (s) => s <= 0)
      ? [
          edge(
            left,
            right,
            is(hull.high, (s) => s < 0),
          ),
        ]
      : []),
    ...(is(hull.low, (s) => s >= 0)
      ? [
          edge(
            right,
            left,
            is(hull.low, (s) => s > 0),
          ),
        ]
      : []),
  ];
}

/** Days are whole numbers, so nothing is lost in their sums. */
function distanceEdges(
  { later, earlier }: Extract<Relation, { kind: "distance" }>,
  { low, high }: Bounds,
): readonly Edge[] {
  return [
    ...(high !== undefined && typeof high !== "string"
      ? [{ less: later, more: earlier, weight: high, strict: false }]
      : []),
    ...(low !== undefined && typeof low !== "string"
      ? [{ less: earlier, more: later, weight: minus(zero, low), strict: false }]
      : []),
  ];
}

/** Each is smaller than the next and the last smaller than the first, or dates that are further apart than they are. */
function hasCycle(edges: readonly Edge[]): boolean {
  const strict = edges.filter((e) => e.strict);
  const days = edges.filter((e) => !e.strict && compareRationals(e.weight, zero) !== 0);
  const same = edges.filter((e) => !e.strict && compareRationals(e.weight, zero) === 0);
  return cycles(strict, true) || (days.length > 0 && cycles([...days, ...same], false));
}

/** Bellman–Ford: whether the weights of some cycle sum to less than nothing; `each` counts a step as one more. */
function cycles(edges: readonly Edge[], each: boolean): boolean {
  const nodes = new Set(edges.flatMap((e) => [e.less, e.more]));
  const height = new Map([...nodes].map((node) => [node, zero] as const));
  for (let round = 0; round <= nodes.size; round += 1) {
    let changed = false;
    for (const { less, more, weight } of edges) {
      const limit = plus(height.get(more) ?? zero, each ? minus(weight, one) : weight);
      if (compareRationals(height.get(less) ?? zero, limit) <= 0) continue;
      height.set(less, limit);
      changed = true;
    }
    if (!changed) return false;
  }
  return true;
}

/** Bounds handed on along the edges, until nothing changes or two cross. */
function fit(
  edges: readonly Edge[],
  boundsOf: (key: string) => Bounds,
  narrow: (key: string, more: Bounds) => boolean,
): boolean {
  const shifted = (at: Point | undefined, by: Rational, sign: 1 | -1): Point | undefined =>
    at === undefined || typeof at === "string" ? at : plus(at, times(by, whole(sign)));
  for (let round = 0; round <= edges.length; round += 1)
    for (const { less, more, weight } of edges) {
      const high = shifted(boundsOf(more).high, weight, 1);
      if (high !== undefined && !narrow(less, { high })) return false;
      const low = shifted(boundsOf(less).low, weight, -1);
      if (low !== undefined && !narrow(more, { low })) return false;
    }
  return true;
}
