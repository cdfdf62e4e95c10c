/** Stretches of time as people name them, seen from the day that the data reach to. */
import type { Period } from "./phrase.ts";

export type CalendarUnit = "day" | "week" | "month" | "quarter" | "year";

/** Days that a unit counts for in a metric. */
export const daysOf: Readonly<Record<CalendarUnit, number>> = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 90,
  year: 365,
};

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const parsed = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** @example addDays("2026-11-18", -90) // => "2026-08-20" */
export function addDays(day: string, days: number): string {
  const date = parsed(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** The first day of the unit that a day is in, or so many units from it. */
function startOf(unit: CalendarUnit, day: string, away = 0): string {
  const date = parsed(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case "day":
      return addDays(day, away);
    case "week":
      return addDays(day, -((date.getUTCDay() + 6) % 7) + 7 * away);
    case "month":
      return iso(new Date(Date.UTC(year, month + away, 1)));
    case "quarter":
      return iso(new Date(Date.UTC(year, Math.floor(month / 3) * 3 + 3 * away, 1)));
    case "year":
      return iso(new Date(Date.UTC(year + away, 0, 1)));
  }
}

/** The unit of the calendar that is so many units away: 0 is the current one. */
export const calendar = (unit: CalendarUnit, asOf: string, away: number): Period => ({
  kind: "period",
  days: daysOf[unit],
  from: startOf(unit, asOf, away),
  to: startOf(unit, asOf, away + 1),
});

/** The last days up to the as-of date. */
export const lastDays = (days: number, asOf: string): Period => ({
  kind: "period",
  days,
  from: addDays(asOf, -days),
  to: addDays(asOf, 1),
});

/** @example yearOf(2025) // => { kind: "period", days: null, from: "2025-01-01", to: "2026-01-01" } */
export const yearOf = (year: number): Period => ({
  kind: "period",
  days: null,
  from: `${year}-01-01`,
  to: `${year + 1}-01-01`,
});

/** A month of a year; without one the latest that has begun. */
export function monthOf(month: number, year: number | null, asOf: string): Period {
  const [asOfYear = 0, asOfMonth = 1] = asOf.split("-").map(Number);
  const of = year ?? (month <= asOfMonth ? asOfYear : asOfYear - 1);
  const from = iso(new Date(Date.UTC(of, month - 1, 1)));
  return { kind: "period", days: null, from, to: startOf("month", from, 1) };
}

/** Whether a number can be a year of a calendar. */
export const isYear = (value: number): boolean =>
  Number.isInteger(value) && value >= 1990 && value <= 2100;
