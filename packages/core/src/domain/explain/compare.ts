/** Compares two values as the engines do: three-valued, numbers with the precision that `numbers.ts` tells. */
import { holds, type Comparison } from "../../language/model/comparison.ts";
import type { Typed } from "../../language/model/typed.ts";
import { isDay, precisionOf, type Precision } from "../numbers.ts";
import { sortable } from "./days.ts";
import { settle } from "./doubles.ts";
import { compareTexts } from "./texts.ts";

/** A value while it is evaluated: whole numbers that a double does not hold are bigints. */
export type Cell = string | number | bigint | boolean | null;

/** How values are put in order: numbers with a precision, dates and times by when they are, texts by code points. */
export type Ordering = Precision | "moments";

export const orderingOf = (parts: readonly Typed[]): Ordering =>
  parts.some(isDay) ? "moments" : precisionOf(parts);

/** @returns null where either side is */
export function compare(
  operator: Comparison,
  left: Cell,
  right: Cell,
  ordering: Ordering,
): boolean | null {
  if (left === null || right === null) return null;
  return holds(operator, orderOf(left, right, ordering));
}

/** Below, at or above zero as the left is less than, equal to or more than the right. */
export function orderOf(
  left: NonNullable<Cell>,
  right: NonNullable<Cell>,
  ordering: Ordering,
): number {
  if (typeof left === "string" && typeof right === "string")
    return ordering === "moments"
      ? compareTexts(sortable(left), sortable(right))
      : compareTexts(left, right);
  if (ordering === "exact" && typeof left === "bigint" && typeof right === "bigint")
    return left < right ? -1 : left > right ? 1 : 0;
  const [a, b] = [Number(left), Number(right)];
  return ordering === "settled" ? Math.sign(settle(a) - settle(b)) : a < b ? -1 : a > b ? 1 : 0;
}
