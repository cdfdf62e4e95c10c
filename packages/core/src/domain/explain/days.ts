/** Days of the calendar as ISO texts, in the years 1 to 9999. */
import type { DurationUnit } from "../../language/expression/ast.ts";

const millisecondsPerDay = 86_400_000;
const midnight = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`);

/** Whole days from the first to the second; times by their dates. @example daysBetween("2026-02-28", "2026-03-01") // => 1 */
export const daysBetween = (from: string, to: string): number =>
  (midnight(to).getTime() - midnight(from).getTime()) / millisecondsPerDay;

/**
 * A date so much later, or earlier for a negative count. The 31st becomes the last day of a shorter month.
 *
 * @returns null outside of the years 1 to 9999
 * @example shift("2026-01-31", 1, "month") // => "2026-02-28"
 */
export function shift(day: string, count: number, per: DurationUnit): string | null {
  const date = midnight(day);
  switch (per) {
    case "day":
    case "week":
      date.setUTCDate(date.getUTCDate() + count * (per === "week" ? 7 : 1));
      break;
    case "month":
    case "year":
      addMonths(date, count * (per === "year" ? 12 : 1));
  }
  const year = date.getUTCFullYear();
  return year < 1 || year > 9999 ? null : date.toISOString().slice(0, 10);
}

function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(date);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, last.getUTCDate()));
}

const day = /^-?\d{4,6}-\d{2}-\d{2}$/;

/**
 * A date or time as text that sorts: a date is its midnight, instants are in UTC.
 *
 * @example sortable("2026-02-28") // => "2026-02-28T00:00:00"
 */
export function sortable(moment: string): string {
  if (day.test(moment)) return `${moment}T00:00:00`;
  const local = moment.endsWith("Z") ? moment.slice(0, -1) : moment;
  return local.includes(".") ? local.replace(/\.?0+$/, "") : local;
}
