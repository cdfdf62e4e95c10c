/** The days from one to another, both included. */
import { formatDate, type DateOptions } from "./format-date.ts";
import { isChinese } from "./format-number.ts";

/**
 * What both days share is told once.
 *
 * @example formatPeriod("2026-11-10", "2026-11-16", { locale: "en", today: "2026-11-18" }) // => "10–16 Nov"
 * @example formatPeriod("2026-11-10", "2026-11-16", { locale: "zh-CN", today: "2026-11-18" }) // => "11月10日–16日"
 */
export function formatPeriod(from: string, to: string, options: DateOptions): string {
  if (from === to) return formatDate(to, options);
  const zh = isChinese(options.locale);
  const whole = zh ? "–" : " – ";
  if (from.slice(0, 4) !== to.slice(0, 4))
    return `${formatDate(from, options)}${whole}${formatDate(to, options)}`;
  // Within a year Chinese tells it in front, English behind.
  const without = { ...options, today: to };
  if (from.slice(0, 7) !== to.slice(0, 7))
    return zh
      ? `${formatDate(from, options)}–${formatDate(to, without)}`
      : `${formatDate(from, without)} – ${formatDate(to, options)}`;
  const day = (iso: string): string => String(Number(iso.slice(8, 10)));
  return zh
    ? `${formatDate(from, options)}–${day(to)}日`
    : `${day(from)}–${formatDate(to, options)}`;
}
