/** The metrics that every project has. METHODS: recency, frequency and monetary value as in RFM; D is the as-of date. */
import type { Localised } from "../config/text.ts";
import type { BuiltinName, Unit, ValueType } from "./typed.ts";

export type Builtin = {
  readonly name: BuiltinName;
  /** What a project must say for the metric to be there; `null`: every project has it. */
  readonly needs: "margin" | null;
  readonly type: ValueType;
  readonly unit: Unit;
  readonly title: Localised;
  /** What it is, in a sentence, for hovers and reference pages. */
  readonly definition: Localised;
};

const builtin = (
  name: BuiltinName,
  type: ValueType,
  unit: Unit,
  title: Localised,
  definition: Localised,
  needs: Builtin["needs"] = null,
): Builtin => ({ name, needs, type, unit, title, definition });

export const builtins: readonly Builtin[] = [
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

/** The built-in metrics that a project has. @param margin whether its transactions say what a row earns */
export const builtinsOf = (margin: boolean): readonly Builtin[] =>
  margin ? builtins : builtins.filter((b) => b.needs !== "margin");

const byName: ReadonlyMap<string, Builtin> = new Map(builtins.map((b) => [b.name, b]));

/** The built-in metric of that name, whatever its case. @param margin whether the project says what a row earns */
export function findBuiltin(name: string, margin = true): Builtin | undefined {
  const found = byName.get(name.toLowerCase());
  return found?.needs === "margin" && !margin ? undefined : found;
}
