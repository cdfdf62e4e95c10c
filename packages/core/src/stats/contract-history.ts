import type { ContractHistory } from "./sbg.ts";

/** A contract from its first day to its last, ISO; `end` is null while it runs. */
export type Span = { readonly start: string; readonly end: string | null };

/**
 * Whole months from one day to another: the number of monthly due days in (start, day]. A contract of the 31st is due on
 * the last day of a shorter month.
 *
 * @param start ISO
 * @param day ISO, not before `start`
 * @example wholeMonths("2026-01-31", "2026-02-28") // => 1
 */
export function wholeMonths(start: string, day: string): number {
  const parts = (iso: string): readonly [number, number, number] => {
    const [year = 0, month = 0, date = 0] = iso.split("-").map(Number);
    return [year, month, date];
  };
  const [[fromYear, fromMonth, fromDate], [year, month, date]] = [parts(start), parts(day)];
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const due = Math.min(fromDate, lastOfMonth);
  return (year - fromYear) * 12 + month - fromMonth - (date < due ? 1 : 0);
}

/**
 * A contract as the shifted-beta-geometric model sees it on a day: how often it could have ended.
 *
 * One that ended between two renewals ended at the later one, for which it was not renewed. An end after the day is not
 * known yet.
 *
 * @param asOf ISO
 * @param months of a period, a whole number ≥ 1: 1, 12 …
 * @returns null for a contract that begins after the day, or has not come to its first renewal
 * @throws RangeError when it ends before it begins
 * @example contractHistory({ start: "2025-01-15", end: "2025-03-01" }, "2026-01-01", 1) // => { periods: 2, ended: true, n: 1 }
 */
export function contractHistory(
  { start, end }: Span,
  asOf: string,
  months: number,
): ContractHistory | null {
  if (end !== null && end < start) throw new RangeError(`a span from ${start} to ${end}`);
  if (start > asOf) return null;
  if (end === null || end > asOf) {
    const periods = Math.floor(wholeMonths(start, asOf) / months);
    return periods === 0 ? null : { periods, ended: false, n: 1 };
  }
  const whole = Math.floor(wholeMonths(start, end) / months);
  const due = whole > 0 && addMonths(start, whole * months) === end;
  return { periods: due ? whole : whole + 1, ended: true, n: 1 };
}

function addMonths(start: string, count: number): string {
  const [year = 0, month = 1, date = 1] = start.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}
