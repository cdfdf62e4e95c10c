/** What a column holds, for a hover: its type, range, gaps, and its most frequent values. */
import { languageOf } from "../../messages/index.ts";
import type { Config } from "../config/read-config.ts";
import type { CatalogColumn } from "../model/catalog.ts";
import { percent, shown } from "./distribution.ts";
import { code } from "./markdown.ts";

/** How many of a column's values are shown. */
const shownValues = 8;
/** The width of the bar of the most frequent value, in characters. */
const barWidth = 8;

const words = {
  en: {
    missing: (share: string) => `${share} missing`,
    distinct: (count: string) => `${count} different values`,
    quartiles: (values: readonly string[]) => `quartiles ${values.join(", ")}`,
    personal: "personal data: values are not shown",
  },
  zh: {
    missing: (share: string) => `缺失 ${share}`,
    distinct: (count: string) => `${count} 个不同值`,
    quartiles: (values: readonly string[]) => `四分位数 ${values.join("、")}`,
    personal: "个人信息：不显示取值",
  },
} as const;

/**
 * @param rows of the table, for shares; `null` where it has not been profiled
 * @param hidden where the values are personal data
 * @returns Markdown
 */
export function describeValues(
  source: string,
  column: CatalogColumn,
  rows: number | null,
  hidden: boolean,
  locale: string,
): string {
  const word = words[languageOf(locale)];
  const { minimum, maximum, nullShare, distinct, quartiles, top, complete } = column;
  const span =
    hidden || minimum === null || maximum === null
      ? []
      : [minimum === maximum ? minimum : `${minimum} … ${maximum}`];
  const missing = nullShare === null || nullShare === 0 ? [] : [word.missing(percent(nullShare))];
  const many = distinct === null ? [] : [word.distinct(distinct.toLocaleString("en"))];
  const quarters =
    hidden || quartiles === undefined || complete ? [] : [word.quartiles(quartiles.map(shown))];
  const facts = [column.type, ...span, ...quarters, ...missing, ...many].join(" · ");
  const head = `${code(`${source}.${column.name}`)} · ${facts}`;
  if (hidden) return `${head}\n\n${word.personal}`;
  if ((top[0]?.count ?? 0) <= 1 && !complete) return head;
  const most = top[0]?.count ?? 1;
  const lines = top.slice(0, shownValues).map(({ value, count }) => {
    const bar = "█".repeat(Math.max(1, Math.round((barWidth * count) / most)));
    const share = rows === null ? "" : ` · ${percent(count / rows)}`;
    return `- ${code(value)} ${count.toLocaleString("en")}${share} ${bar}`;
  });
  const more = complete && top.length <= shownValues ? [] : ["- …"];
  return lines.length === 0 ? head : `${head}\n\n${[...lines, ...more].join("\n")}`;
}

/** Whether the configuration calls a column of a table personal data. */
export function isPersonal({ project }: Config, source: string, column: string): boolean {
  const sources: Readonly<Record<string, unknown>> = project?.value.sources ?? {};
  const found = sources[source];
  const columns = isMap(found) && isMap(found["columns"]) ? found["columns"] : {};
  return Object.entries(columns).some(
    ([name, words_]) =>
      name.toLowerCase() === column.toLowerCase() && isMap(words_) && words_["pii"] !== undefined,
  );
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
