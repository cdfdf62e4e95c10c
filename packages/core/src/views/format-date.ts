/** Days and instants. The clock is an argument: `today` decides whether the year is told. */
import { isChinese } from "./format-number.ts";

export type DateOptions = {
  readonly locale: string;
  /** ISO date; without it the year is always told. */
  readonly today?: string;
  readonly weekday?: boolean;
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const chineseWeekdays = "日一二三四五六";

/**
 * A day of the calendar.
 *
 * @param day ISO text; what is no date is returned as it is
 * @example formatDate("2026-11-20", { locale: "en", today: "2026-11-18", weekday: true }) // => "Fri 20 Nov"
 * @example formatDate("2026-11-20", { locale: "zh-CN", today: "2026-11-18" }) // => "11月20日"
 */
export function formatDate(day: string, { locale, today, weekday = false }: DateOptions): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const sameYear = today?.slice(0, 4) === day.slice(0, 4);
  if (isChinese(locale)) {
    const text = `${sameYear ? "" : `${year}年`}${month + 1}月${dayOfMonth}日`;
    return weekday ? `${text} 周${chineseWeekdays[date.getUTCDay()]}` : text;
  }
  const text = `${dayOfMonth} ${months[month]}${sameYear ? "" : ` ${year}`}`;
  return weekday ? `${weekdays[date.getUTCDay()]} ${text}` : text;
}

/**
 * An instant in a time zone, to the minute. A text without an offset is local already.
 *
 * @example formatTime("2026-11-20T01:05:00Z", { locale: "en", today: "2026-11-20" }, "Asia/Shanghai") // => "20 Nov 09:05"
 */
export function formatTime(instant: string, options: DateOptions, timezone = "UTC"): string {
  const local = /(Z|[+-]\d\d:?\d\d)$/.test(instant) ? inZone(instant, timezone) : instant;
  const time = /[T ](\d\d:\d\d)/.exec(local)?.[1];
  const day = formatDate(local, options);
  return time === undefined ? day : `${day} ${time}`;
}

function inZone(instant: string, timezone: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(date);
}
