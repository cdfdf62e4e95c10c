/** Dates as days on a line, and the distances between them. */
import type { Typed } from "../model/typed.ts";
import { resolved } from "./domain.ts";
import { whole } from "./rational.ts";
import { comparedWith, everything, intersection } from "./region.ts";
import { termKey } from "./term-key.ts";
import { distanceDomain, type Variable, type Variables } from "./variables.ts";

/** A day of the calendar, or a value and how far from it; never days and months at once. */
export type DateTerm =
  | { readonly kind: "constant"; readonly day: number }
  | {
      readonly kind: "shifted";
      readonly base: Typed;
      readonly days: number;
      readonly months: number;
    };

/** Whether it is a date to the day; times have fractions of days. */
export const isDay = ({ type }: Typed): boolean => type === "date";

const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

export function dateTerm(typed: Typed): DateTerm {
  if (typed.kind === "date") return { kind: "constant", day: dayNumber(typed.value) };
  const alone: DateTerm = { kind: "shifted", base: typed, days: 0, months: 0 };
  if (typed.kind !== "binary" || typed.right.kind !== "duration" || !isDay(typed.left))
    return alone;
  const inner = dateTerm(typed.left);
  const count = typed.right.count * (typed.operator === "-" ? -1 : 1);
  const { per } = typed.right;
  if (per === "day" || per === "week") {
    const days = count * (per === "week" ? 7 : 1);
    if (inner.kind === "constant") return { ...inner, day: inner.day + days };
    return inner.months === 0 ? { ...inner, days: inner.days + days } : alone;
  }
  const months = count * (per === "year" ? 12 : 1);
  if (inner.kind === "constant") return { ...inner, day: addMonths(inner.day, months) };
  return inner.days === 0 && inner.months === 0 ? { ...inner, months } : alone;
}

/** As engines do: the same day of the month, or its last one. */
function addMonths(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return date.getTime() / 86_400_000;
}

/** The days from `earlier` to `later`, as a variable that two dates have in common, whoever comes first in it. */
export function distance(
  later: Typed,
  earlier: Typed,
  variables: Variables,
): { readonly variable: Variable; readonly flipped: boolean } | undefined {
  const sides = [later, earlier].map((side) => resolved(side, variables.facts));
  const [a, b] = sides;
  if (a === undefined || b === undefined || a.kind === "date" || b.kind === "date")
    return undefined;
  const [x, y] = [termKey(a), termKey(b)];
  if (x === y) return undefined;
  const flipped = x > y;
  const [first, second] = flipped ? [b, a] : [a, b];
  const key = `days(${termKey(first)},${termKey(second)})`;
  const range = knownOrder(first, second);
  const universe =
    range === undefined
      ? everything
      : { ...intersection(everything, comparedWith(range, whole(0), true)), unknown: true };
  const relation = {
    kind: "distance",
    later: termKey(first),
    earlier: termKey(second),
  } as const;
  const variable = variables.pair(key, first, second, { integer: true, universe, relation });
  return { variable, flipped };
}

/** How far a date is from another one in months: a line on which `anchor + n months` is n, and dates keep their order. */
export const monthsFrom = (typed: Typed, anchor: Typed, variables: Variables): Variable =>
  variables.pair(
    `months(${termKey(typed)},${termKey(anchor)})`,
    typed,
    anchor,
    distanceDomain(false),
  );

/** What is always so: nothing is bought after the as-of date, and the first order is not after the last. */
function knownOrder(first: Typed, second: Typed): ">=" | "<=" | undefined {
  if (first.kind !== "name" || second.kind !== "name") return undefined;
  const [a, b] = [first.ref, second.ref];
  const isOrder = (name: string): boolean => name === "first_order" || name === "last_order";
  if (a.kind === "as-of" && b.kind === "builtin" && isOrder(b.name)) return ">=";
  if (a.kind !== "builtin" || b.kind !== "builtin" || a.within !== b.within) return undefined;
  return a.name === "first_order" && b.name === "last_order" ? "<=" : undefined;
}
