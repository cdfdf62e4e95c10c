/** What each column of the data holds, a table a source. */
import type { Catalog, CatalogColumn, CatalogSource } from "../language/model/catalog.ts";
import { textCell } from "./cells.ts";
import { isChinese } from "./format-number.ts";
import type { Block } from "./view.ts";

const en = {
  rows: (rows: number) => (rows === 1 ? "1 row" : `${rows.toLocaleString("en")} rows`),
  column: "Column",
  type: "Type",
  missing: "Missing",
  distinct: "Values",
  range: "From – to",
  frequent: "Most frequent",
};

const zh: typeof en = {
  rows: (rows) => `${rows.toLocaleString("zh-CN")} 行`,
  column: "列",
  type: "类型",
  missing: "缺失",
  distinct: "取值数",
  range: "范围",
  frequent: "最常见",
};

/** @param catalog profiled; what has not been looked at is left empty */
export const catalogBlocks = ({ sources }: Catalog, locale: string): readonly Block[] =>
  sources.map((source) => sourceBlock(source, locale));

function sourceBlock(source: CatalogSource, locale: string): Block {
  const words = isChinese(locale) ? zh : en;
  return {
    kind: "table",
    title: `${source.name} · ${words.rows(source.rows ?? 0)}`,
    columns: [
      { id: "column", label: words.column, type: "text" },
      { id: "type", label: words.type, type: "text" },
      { id: "missing", label: words.missing, type: "share" },
      { id: "distinct", label: words.distinct, type: "number" },
      { id: "range", label: words.range, type: "text" },
      { id: "frequent", label: words.frequent, type: "text" },
    ],
    rows: source.columns.map((c) => [
      textCell(c.name),
      textCell(c.type),
      { value: c.nullShare, type: "share" },
      { value: c.distinct, type: "number" },
      textCell(c.type === "text" ? "" : rangeOf(c)),
      textCell(frequentOf(c)),
    ]),
  };
}

const short = (text: string, length = 16): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

function rangeOf(column: CatalogColumn): string {
  if (column.minimum === null || column.maximum === null) return "";
  return column.minimum === column.maximum
    ? short(column.minimum)
    : `${short(column.minimum)} – ${short(column.maximum)}`;
}

/** Values that occur once each say nothing. */
function frequentOf(column: CatalogColumn): string {
  if ((column.top[0]?.count ?? 0) <= 1) return "";
  return column.top
    .slice(0, 3)
    .map((t) => `${short(t.value, 14)} ${t.count.toLocaleString("en")}`)
    .join(", ");
}
