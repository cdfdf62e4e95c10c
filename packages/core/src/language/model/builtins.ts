/** The metrics that every project has. METHODS: recency, frequency and monetary value as in RFM; D is the as-of date. */
import type { Localised } from "../config/text.ts";
import type { BuiltinName, OnUseName, Unit, ValueType } from "./typed.ts";

export type Builtin = {
  readonly name: BuiltinName;
  /** What a project must say for the metric to be there; `null`: every project has it. */
  readonly needs: "margin" | null;
  readonly type: ValueType;
  readonly unit: Unit;
  readonly title: Localised;
  /** What it is, in a sentence, for hovers and reference pages. */
  readonly definition: Localised;
  /**
   * Computed only where something names it, over the window of `within`, without one over `usualWindow`. What a project
   * itself calls so comes before it.
   */
  readonly onUse?: true;
};

/** The window in days of built-in metrics that need one, where nothing says another. */
const usualWindow = 365;

const builtin = (
  name: BuiltinName,
  type: ValueType,
  unit: Unit,
  title: Localised,
  definition: Localised,
  needs: Builtin["needs"] = null,
): Builtin => ({ name, needs, type, unit, title, definition });

const always: readonly Builtin[] = [
  builtin(
    "recency",
    "number",
    "days",
    { en: "Recency", zh: "最近购买天数" },
    {
      en: "Days from the last order with a net amount above zero to the as-of date, without closed days of the calendar.",
      zh: "从最近一笔净额为正的订单到数据日期的天数，不含日历中的非营业日。",
    },
  ),
  builtin(
    "frequency",
    "number",
    "orders",
    { en: "Frequency", zh: "购买次数" },
    { en: "Orders with a net amount above zero.", zh: "净额为正的订单数。" },
  ),
  builtin(
    "monetary",
    "number",
    "money",
    { en: "Monetary value", zh: "消费金额" },
    {
      en: "Sales less the refunds known by the as-of date.",
      zh: "销售额减去截至数据日期已知的退款。",
    },
  ),
  builtin(
    "monetary_mean",
    "number",
    "money",
    { en: "Mean order value", zh: "平均订单金额" },
    { en: "Monetary value divided by frequency.", zh: "消费金额除以购买次数。" },
  ),
  builtin(
    "tenure",
    "number",
    "days",
    { en: "Tenure", zh: "客户时长" },
    { en: "Days from the first order to the as-of date.", zh: "从首笔订单到数据日期的天数。" },
  ),
  builtin(
    "inter_purchase_time",
    "number",
    "days",
    { en: "Inter-purchase time", zh: "平均购买间隔" },
    {
      en: "Mean days between one purchase day and the next; unknown with fewer than two.",
      zh: "相邻购买日之间的平均天数;不足两个购买日时未知。",
    },
  ),
  builtin(
    "first_order",
    "date",
    null,
    { en: "First order", zh: "首笔订单" },
    { en: "The day of the first order.", zh: "首笔订单的日期。" },
  ),
  builtin(
    "last_order",
    "date",
    null,
    { en: "Last order", zh: "最近订单" },
    { en: "The day of the last order.", zh: "最近一笔订单的日期。" },
  ),
  builtin(
    "margin",
    "number",
    "money",
    { en: "Margin", zh: "毛利" },
    {
      en: "What sales less refunds earned; only where `margin` of transactions is given.",
      zh: "销售额减去退款后的毛利；仅在交易中给出 margin 时可用。",
    },
    "margin",
  ),
];

const onUse = (
  name: OnUseName,
  type: ValueType,
  unit: Unit,
  title: Localised,
  definition: Localised,
): Builtin => ({ ...builtin(name, type, unit, title, definition), onUse: true });

