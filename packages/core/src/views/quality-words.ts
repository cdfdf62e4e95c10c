/** Findings as sentences, in both languages. */
import type { Finding, FindingCode } from "../domain/quality/quality.ts";
import { languageOf, type Language } from "../messages/index.ts";
import type { Pii } from "../pii.ts";

type Tell = (finding: Finding, n: (value: number) => string, share: string) => string;

export type QualityWords = {
  readonly title: string;
  readonly findings: string;
  readonly none: string;
  readonly completeness: string;
  readonly coverage: string;
  readonly source: string;
  readonly rows: string;
  readonly columns: string;
  readonly filled: string;
  readonly period: Readonly<Record<"week" | "month", string>>;
  readonly coverageSentence: (
    source: string,
    periods: number,
    first: string,
    last: string,
    empty: number,
  ) => string;
  readonly most: (rows: string) => string;
  readonly rowCount: (rows: string) => string;
  readonly add: (file: string, line: number) => string;
  readonly pii: Readonly<Record<Pii, string>>;
  readonly groups: Readonly<Record<"wrong" | "personal" | "look", string>>;
  readonly tell: Readonly<Record<FindingCode, Tell>>;
};

/** Digits that say nothing. @example plain("80.5000") // => "80.5" */
const plain = (value: string): string =>
  /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, "") : value;

/** @example many(1, String, "row") // => "1 row" */
const many = (
  count: number,
  n: (value: number) => string,
  one: string,
  several = `${one}s`,
): string => `${n(count)} ${count === 1 ? one : several}`;

/** An example behind a sentence. */
const such = (example: string): string => (example === "" ? "" : ` (${example})`);
const suchZh = (example: string): string => (example === "" ? "" : `（${example}）`);

const en: QualityWords = {
  title: "Data quality",
  findings: "What to look at",
  none: "Nothing to look at.",
  completeness: "How complete",
  coverage: "What the data cover",
  source: "Source",
  rows: "Rows",
  columns: "Columns",
  filled: "Filled",
  period: { week: "rows a week", month: "rows a month" },
  coverageSentence: (source, periods, first, last, empty) =>
    `${source}: ${periods} ${periods === 1 ? "period" : "periods"} from ${first} to ${last}, ` +
    (empty === 0 ? "none empty" : `${empty} empty`),
  most: (rows) => `up to ${rows}`,
  rowCount: (rows) => `${rows} ${rows === "1" ? "row" : "rows"}`,
  add: (file, line) => `add to ${file} below line ${line}:`,
  pii: {
    name: "names of people",
    phone: "phone numbers",
    email: "e-mail addresses",
    address: "addresses",
    id_number: "resident identity numbers",
    birth_date: "birth dates",
    other: "bank card numbers",
  },
  groups: {
    wrong: "Falsifies results",
    personal: "Personal data, not declared",
    look: "Worth a look",
  },
  tell: {
    "duplicate-ids": (f, n) =>
      `${many(f.count, n, "id")} of customers in several rows${such(f.example)}`,
    "duplicate-rows": (f, n, share) =>
      `${many(f.count, n, "row")} (${share}) the same as another in every column`,
    "likely-same": (f, n) =>
      `${many(f.count, n, "customer")} with the name and the phone or e-mail of another id${such(f.example)}`,
    "rows-without-id": (f, n, share) =>
      `${many(f.count, n, "row")} (${share}) without an id of a customer`,
    "rows-without-customer": (f, n, share) =>
      `${many(f.count, n, "row")} (${share}) of ids that are no customer's${such(f.example)}`,
    "customers-without-rows": (f, n, share) =>
      `${many(f.count, n, "customer")} (${share}) without a transaction`,
    "parents-unmatched": (f, n) =>
      `${many(f.count, n, "customer")} with a parent that is no customer${such(f.example)}`,
    "factors-unmatched": (f, n, share) =>
      `${many(f.count, n, "customer")} (${share}) without a row that matches${such(f.example)}`,
    "future-dates": (f, n) => `${many(f.count, n, "row")} after today, up to ${f.example}`,
    "early-dates": (f, n) => `${many(f.count, n, "row")} before 1990, from ${f.example}`,
    "unreadable-dates": (f, n) => `${many(f.count, n, "row")} whose time cannot be read`,
    "impossible-ages": (f, n) =>
      `${many(f.count, n, "age or birth date", "ages or birth dates")} that nobody can have${such(f.example)}`,
    "amounts-not-positive": (f, n, share) =>
      `${many(f.count, n, "row")} (${share}) of nothing or less that are no refunds, down to ${plain(f.example)}`,
    outliers: (f, n) =>
      `${many(f.count, n, "amount")} far from all others, up to ${plain(f.example)}`,
    gaps: (f, n) => `${n(f.count)} of ${n(f.total)} periods without a row, first ${f.example}`,
    "mostly-missing": (f, _n, share) => `${share} empty`,
    "undeclared-pii": () => "",
  },
};

