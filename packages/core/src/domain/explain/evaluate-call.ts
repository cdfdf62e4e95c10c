/** Calls of functions, evaluated as the engines do. */
import type { Typed } from "../../language/model/typed.ts";
import { isCalculated } from "../numbers.ts";
import { compare, orderingOf, orderOf, type Cell } from "./compare.ts";
import { daysBetween } from "./days.ts";
import { round, settle } from "./doubles.ts";
import * as texts from "./texts.ts";

type Call = Extract<Typed, { kind: "call" }>;
type Known = NonNullable<Cell>;

export function evaluateCall(typed: Call, cellOf: (node: Typed) => Cell): Cell {
  const cells = typed.args.map((arg) => asResult(typed, cellOf(arg)));
  const known = cells.filter((cell) => cell !== null);
  switch (typed.function) {
    case "coalesce":
      return known[0] ?? null;
    case "least":
      return extreme(typed, known, -1);
    case "greatest":
      return extreme(typed, known, 1);
    case "nullif":
      return nullif(typed, cells[0] ?? null, cells[1] ?? null);
    default:
      return known.length < cells.length ? null : strict(typed.function, typed.args, known);
  }
}

/** What functions and `case` give is a double, whatever column it comes from. */
export const asResult = (typed: Typed, cell: Cell): Cell =>
  typed.type === "number" && typeof cell === "bigint" ? Number(cell) : cell;

function extreme(typed: Call, known: readonly Known[], sign: 1 | -1): Cell {
  if (known.length === 0) return null;
  const ordering = typed.type === "number" ? "double" : orderingOf(typed.args);
  return known.reduce((a, b) => (orderOf(b, a, ordering) * sign > 0 ? b : a));
}

function nullif(typed: Call, first: Cell, second: Cell): Cell {
  const ordering = orderingOf(typed.args);
  if (compare("=", first, second, ordering) === true) return null;
  return ordering === "settled" && typeof first === "number" ? settle(first) : first;
}

type Strict = Exclude<Call["function"], "coalesce" | "least" | "greatest" | "nullif">;

/** Functions that are unknown where an argument is. */
function strict(name: Strict, args: readonly Typed[], known: readonly Known[]): Cell {
  const calculated = args[0] !== undefined && isCalculated(args[0]);
  const text = (i: number): string => String(known[i]);
  const number = (i: number): number => Number(known[i]);
  const settled = (i: number): number => {
    const arg = args[i];
    return arg !== undefined && isCalculated(arg) ? settle(number(i)) : number(i);
  };
  switch (name) {
    case "abs":
      return Math.abs(number(0));
    case "round":
      return round(number(0), known.length > 1 ? number(1) : 0, calculated);
    case "floor":
      return Math.floor(settled(0));
    case "ceil":
      return Math.ceil(settled(0));
    case "lower":
      return texts.lower(text(0));
    case "upper":
      return texts.upper(text(0));
    case "trim":
      return texts.trim(text(0));
    case "length":
      return texts.length(text(0));
    case "substring":
      return texts.substring(text(0), settled(1), known.length > 2 ? settled(2) : null);
    case "replace":
      return texts.replace(text(0), text(1), text(2));
    case "starts_with":
      return text(0).startsWith(text(1));
    case "ends_with":
      return text(0).endsWith(text(1));
    case "contains":
      return text(0).includes(text(1));
    case "year":
      return Number(text(0).slice(0, 4));
    case "month":
      return Number(text(0).slice(5, 7));
    case "day":
      return Number(text(0).slice(8, 10));
    case "days_between":
      return daysBetween(text(0), text(1));
  }
}
