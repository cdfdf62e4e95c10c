import type { Catalogue } from "../catalogue.ts";
import { inChinese as phrase } from "../phrases.ts";
import { space } from "../space.ts";
import { suggestion } from "./words.ts";

const wanted = (expected: string): string => {
  const told = phrase(expected);
  return told === expected ? `“${expected}”` : told;
};

/** Words of the rule language that columns are called by, too. */
const asName = (found: string): string =>
  /^(?:end|case|when|then|else|filter|where|is|in|like|distinct)$/i.test(found)
    ? `；名为 ${found} 的列须加双引号，YAML 中写作 '"${found}"'`
    : "";

/** What is usually meant where two types cannot be compared. */
const betweenTypes = (types: readonly string[]): string => {
  if (!types.includes("text")) return "两边须同类";
  if (types.includes("boolean"))
    return "是否类的列取值为真或假，请直接写列名（否定加 not），或在 columns 中声明 type: text";
  return types.includes("number") ? "数值不加引号，或在 columns 中声明该列的类型" : "两边须同类";
};

/** About rules and the segments that they make, in Chinese. */
export const rules = {
  "expression-syntax": ({ found, expected }) =>
    found === ""
      ? space`此处应为${wanted(expected)}`
      : space`此处应为${wanted(expected)}，却是“${found}”${asName(found)}`,
  "unknown-name": ({ name, nearest }) =>
    `未知的名称“${name}”` +
    (nearest === "" ? "；请用列、指标或分群方案的名称" : suggestion(nearest)),
  "unknown-function": ({ name, nearest }) =>
    `未知的函数“${name}”` + (nearest === "" ? "；请用规则语言中的函数" : suggestion(nearest)),
  "wrong-argument": ({ function: name, expected, got }) =>
    space`“${name}”的写法是 ${expected}；实为${phrase(got)}`,
  "type-mismatch": ({ operator, left, right }) =>
    space`“${operator}”不能连接${phrase(left)}与${phrase(right)}；${betweenTypes([left, right])}`,
  "not-boolean": ({ got }) => space`规则的结果须为真或假，此处是${phrase(got)}；请与某个值比较`,
  "aggregate-not-allowed": ({ name }) =>
    `“${name}”是对交易的聚合，不能用在这里；请定义为指标，再用其名称`,
  "aggregate-needed": ({ name, example }) =>
    `“${name}”在每位客户下有多个值；请用聚合，如 ${example}`,
  "ambiguous-name": ({ name, sources, example }) =>
    `“${name}”同时是多个数据源的列：${sources}；请注明出处，如“${example}”`,
  "mixed-sources": ({ sources }) =>
    `一个聚合只能针对一个数据源，此处涉及多个：${sources}；请分别写成聚合`,
  cycle: ({ path }) => `互相依赖：${path}；请断开循环`,

  "unknown-segment": ({ segment, segmentation, nearest }) =>
    (segmentation === "" ? `没有客群“${segment}”` : `“${segmentation}”中没有客群“${segment}”`) +
    (nearest === "" ? "；请更正名称" : suggestion(nearest)),
  "unknown-unit": ({ unit, nearest, known }) =>
    `客户没有单位“${unit}”` +
    (nearest === ""
      ? `；可用：${known}；分组写在 customers 的 groups 中，上级账户写在 parent 中`
      : suggestion(nearest)),
  "unit-mismatch": ({ name, of, unit, other }) =>
    (name === of ? `“${of}”` : `“${name}”依赖“${of}”，后者`) +
    `以 ${other} 为单位，而此处以 ${unit} 为单位，没有唯一的值；请改用 ${unit} 自身的值，或让“${of}”使用相同的单位`,
  "rest-not-last": ({ id }) => `“${id}”收下其余所有客户；请移到最后`,
  "never-reached": ({ id, by, count }) =>
    (count === 1
      ? `没有客户能进入“${id}”：“${by}”已先取走全部`
      : `没有客户能进入“${id}”：以下规则已先取走全部：“${by}”`) + "；请调整顺序或收窄规则",
  "never-true": ({ clause, other }) =>
    other === ""
      ? `“${clause}”永远不成立；请更正或删除`
      : `“${clause}”与“${other}”不可能同时成立；请更正其一`,
  "adds-nothing": ({ clause, by }) =>
    by === ""
      ? `“${clause}”不起作用：其他条件已决定结果；请删除`
      : `“${clause}”不起作用：“${by}”已决定结果；请删除`,
  "same-rule": ({ id, by }) => `“${id}”与“${by}”的客户总是相同；请修改其中一条规则，或删除一条`,
  "exclusive-overlap": ({ first, second, example }) =>
    `“${first}”与“${second}”应当互斥，但` +
    `满足“${example}”的客户会同时属于两者；请收窄其中一条规则`,
  "never-overlaps": ({ first, second }) =>
    `无论数据如何，“${first}”与“${second}”都不会有共同客户，此项永远不会失败；请去掉其一`,
  "value-absent": ({ name, value, nearest }) =>
    `“${name}”中没有“${value}”` + (nearest === "" ? "；请更正该值" : suggestion(nearest)),
  "out-of-range": ({ name, value, low, high }) =>
    `“${value}”超出数据范围：“${name}”从 ${low} 到 ${high}；请更正该值`,
  "lifetime-tiers": ({ metric }) =>
    `“${metric}”按全部历史计算，只增不减，层级也不会下降；请加时间窗，如 within: 365 days`,
  "tier-order": ({ id }) => `“${id}”的次序不对；层级应由高到低排列，且各在限度之内`,
  "rfm-hole": ({ cells, count }) => `有 ${count} 个格子不属于任何客群：${cells}；请归入某个客群`,
  "rfm-overlap": ({ cells, first, second }) =>
    `“${first}”与“${second}”都含 ${cells}；请从其中一个移除`,
  "rfm-dead": ({ id }) => `“${id}”没有格子，不会有客户；请分配格子，或删除该客群`,
  "rfm-range": ({ id, score, scale }) => `“${id}”的分数应在 1 到 ${scale} 之间，实为 ${score}`,
  "rfm-ties": ({ segmentation, metric, scores }) =>
    `“${segmentation}”：许多客户的 ${metric} 相同，没有客户得 ${scores} 分；请减小 scale`,
  "map-hole": ({ cells, count }) => `有 ${count} 个格子不属于任何客群：${cells}；请归入某个客群`,
  "unknown-band": ({ band, axis, nearest }) =>
    `${axis} 没有“${band}”这一档` + (nearest === "" ? "；请改用已有的档" : suggestion(nearest)),
  "map-overlap": ({ cells, first, second }) =>
    `“${first}”与“${second}”都含 ${cells}；请从其中一个移除`,
  "clusters-too-few": ({ segmentation, customers, needed }) =>
    `“${segmentation}”：特征齐全的客户仅 ${customers} 位，聚类至少需要 ${needed} 位，因此无人归入；` +
    `请改用更多客户具备的特征，或写 missing: typical`,
  "clusters-weak": ({ segmentation, k, stability, smallest }) =>
    `“${segmentation}”：分为 ${k} 类与数据不符：重抽样一致度 ${stability}（0.85 以上为稳定），最小一类占 ${smallest}；` +
    `请改变 k 或特征，详见 clientele model ${segmentation}`,
  "no-segmentations": () => `还没有分群方案；请在 segmentations/ 中加入文件`,
} satisfies Partial<Catalogue>;
