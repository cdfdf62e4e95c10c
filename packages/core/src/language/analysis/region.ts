/** Sets of values of one variable, NULL included: intervals between cuts, closed under every set operation. */
import type { Comparison } from "../model/comparison.ts";
import { compareRationals, floorOf, isWhole, whole, type Rational } from "./rational.ts";

/** A value on the line that a variable lives on. Dates are day numbers, booleans 0 and 1. */
export type Point = string | Rational;

/** A place between values: just before a point, or just after it. */
export type Cut = { readonly at: Point; readonly after: boolean };

/** What a value may be: membership changes at each cut, `low` says whether it starts inside; `unknown` holds NULL. */
export type Region = {
  readonly low: boolean;
  readonly cuts: readonly Cut[];
  readonly unknown: boolean;
};

export const nothing: Region = { low: false, cuts: [], unknown: false };
export const everything: Region = { low: true, cuts: [], unknown: true };
export const known: Region = { low: true, cuts: [], unknown: false };
export const onlyUnknown: Region = { low: false, cuts: [], unknown: true };

export const isEmpty = (region: Region): boolean =>
  !region.low && !region.unknown && region.cuts.length === 0;
/** Whether NULL is all that it holds. */
export const isOnlyUnknown = (region: Region): boolean =>
  region.unknown && !region.low && region.cuts.length === 0;

/**
 * The known values for which `value operator point` is true.
 *
 * @param integer whether the variable holds whole numbers only
 */
export function comparedWith(operator: Comparison, point: Point, integer: boolean): Region {
  const cut = (after: boolean): Cut => (integer ? wholeCut(point, after) : { at: point, after });
  switch (operator) {
    case "=":
      return between(cut(false), cut(true));
    case "<>":
      return { ...complement(between(cut(false), cut(true))), unknown: false };
    case "<":
      return { low: true, cuts: [cut(false)], unknown: false };
    case "<=":
      return { low: true, cuts: [cut(true)], unknown: false };
    case ">":
      return { low: false, cuts: [cut(true)], unknown: false };
    case ">=":
      return { low: false, cuts: [cut(false)], unknown: false };
  }
}

/** The known values from one cut to another. */
export const between = (from: Cut, to: Cut): Region =>
  compareCuts(from, to) < 0 ? { low: false, cuts: [from, to], unknown: false } : nothing;

const complement = (region: Region): Region => ({
  low: !region.low,
  cuts: region.cuts,
  unknown: !region.unknown,
});
export const intersection = (a: Region, b: Region): Region => combined(a, b, (x, y) => x && y);
export const union = (a: Region, b: Region): Region => combined(a, b, (x, y) => x || y);
export const difference = (a: Region, b: Region): Region => combined(a, b, (x, y) => x && !y);
export const isWithin = (a: Region, b: Region): boolean => a === b || isEmpty(difference(a, b));

/** Texts compare by code points, as engines compare their bytes. */
export function comparePoints(a: Point, b: Point): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (typeof a === "string" || typeof b === "string")
    throw new Error("unreachable: a variable has points of one kind");
  return compareRationals(a, b);
}

/** Between whole numbers there is one cut: before the next one. */
function wholeCut(point: Point, after: boolean): Cut {
  if (typeof point === "string") throw new Error("unreachable: texts are no whole numbers");
  const up = after || !isWhole(point) ? 1n : 0n;
  return { at: whole(floorOf(point) + up), after: false };
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const left = Array.from(a, (c) => c.codePointAt(0) ?? 0);
  const right = Array.from(b, (c) => c.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const step = (left[i] ?? 0) - (right[i] ?? 0);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}

const compareCuts = (a: Cut, b: Cut): number =>
  comparePoints(a.at, b.at) || Number(a.after) - Number(b.after);

function combined(a: Region, b: Region, join: (a: boolean, b: boolean) => boolean): Region {
  const cuts: Cut[] = [];
  let [inA, inB] = [a.low, b.low];
  const low = join(inA, inB);
  let inside = low;
  for (let i = 0, j = 0; i < a.cuts.length || j < b.cuts.length;) {
    const [x, y] = [a.cuts[i], b.cuts[j]];
    const order = x === undefined ? 1 : y === undefined ? -1 : compareCuts(x, y);
    const cut = order <= 0 ? x : y;
    if (cut === undefined) throw new Error("unreachable: one list has a cut left");
    if (order <= 0) [inA, i] = [!inA, i + 1];
    if (order >= 0) [inB, j] = [!inB, j + 1];
    const now = join(inA, inB);
    if (now !== inside) cuts.push(cut);
    inside = now;
  }
  return { low, cuts, unknown: join(a.unknown, b.unknown) };
}
