/** What functions and aggregates compute, in the reader's language. */
import { textFor, type Localised } from "../config/text.ts";
import { findFunction, isAggregate, signatureOf } from "./functions.ts";
import type { AggregateName, ScalarFunction } from "./typed.ts";

const chinese: Readonly<Record<ScalarFunction, string>> = {
  coalesce: "第一个非空的参数。",
  nullif: "两者相等时为空，否则为第一个。",
  abs: "去掉正负号的数。",
  round: "四舍五入到指定位数（0 到 9 位），正好一半时远离零。",
  floor: "不大于它的最大整数。",
  ceil: "不小于它的最小整数。",
  least: "非空参数中最小的。",
  greatest: "非空参数中最大的。",
  lower: "逐字转为小写，不分语言。",
  upper: "逐字转为大写，长度不变。",
  trim: "去掉两端各种宽度的空格；制表符与换行保留。",
  length: "字符数（Unicode 码位）。",
  substring: "从某个位置（首位为 1）起，取若干字符；位置小于 1 或个数小于 0 时为未知。",
  replace: "把第二个文本的每一处都换成第三个；空文本不出现在任何地方。",
  starts_with: "第一个是否以第二个开头。",
  ends_with: "第一个是否以第二个结尾。",
  contains: "第一个是否包含第二个。",
  year: "日期的年份。",
  month: "日期的月份，1 到 12。",
  day: "当月的第几天，1 到 31。",
  days_between: "从第一个日期到第二个日期的天数；时间只算其日期。",
};

type AggregateWords = { readonly signature: string; readonly definition: Localised };

/** How each aggregate is called, and what it computes. All take `filter (where …)` behind their brackets. */
const aggregateWords: Readonly<Record<AggregateName, AggregateWords>> = {
  count: {
    signature: "count([distinct] any)",
    definition: {
      en: "Rows with a value; count(transactions) counts rows, count(orders) orders.",
      zh: "有值的行数；count(transactions) 为行数，count(orders) 为订单数。",
    },
  },
  sum: { signature: "sum(number)", definition: { en: "The total.", zh: "合计。" } },
  avg: { signature: "avg(number)", definition: { en: "The mean.", zh: "平均值。" } },
  min: { signature: "min(any)", definition: { en: "The smallest value.", zh: "最小值。" } },
  max: { signature: "max(any)", definition: { en: "The largest value.", zh: "最大值。" } },
  mode: {
    signature: "mode(any)",
    definition: {
      en: "The value of most rows; of several as frequent, the smallest.",
      zh: "出现行数最多的值；并列时取最小的。",
    },
  },
};

/** How a function or an aggregate is called; `undefined` for names that are neither. */
export function signatureFor(name: string): string | undefined {
  if (isAggregate(name)) return aggregateWords[name].signature;
  const found = findFunction(name);
  return found === undefined ? undefined : signatureOf(found);
}

/**
 * What a function or an aggregate computes, as a sentence; "" for names that are neither.
 *
 * @example definitionOf("floor", "en") // => "The largest whole number not above."
 */
export function definitionOf(name: string, locale: string): string {
  if (isAggregate(name)) return textFor(aggregateWords[name].definition, locale);
  const found = findFunction(name);
  if (found === undefined) return "";
  return textFor({ en: found.definition, zh: chinese[found.name] }, locale);
}
