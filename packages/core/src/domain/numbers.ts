/**
 * What numbers mean in rules, for the printers of SQL and the evaluator alike.
 *
 * Calculations are of doubles, because every engine and JavaScript do those alike to the last bit. `0.1 + 0.2` is not 0.3
 * there, so a calculated number is taken to six digits after the point where it is compared or cut to whole numbers. Columns
 * and whole numbers that are compared as they stand stay exact, so that numbers of 18 digits can be told apart.
 */
import type { Typed } from "../language/model/typed.ts";

/** `exact`: as they stand. `double`: the nearest doubles. `settled`: doubles to six digits after the point. */
export type Precision = "exact" | "double" | "settled";

/** How numbers that are compared with one another are taken. */
export function precisionOf(parts: readonly Typed[]): Precision {
  if (parts.some(isCalculated)) return "settled";
  return parts.every((part) => part.type === "null" || isBare(part)) ? "exact" : "double";
}

/** Up to 18 digits without a point; any other number is the nearest double. */
export const isWholeLiteral = (text: string): boolean => /^0*\d{1,18}$/.test(text);

/** Whether a number stands for itself: a column, a whole number as written, or one that is whole by its nature. */
export function isBare(node: Typed): boolean {
  switch (node.kind) {
    case "number":
      return isWholeLiteral(node.text);
    case "negate":
      return node.operand.kind === "number" && isBare(node.operand);
    case "name":
      return true;
    case "binary":
      return isDayDifference(node);
    case "call":
      return wholeFunctions.has(node.function);
    default:
      return false;
  }
}

const wholeFunctions: ReadonlySet<string> = new Set([
  "length",
  "year",
  "month",
  "day",
  "days_between",
]);

/** Whether arithmetic of doubles went into a number. */
export function isCalculated(node: Typed): boolean {
  if (node.type !== "number") return false;
  switch (node.kind) {
    case "name":
      return (
        node.ref.kind === "metric" ||
        node.ref.kind === "aggregate" ||
        (node.ref.kind === "builtin" && dividedBuiltins.has(node.ref.name))
      );
    case "negate":
      return isCalculated(node.operand);
    case "binary":
      return !isDayDifference(node);
    case "case":
      return [...node.branches.map((b) => b.then), node.otherwise].some(
        (part) => part !== null && isCalculated(part),
      );
    case "call":
      return passingFunctions.has(node.function) && node.args.some(isCalculated);
    default:
      return false;
  }
}

const dividedBuiltins: ReadonlySet<string> = new Set([
  "monetary_mean",
  "inter_purchase_time",
  "stickiness",
  "refund_rate",
]);
/** Their result is one of their arguments. */
const passingFunctions: ReadonlySet<string> = new Set([
  "coalesce",
  "nullif",
  "abs",
  "least",
  "greatest",
]);

export const isDay = (node: Typed): boolean => node.type === "date" || node.type === "timestamp";

/** A date less a date: whole days. */
export const isDayDifference = (node: Extract<Typed, { kind: "binary" }>): boolean =>
  node.operator === "-" && isDay(node.left) && isDay(node.right);