const zh: QualityWords = {
  title: "数据质量",
  findings: "需要关注",
  none: "没有需要关注的问题。",
  completeness: "完整程度",
  coverage: "数据覆盖",
  source: "数据源",
  rows: "行数",
  columns: "列数",
  filled: "填写率",
  period: { week: "每周行数", month: "每月行数" },
  coverageSentence: (source, periods, first, last, empty) =>
    `${source}：${first} 至 ${last}，共 ${periods} 期，` +
    (empty === 0 ? "无空缺" : `${empty} 期空缺`),
  most: (rows) => `最多 ${rows} 行`,
  rowCount: (rows) => `${rows} 行`,
  add: (file, line) => `在 ${file} 第 ${line} 行下加入：`,
  pii: {
    name: "姓名",
    phone: "电话号码",
    email: "电子邮箱",
    address: "地址",
    id_number: "居民身份证号",
    birth_date: "出生日期",
    other: "银行卡号",
  },
  groups: { wrong: "影响结果", personal: "未声明的个人信息", look: "值得一看" },
  tell: {
    "duplicate-ids": (f, n) => `${n(f.count)} 个客户编号出现在多行${suchZh(f.example)}`,
    "duplicate-rows": (f, n, share) => `${n(f.count)} 行（${share}）与另一行完全相同`,
    "likely-same": (f, n) =>
      `${n(f.count)} 位客户与另一编号的姓名及电话或邮箱相同${suchZh(f.example)}`,
    "rows-without-id": (f, n, share) => `${n(f.count)} 行（${share}）没有客户编号`,
    "rows-without-customer": (f, n, share) =>
      `${n(f.count)} 行（${share}）的编号不是任何客户${suchZh(f.example)}`,
    "customers-without-rows": (f, n, share) => `${n(f.count)} 位客户（${share}）没有交易`,
    "parents-unmatched": (f, n) => `${n(f.count)} 位客户的上级不在客户表中${suchZh(f.example)}`,
    "factors-unmatched": (f, n, share) =>
      `${n(f.count)} 位客户（${share}）没有匹配的行${suchZh(f.example)}`,
    "future-dates": (f, n) => `${n(f.count)} 行晚于今天，最晚 ${f.example}`,
    "early-dates": (f, n) => `${n(f.count)} 行早于 1990 年，最早 ${f.example}`,
    "unreadable-dates": (f, n) => `${n(f.count)} 行的时间无法读取`,
    "impossible-ages": (f, n) => `${n(f.count)} 个不可能的年龄或出生日期${suchZh(f.example)}`,
    "amounts-not-positive": (f, n, share) =>
      `${n(f.count)} 行（${share}）金额不大于零且不是退款，最低 ${plain(f.example)}`,
    outliers: (f, n) => `${n(f.count)} 个金额远离其他金额，最高 ${plain(f.example)}`,
    gaps: (f, n) => `${n(f.total)} 期中有 ${n(f.count)} 期没有数据，首见于 ${f.example}`,
    "mostly-missing": (f, _n, share) => `${share} 为空`,
    "undeclared-pii": () => "",
  },
};

const words: Readonly<Record<Language, QualityWords>> = { en, zh };

export const qualityWords = (locale: string): QualityWords => words[languageOf(locale)];

/** @example shareText(0.0423) // => "4.2 %" */
export function shareText(share: number, locale: string): string {
  const text = (share * 100).toFixed(
    share === 0 || share === 1 || share >= 0.1 ? 0 : share < 0.001 ? 2 : 1,
  );
  return languageOf(locale) === "zh" ? `${text}%` : `${text} %`;
}

/** Where a finding is and what it says. @example findingText(finding, "en") // => "12 rows after today, up to 2027-01-01" */
export function findingText(finding: Finding, locale: string): string {
  const own = qualityWords(locale);
  if (finding.pii !== undefined) return own.pii[finding.pii.kind];
  const n = (value: number): string => value.toLocaleString(locale);
  return own.tell[finding.code](
    finding,
    n,
    shareText(finding.count / Math.max(1, finding.total), locale),
  );
}

/** @example findingPlace(finding) // => "transactions.paid_at" */
export const findingPlace = ({ source, column }: Finding): string =>
  column === null || column === "" ? source : `${source}.${column}`;

const looks: ReadonlySet<FindingCode> = new Set([
  "gaps",
  "outliers",
  "mostly-missing",
  "customers-without-rows",
  "likely-same",
  "duplicate-rows",
  "factors-unmatched",
]);

/** How grave a kind of finding is. */
export const groupOf = (code: FindingCode): "wrong" | "personal" | "look" =>
  code === "undeclared-pii" ? "personal" : looks.has(code) ? "look" : "wrong";

/** A period as people write it. @example periodName("2026-01-01", "month") // => "2026-01" */
export const periodName = (start: string, period: "week" | "month"): string =>
  period === "month" ? start.slice(0, 7) : start;
