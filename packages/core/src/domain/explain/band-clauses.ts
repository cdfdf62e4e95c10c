/** In which band a customer's value lies, and from where on that band begins. */
import type { Localised } from "../../language/config/text.ts";
import type { AxisModel, BandModel, MatrixModel } from "../../language/model/model.ts";
import { bandColumns } from "../segmentation/bands.ts";
import type { Clause } from "./clause.ts";
import type { Value } from "./evaluate.ts";

/**
 * A clause for each axis of a matrix.
 *
 * @param valueOf the customer's stored columns
 * @param metricOf what an axis is called among the customer's values; `null` where it is none of them
 */
export function matrixClauses(
  model: MatrixModel,
  keys: ReadonlyMap<string, string>,
  valueOf: (column: string) => Value,
  metricOf: (axis: AxisModel) => string | null,
): readonly Clause[] {
  return [model.rows, model.columns].map((axis, i): Clause => {
    const columns = bandColumns(axis, model, keys);
    const band = axis.bands.find((b) => b.id === valueOf(columns.band));
    const stored = valueOf(columns.value);
    const value = typeof stored === "string" && axis.by.type !== "text" ? Number(stored) : stored;
    const metric = metricOf(axis);
    const cut = band?.test.kind === "at-least" ? Number(band.test.value) : null;
    return {
      text: band === undefined ? (metric ?? model.name) : textOf(metric ?? model.name, band),
      verdict: value === null ? "unknown" : band === undefined ? "not-met" : "met",
      metric,
      value,
      cut,
      depth: 0,
      joined: i === 0 ? null : "and",
      title: axis.title ?? fallbackTitles[i] ?? "",
      ...(band === undefined ? {} : { note: noteOf(band) }),
    };
  });
}

const fallbackTitles: readonly Localised[] = [
  { en: "Rows", zh: "行" },
  { en: "Columns", zh: "列" },
];

const textOf = (name: string, { id, test }: BandModel): string =>
  test.kind === "at-least" ? `${name} >= ${test.value}` : `${name}: ${id}`;

const inAll = (
  title: Localised,
  words: (locale: "en" | "zh", title: string) => string,
): Localised => {
  const of = (locale: "en" | "zh"): string =>
    typeof title === "string"
      ? title
      : (title[locale] ??
        title[locale === "zh" ? "zh-CN" : "en-US"] ??
        Object.values(title)[0] ??
        "");
  return { en: words("en", of("en")), zh: words("zh", of("zh")) };
};

/** What the band is called, and what puts a value there. */
function noteOf({ title, test }: Pick<BandModel, "title" | "test">): Localised {
  return inAll(title, (locale, name) => {
    const zh = locale === "zh";
    switch (test.kind) {
      case "top": {
        const share = Number((test.share * 100).toFixed(4));
        return zh ? `${name}：前 ${share}% 客户` : `${name}: top ${share} % of customers`;
      }
      case "quantile":
        return zh
          ? `${name}：第 ${test.at} / ${test.of} 组`
          : `${name}: part ${test.at} of ${test.of}`;
      default:
        return name;
    }
  });
}
