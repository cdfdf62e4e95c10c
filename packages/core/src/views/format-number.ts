/** Numbers as people read them. A minus is U+2212, so that it is as wide as a plus. */

/** Whether the reader reads Chinese; every other reader gets English. */
export const isChinese = (locale: string): boolean => /^zh\b/i.test(locale);

const grouped = new Intl.NumberFormat("en", { useGrouping: true, maximumFractionDigits: 20 });

/**
 * A number with thousands separators.
 *
 * @param digits the most digits behind the point
 * @example formatNumber(48210.129, 2) // => "48,210.13"
 */
export function formatNumber(value: number, digits = 2): string {
  const factor = 10 ** digits;
  const rounded =
    Math.abs(value) < 1e15 ? Math.round(Math.abs(value) * factor) / factor : Math.abs(value);
  return (value < 0 && rounded !== 0 ? "−" : "") + grouped.format(rounded);
}

/** A change with its sign. @example formatChange(-371) // => "−371" */
export const formatChange = (value: number): string =>
  (value > 0 ? "+" : "") + formatNumber(value, 0);

/**
 * A share in [0, 1] in per cent, with one digit behind the point.
 *
 * @param style `short` leaves out a zero behind the point
 * @example formatShare(0.0257, "en") // => "2.6 %"
 */
export function formatShare(
  share: number,
  locale: string,
  style: "short" | "full" = "full",
): string {
  const sign = isChinese(locale) ? "%" : " %";
  const percent = Math.abs(share) * 100;
  if (percent === 0) return `0${sign}`;
  if (percent < 0.05) return `${share < 0 ? "−" : ""}<0.1${sign}`;
  const text = percent.toFixed(1);
  return (share < 0 ? "−" : "") + (style === "short" ? text.replace(/\.0$/, "") : text) + sign;
}

/** @example formatDays(1, "en") // => "1 day" */
export function formatDays(days: number, locale: string, style: "short" | "full" = "full"): string {
  const text = formatNumber(days, style === "short" && Math.abs(days) >= 10 ? 0 : 1);
  if (isChinese(locale)) return `${text} 天`;
  return text === "1" ? "1 day" : `${text} days`;
}

/** A number to so many significant digits. @example toSignificant(0.3456, 2) // => 0.35 */
export const toSignificant = (value: number, digits: number): number =>
  Number(value.toPrecision(digits));

const fractions: readonly (readonly [share: number, en: string, zh: string])[] = [
  [1 / 20, "1 in 20", "二十分之一"],
  [1 / 10, "1 in 10", "十分之一"],
  [1 / 5, "1 in 5", "五分之一"],
  [1 / 4, "1 in 4", "四分之一"],
  [1 / 3, "1 in 3", "三分之一"],
  [1 / 2, "1 in 2", "二分之一"],
  [2 / 3, "2 in 3", "三分之二"],
  [3 / 4, "3 in 4", "四分之三"],
  [4 / 5, "4 in 5", "五分之四"],
  [9 / 10, "9 in 10", "十分之九"],
  [19 / 20, "19 in 20", "二十分之十九"],
];

/**
 * A probability in words; beyond 1 in 40 and 39 in 40 it says less or more than the last fraction.
 *
 * @example formatChance(0.35, "en") // => "about 1 in 3"
 */
export function formatChance(probability: number, locale: string): string {
  const zh = isChinese(locale);
  if (probability < 1 / 40) return zh ? "不到二十分之一" : "less than 1 in 20";
  if (probability > 39 / 40) return zh ? "超过二十分之十九" : "more than 19 in 20";
  const [, en, chinese] = fractions.reduce((best, fraction) =>
    Math.abs(fraction[0] - probability) < Math.abs(best[0] - probability) ? fraction : best,
  );
  return zh ? `约${chinese}` : `about ${en}`;
}
