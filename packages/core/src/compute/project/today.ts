/**
 * The day of an instant in a time zone, ISO.
 *
 * @example dayIn(new Date("2026-11-21T20:00:00Z"), "Asia/Shanghai") // => "2026-11-22"
 */
export function dayIn(instant: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(instant);
}
