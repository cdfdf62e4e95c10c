/** How values are distributed, in a line or two for a hover. */
import { languageOf } from "../../messages/index.ts";

/** A metric or an attribute over all customers of the last snapshot. */
export type Distribution = {
  readonly customers: number;
  readonly nulls: number;
  readonly minimum: number | null;
  readonly median: number | null;
  readonly maximum: number | null;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly customers: number;
  }[];
};

const words = {
  en: {
    missing: (share: string) => `${share} missing`,
    median: (value: string) => `median ${value}`,
    customers: (count: string) => `${count} customers`,
  },
  zh: {
    missing: (share: string) => `缺失 ${share}`,
    median: (value: string) => `中位数 ${value}`,
    customers: (count: string) => `${count} 位客户`,
  },
} as const;

const levels = "▁▂▃▄▅▆▇█";

/**
 * Range, median, how many have no value, and a histogram in one line; its highest column is the fullest bin.
 *
 * @returns Markdown; empty where no customer has a value
 * @example describeDistribution(distribution, "en") // => "0 … 10 · median 8 · 31 % missing · 120 customers\n\n`▁▂█`"
 */
export function describeDistribution(distribution: Distribution, locale: string): string {
  const { customers, nulls, minimum, median, maximum, bins } = distribution;
  if (minimum === null || median === null || maximum === null) return "";
  const word = words[languageOf(locale)];
  const facts = [
    minimum === maximum ? shown(minimum) : `${shown(minimum)} … ${shown(maximum)}`,
    word.median(shown(median)),
    ...(nulls === 0 ? [] : [word.missing(percent(nulls / customers))]),
    word.customers(shown(customers)),
  ];
  const fullest = Math.max(...bins.map((bin) => bin.customers));
  const columns = bins.map((bin) => columnOf(bin.customers / fullest)).join("");
  return `${facts.join(" · ")}${bins.length > 1 ? `\n\n\`${columns}\`` : ""}`;
}

/** A bin that holds anybody is never drawn as an empty one. */
const columnOf = (share: number): string =>
  share === 0
    ? " "
    : (levels[Math.min(levels.length - 1, Math.floor(share * levels.length))] ?? "");

/** Three significant digits are enough to choose a threshold; whole numbers stay whole. */
export const shown = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString("en")
    : Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });

/** @param share in [0, 1]; a few are never none */
export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`;
