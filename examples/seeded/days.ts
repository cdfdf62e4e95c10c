/** Days since 1970-01-01, so that the machine's time zone plays no part. */
export type Day = number;

const millisecondsPerDay = 86_400_000;

/** @example toDay("1970-01-02") // => 1 */
export const toDay = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / millisecondsPerDay;

/** @example isoOf(1) // => "1970-01-02" */
export const isoOf = (day: Day): string =>
  new Date(day * millisecondsPerDay).toISOString().slice(0, 10);

/** 0 is Sunday. @example weekdayOf(toDay("2026-11-18")) // => 3 */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;
