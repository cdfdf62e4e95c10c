/** A cell as text, in the reader's language. */
import { space } from "../messages/space.ts";
import type { Cell } from "./view.ts";
import { formatDate, formatTime } from "./format-date.ts";
import { formatMoney } from "./format-money.ts";
import {
  formatDays,
  formatNumber,
  formatShare,
  isChinese,
  toSignificant,
} from "./format-number.ts";

export type FormatOptions = {
  readonly locale: string;
  /** `short` for sentences and cards (¥3.1M, 35 %), `full` for tables. Default `short`. */
  readonly style?: "short" | "full";
  /** The day that the reader reads, ISO; without it dates tell their year. */
  readonly today?: string;
  /** For instants; default UTC. */
  readonly timezone?: string;
  readonly currencies?: "one" | "several";
};

/** What stands for a value that is not known. */
const unknownText = "–";

/**
 * A cell as text. An estimate is told with two significant figures and its 80 % interval.
 *
 * @example formatCell({ value: 3_100_000, type: "money", unit: "CNY" }, { locale: "en" }) // => "¥3.1M"
 */
export function formatCell(cell: Cell, options: FormatOptions): string {
  const { value, interval } = cell;
  if (value === null) return unknownText;
  if (interval === undefined || typeof value !== "number") return formatValue(cell, value, options);
  const estimate = (n: number): string =>
    formatValue(cell, toSignificant(n, 2), { ...options, style: "short" });
  const [low, high] = [estimate(interval[0]), estimate(interval[1])];
  if (isChinese(options.locale)) return space`约 ${estimate(value)}（约八成把握：${low}至${high}）`;
  const sign = /^[^\d−<]*/.exec(low)?.[0] ?? "";
  const end = high.startsWith(sign) ? high.slice(sign.length) : high;
  return `about ${estimate(value)} (likely ${low}–${end})`;
}

function formatValue(cell: Cell, value: string | number | boolean, options: FormatOptions): string {
  const { locale, style = "short" } = options;
  if (typeof value === "boolean")
    return isChinese(locale) ? (value ? "是" : "否") : value ? "yes" : "no";
  if (typeof value === "string") {
    switch (cell.type) {
      case "date":
        return formatDate(value, options);
      case "datetime":
        return formatTime(value, options, options.timezone);
      default:
        return value;
    }
  }
  switch (cell.type) {
    case "money":
      return formatMoney(value, cell.unit ?? "", { ...options, style });
    case "share":
      return formatShare(value, locale, style);
    case "days":
      return formatDays(value, locale, style);
    default:
      return formatNumber(value);
  }
}