/** METHODS: retention, repurchase; w is the window, 365 days where nothing says another. */
const whereUsed: readonly Builtin[] = [
  onUse(
    "purchase_days",
    "number",
    "count",
    { en: "Purchase days", zh: "购买天数" },
    {
      en: "Days in the window with an order whose net amount is above zero.",
      zh: "窗口期内有净额为正的订单的天数。",
    },
  ),
  onUse(
    "stickiness",
    "number",
    "share",
    { en: "Stickiness", zh: "粘性" },
    { en: "Purchase days divided by the days of the window.", zh: "购买天数除以窗口期天数。" },
  ),
  onUse(
    "refunds",
    "number",
    "money",
    { en: "Refunds", zh: "退款金额" },
    {
      en: "What was refunded in the window, by the day of the refund.",
      zh: "窗口期内的退款金额，按退款日计。",
    },
  ),
  onUse(
    "refund_rate",
    "number",
    "share",
    { en: "Refund rate", zh: "退款率" },
    {
      en: "Refunds divided by sales of the window; unknown without sales.",
      zh: "窗口期内退款金额除以销售额；没有销售额时未知。",
    },
  ),
  onUse(
    "frequency_before",
    "number",
    "orders",
    { en: "Frequency before", zh: "上一窗口期购买次数" },
    {
      en: "Orders with a net amount above zero in the window before: (D − 2w, D − w].",
      zh: "上一窗口期 (D − 2w, D − w] 内净额为正的订单数。",
    },
  ),
  onUse(
    "monetary_before",
    "number",
    "money",
    { en: "Monetary value before", zh: "上一窗口期消费金额" },
    {
      en: "Sales less refunds of the window before: (D − 2w, D − w].",
      zh: "上一窗口期 (D − 2w, D − w] 内销售额减去退款。",
    },
  ),
  onUse(
    "frequency_change",
    "number",
    "orders",
    { en: "Change of frequency", zh: "购买次数变化" },
    {
      en: "Frequency of the window less that of the window before.",
      zh: "窗口期购买次数减去上一窗口期购买次数。",
    },
  ),
  onUse(
    "monetary_change",
    "number",
    "money",
    { en: "Change of monetary value", zh: "消费金额变化" },
    {
      en: "Monetary value of the window less that of the window before.",
      zh: "窗口期消费金额减去上一窗口期消费金额。",
    },
  ),
  onUse(
    "retained",
    "boolean",
    null,
    { en: "Retained", zh: "留存" },
    {
      en: "Whether a buyer of the window before, (D − 2w, D − w], bought in (D − w, D] too; unknown for all others.",
      zh: "上一窗口期 (D − 2w, D − w] 的购买者是否在 (D − w, D] 内也购买；其余客户未知。",
    },
  ),
  onUse(
    "repurchased",
    "boolean",
    null,
    { en: "Repurchased", zh: "回购" },
    {
      en: "Whether a first-timer of the window before, (D − 2w, D − w], ordered again within w days; unknown for all others.",
      zh: "首单在上一窗口期 (D − 2w, D − w] 内的客户是否在 w 天内再次下单；其余客户未知。",
    },
  ),
];

/** METHODS: rhythm. It rests on the gaps of all customers, over all time. */
const rhythm: Builtin = {
  ...builtin(
    "rhythm",
    "number",
    "days",
    { en: "Rhythm", zh: "购买节奏" },
    {
      en: "Days from purchase to purchase to expect: (sum of own gaps + 3 × mean gap of all) / (own gaps + 3); unknown without an order.",
      zh: "预期的购买间隔天数：（自身间隔之和 + 3 × 全体平均间隔）÷（自身间隔数 + 3）；没有订单时未知。",
    },
  ),
  onUse: true,
};

export const builtins: readonly Builtin[] = [...always, ...whereUsed, rhythm];

/** The built-in metrics that a project may name. @param margin whether its transactions say what a row earns */
export const builtinsOf = (margin: boolean): readonly Builtin[] =>
  margin ? builtins : builtins.filter((b) => b.needs !== "margin");

/** Those that every customer has, whatever is named. */
export const alwaysBuiltins = (margin: boolean): readonly Builtin[] =>
  builtinsOf(margin).filter((b) => b.onUse !== true);

/** The days that a built-in metric looks back. @param within what is written; `null` where nothing is */
export const windowOf = (found: Builtin, within: number | null): number | null =>
  found.name === "rhythm" ? null : found.onUse === true ? (within ?? usualWindow) : within;

const byName: ReadonlyMap<string, Builtin> = new Map(builtins.map((b) => [b.name, b]));

/** The built-in metric of that name, whatever its case. @param margin whether the project says what a row earns */
export function findBuiltin(name: string, margin = true): Builtin | undefined {
  const found = byName.get(name.toLowerCase());
  return found?.needs === "margin" && !margin ? undefined : found;
}
