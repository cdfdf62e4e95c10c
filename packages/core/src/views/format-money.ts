/** Amounts of money: short in sentences and on cards, in full in tables. */
import { formatNumber, isChinese } from "./format-number.ts";

export type MoneyOptions = {
  readonly locale: string;
  readonly style?: "short" | "full";
  /** `several`: figures of other currencies are near, so the code is written. */
  readonly currencies?: "one" | "several";
};

const chineseNames: Readonly<Record<string, string>> = {
  CNY: "元",
  USD: "美元",
  EUR: "欧元",
  GBP: "英镑",
  JPY: "日元",
  HKD: "港元",
  TWD: "新台币",
  SGD: "新加坡元",
  AUD: "澳元",
  CAD: "加元",
};

/**
 * An amount in a currency.
 *
 * @param amount in units of the currency
 * @param currency an ISO 4217 code
 * @example formatMoney(3_100_000, "CNY", { locale: "en", style: "short" }) // => "¥3.1M"
 * @example formatMoney(3_100_000, "CNY", { locale: "zh-CN", style: "short" }) // => "310 万元"
 */
export function formatMoney(amount: number, currency: string, options: MoneyOptions): string {
  const { locale, style = "full", currencies = "one" } = options;
  const size = Math.abs(amount);
  const sign = amount < 0 && size >= 0.005 ? "−" : "";
  const zh = isChinese(locale);
  const { figure, scale } =
    style === "short" ? shortFigure(size, zh) : { figure: fullFigure(size), scale: "" };
  if (currencies === "several")
    return `${sign}${currency} ${figure}${zh && scale !== "" ? ` ${scale}` : scale}`;
  if (zh) {
    const name = chineseNames[currency];
    return name === undefined
      ? `${sign}${currency} ${figure}${scale === "" ? "" : ` ${scale}`}`
      : `${sign}${figure} ${scale}${name}`;
  }
  const symbol = symbolOf(currency);
  return `${sign}${symbol}${/[A-Za-z]$/.test(symbol) ? " " : ""}${figure}${scale}`;
}

type Figure = { readonly figure: string; readonly scale: string };

function shortFigure(size: number, zh: boolean): Figure {
  const scales = zh
    ? ([
        [1e8, "亿"],
        [1e4, "万"],
      ] as const)
    : ([
        [1e9, "B"],
        [1e6, "M"],
      ] as const);
  for (const [unit, scale] of scales) {
    if (size >= unit) return { figure: formatNumber(compact(size / unit), 1), scale };
  }
  return { figure: fullFigure(size), scale: "" };
}

/** One digit behind the point below ten, none above. */
const compact = (value: number): number =>
  value < 10 ? Math.floor(value * 10 + 0.5) / 10 : Math.round(value);

/** Whole units from a hundred on: cents do not matter there. */
function fullFigure(size: number): string {
  if (size >= 100 || Number.isInteger(size)) return formatNumber(size, 0);
  return size.toFixed(2);
}

function symbolOf(currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return currency;
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  return format.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
}
