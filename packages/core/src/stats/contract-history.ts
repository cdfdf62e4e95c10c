import type { ContractHistory } from "./sbg.ts";

/** A contract from its first day to its last, ISO; `end` is null while it runs. */
export type Span = { readonly start: string; readonly end: string | null };

/** From one renewal to the next; `count` is a whole number ≥ 1. Months are those of the calendar. */
export type Period = { readonly count: number; readonly unit: "days" | "months" };

const day = 86_400_000;

/**
 * Whole months from one day to another: the number of monthly due days in (start, day]. A contract of the 31st is due on
 * the last day of a shorter month.
 *
 * @param start ISO
 * @param until ISO, not before `start`
 * @example wholeMonths("2026-01-31", "2026-02-28") // => 1
 */
export function wholeMonths(start: string, until: string): number {
  const parts = (iso: string): readonly [number, number, number] => {
    const [year = 0, month = 0, date = 0] = iso.split("-").map(Number);
    return [year, month, date];
  };
  const [[fromYear, fromMonth, fromDate], [year, month, date]] = [parts(start), parts(until)];
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const due = Math.min(fromDate, lastOfMonth);
  return (year - fromYear) * 12 + month - fromMonth - (date < due ? 1 : 0);
}

/**
 * How many renewals of a contract are due in (start, day].
 *
 * @param start ISO
 * @param until ISO, not before `start`
 * @example renewalsBy("2026-01-01", "2026-03-01", { count: 30, unit: "days" }) // => 1
 */
export function renewalsBy(start: string, until: string, { count, unit }: Period): number {
  const whole =
    unit === "months"
      ? wholeMonths(start, until)
      : Math.round((Date.parse(until) - Date.parse(start)) / day);
  return Math.floor(whole / count);
}

/**
 * The day on which the k-th renewal is due, ISO.
 *
 * @param k a whole number ≥ 0
 * @example renewalDay("2026-01-31", 1, { count: 1, unit: "months" }) // => "2026-02-28"
 */
export function renewalDay(start: string, k: number, { count, unit }: Period): string {
  const date =
    unit === "months" ? addMonths(start, k * count) : new Date(Date.parse(start) + k * count * day);
  return date.toISOString().slice(0, 10);
}

/**
 * A contract as the shifted-beta-geometric model sees it on a day: how often it could have ended.
 *
 * One that ended between two renewals ended at the later one, for which it was not renewed; until that one is due it
 * counts as running, as do those that will be renewed then. An end after the day is not known yet.
 *
 * @param asOf ISO
 * @returns null for a contract that begins after the day, or has not come to its first renewal
 * @throws RangeError when it ends before it begins
 * @example contractHistory({ start: "2025-01-15", end: "2025-03-01" }, "2026-01-01", { count: 1, unit: "months" }) // => { periods: 2, ended: true, n: 1 }
 */
export function contractHistory(
  { start, end }: Span,
  asOf: string,
  period: Period,
): ContractHistory | null {
  if (end !== null && end < start) throw new RangeError(`a span from ${start} to ${end}`);
  if (start > asOf) return null;
  if (end !== null && end <= asOf) {
    const whole = renewalsBy(start, end, period);
    const last = whole > 0 && renewalDay(start, whole, period) === end ? whole : whole + 1;
    if (renewalDay(start, last, period) <= asOf) return { periods: last, ended: true, n: 1 };
  }
  const periods = renewalsBy(start, asOf, period);
  return periods === 0 ? null : { periods, ended: false, n: 1 };
}

function addMonths(start: string, count: number): Date {
  const [year = 0, month = 1, date = 1] = start.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}
