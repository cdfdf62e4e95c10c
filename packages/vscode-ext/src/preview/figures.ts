/** Numbers as the editor writes them, in the reader's language. */

/** A space that does not break. */
const space = "\u00a0";
const isChinese = (locale: string): boolean => locale.startsWith("zh");

/** @example count(48210, "en") // => "48,210" */
export const count = (n: number, locale: string): string => new Intl.NumberFormat(locale).format(n);

/** @example share(0.026, "en") // => "2.6 %" */
export const share = (part: number, locale: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    part * 100,
  ) +
  space +
  "%";

/** A difference with its sign. @example change(-27, "en") // => "−27" */
export const change = (n: number, locale: string): string =>
  n === 0 ? "0" : (n > 0 ? "+" : "−") + count(Math.abs(n), locale);

/**
 * Money in short.
 *
 * @param currency an ISO 4217 code
 * @example money(9_700_000, "CNY", "en") // => "¥9.7M"
 * @example money(3_100_000, "CNY", "zh-CN") // => "310 万元"
 */
export function money(amount: number, currency: string, locale: string): string {
  if (isChinese(locale) && currency === "CNY") return yuan(amount, locale);
  const figure = { notation: "compact", maximumSignificantDigits: 3 } as const;
  try {
    return new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      ...figure,
    }).format(amount);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${currency}${space}${new Intl.NumberFormat(locale, figure).format(amount)}`; // not a currency code
  }
}

/** Money in full, for tables. @example fullMoney(9_712_345.6, "CNY", "en") // => "¥9,712,346" */
export function fullMoney(amount: number, currency: string, locale: string): string {
  try {
    return new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      maximumFractionDigits: 0,
    }).format(amount);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${currency}${space}${count(Math.round(amount), locale)}`;
  }
}

/** A day without its year. @example day("2026-11-18", "en") // => "18 Nov" */
export function day(iso: string, locale: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  if (isChinese(locale)) return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  const month = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(date);
  return `${date.getUTCDate()} ${month}`;
}

function yuan(amount: number, locale: string): string {
  const [unit, by] =
    Math.abs(amount) >= 1e8 ? ["亿元", 1e8] : Math.abs(amount) >= 1e4 ? ["万元", 1e4] : ["元", 1];
  const figure = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(amount / by);
  return `${figure} ${unit}`;
}
