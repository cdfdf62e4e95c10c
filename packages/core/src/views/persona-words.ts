/** How personas are told, in every language. Numbers come formatted. */
import type { FigureName } from "../domain/personas/figures.ts";
import { isChinese } from "./format-number.ts";

/** What a mean is, as text: of the segment, of the others, and how they compare. */
export type MeanText = {
  readonly title: string;
  readonly mean: string;
  readonly others: string;
  /** `2.3 times`, where there is more and that says anything: the others above zero, and at most a hundredfold. */
  readonly times: string | null;
  readonly more: boolean;
  /** The days of the window; `null` for all time. */
  readonly window: string | null;
};

export type ShareText = {
  readonly title: string;
  readonly category: string;
  readonly share: string;
  readonly others: string;
  readonly more: boolean;
};

const en = {
  heads: {
    traits: "Who they are",
    behaviour: "What they do",
    needs: "What they need",
    preferences: "What they prefer",
    risks: "Risks",
  },
  smd: (smd: string, low: string, high: string, q: string) => `SMD ${smd} [${low}, ${high}], ${q}`,
  lift: (lift: string | null, v: string, q: string) =>
    `${lift === null ? "" : `lift ${lift}, `}V ${v}, ${q}`,
  q: (q: string) => `q ${q}`,
  means: {
    frequency: (t: MeanText) =>
      `Buys ${t.times === null ? (t.more ? "more often than" : "less often than") : `${t.times} as often as`} the others${t.window === null ? "" : ` in ${t.window}`} (${t.mean} against ${t.others} orders`,
    monetary: (t: MeanText) =>
      `Spends ${t.times === null ? (t.more ? "more than" : "less than") : `${t.times} as much as`} the others${t.window === null ? "" : ` in ${t.window}`} (${t.mean} against ${t.others}`,
    monetary_mean: (t: MeanText) =>
      `Pays ${t.more ? "more" : "less"} for an order${t.window === null ? "" : ` in ${t.window}`} (${t.mean} against ${t.others}`,
    recency: (t: MeanText) =>
      `Bought ${t.more ? "longer ago" : "more recently"} (${t.mean} against ${t.others} ago`,
    tenure: (t: MeanText) =>
      `Has been a customer for ${t.more ? "longer" : "a shorter time"} (${t.mean} against ${t.others}`,
    inter_purchase_time: (t: MeanText) =>
      `Lets ${t.more ? "more" : "less"} time pass between purchases (${t.mean} against ${t.others}`,
    margin: (t: MeanText) =>
      `Earns ${t.more ? "more" : "less"}${t.window === null ? "" : ` in ${t.window}`} (${t.mean} against ${t.others}`,
  },
  mean: (t: MeanText) =>
    `${t.title}: ${t.more ? "higher" : "lower"} than among the others (${t.mean} against ${t.others}`,
  share: (t: ShareText) =>
    `${t.title} is ${t.category} ${t.more ? "more often" : "less often"} (${t.share} against ${t.others}`,
  truth: (t: ShareText) =>
    `${t.title}: yes ${t.more ? "more often" : "less often"} (${t.share} against ${t.others}`,
  risks: {
    overdue: (t: ShareText) =>
      `${t.more ? "More" : "Fewer"} are late by more than twice their own interval (${t.share} against ${t.others}`,
    single_order: (t: ShareText) =>
      `${t.more ? "More" : "Fewer"} bought only once (${t.share} against ${t.others}`,
    unhappy: (t: ShareText) =>
      `${t.more ? "More" : "Fewer"} are unhappy: ${t.title} ${t.category} or lower (${t.share} against ${t.others}`,
  },
  close: (statistic: string) => `; ${statistic}).`,
  times: (factor: string) => `${factor} times`,
  topTenth: (share: string, others: string) =>
    `The tenth who spend most bring ${share} of its revenue (${others} among the others).`,
  spread: (title: string, kinds: string, others: string) =>
    `${title}: as if spread evenly over ${kinds} needs (${others} among the others)`,
  tooFew: (least: string) => `Nothing is said of fewer than ${least} customers.`,
  nothing: "Nothing sets it apart that chance could not have made.",
  need: "Need",
  figure: "Figure",
  figures: {
    conversion: () => "Share who bought",
    spend: () => "Spent by a customer",
    margin: () => "Earned by a customer",
    mean_order: () => "Mean order",
    retention: (of: string) => `Retention, ${of} days`,
    repurchase: (of: string) => `Repurchase, ${of} days`,
    nps: (of: string) => `NPS (${of})`,
  } satisfies Record<FigureName, (of: string) => string>,
  segment: "Segment",
  others: "The others",
  members: (customers: string, units: string, unit: string) =>
    `${customers} customers in ${units} units (${unit}); what follows counts the customers.`,
  foot: (customers: string, others: string, tests: string) =>
    `${customers} customers against ${others} others · ${tests} tests, false discoveries at most 5 % · SMD: standardised mean difference · V: Cramér's V`,
};

export type PersonaWords = typeof en;

const zh: PersonaWords = {
  heads: {
    traits: "基本特征",
    behaviour: "消费行为",
    needs: "需求",
    preferences: "偏好",
    risks: "潜在风险",
  },
  smd: (smd, low, high, q) => `SMD ${smd} [${low}, ${high}]，${q}`,
  lift: (lift, v, q) => `${lift === null ? "" : `提升度 ${lift}，`}V ${v}，${q}`,
  q: (q) => `q ${q}`,
  means: {
    frequency: (t) =>
      `${t.window === null ? "" : `近 ${t.window}`}购买更${t.more ? "频繁" : "少"}${t.times === null ? "" : `，次数为其他客户的 ${t.times}`}（${t.mean} 单，其他客户 ${t.others} 单`,
    monetary: (t) =>
      `${t.window === null ? "" : `近 ${t.window}`}消费更${t.more ? "高" : "低"}${t.times === null ? "" : `，金额为其他客户的 ${t.times}`}（${t.mean}，其他客户 ${t.others}`,
    monetary_mean: (t) =>
      `${t.window === null ? "" : `近 ${t.window}`}客单价更${t.more ? "高" : "低"}（${t.mean}，其他客户 ${t.others}`,
    recency: (t) =>
      `${t.more ? "距上次购买更久" : "最近购买的时间更近"}（${t.mean}前，其他客户 ${t.others}前`,
    tenure: (t) => `成为客户的时间更${t.more ? "长" : "短"}（${t.mean}，其他客户 ${t.others}`,
    inter_purchase_time: (t) =>
      `购买间隔更${t.more ? "长" : "短"}（${t.mean}，其他客户 ${t.others}`,
    margin: (t) =>
      `${t.window === null ? "" : `近 ${t.window}`}毛利更${t.more ? "高" : "低"}（${t.mean}，其他客户 ${t.others}`,
  },
  mean: (t) => `${t.title}更${t.more ? "高" : "低"}（${t.mean}，其他客户 ${t.others}`,
  share: (t) =>
    `${t.title}为“${t.category}”的更${t.more ? "多" : "少"}（占 ${t.share}，其他客户 ${t.others}`,
  truth: (t) => `${t.title}为“是”的更${t.more ? "多" : "少"}（占 ${t.share}，其他客户 ${t.others}`,
  risks: {
    overdue: (t) =>
      `超过自身购买间隔两倍仍未购买的更${t.more ? "多" : "少"}（占 ${t.share}，其他客户 ${t.others}`,
    single_order: (t) =>
      `只买过一次的更${t.more ? "多" : "少"}（占 ${t.share}，其他客户 ${t.others}`,
    unhappy: (t) =>
      `不满意的更${t.more ? "多" : "少"}：${t.title}不高于 ${t.category}（占 ${t.share}，其他客户 ${t.others}`,
  },
  close: (statistic) => `；${statistic}）。`,
  times: (factor) => `${factor} 倍`,
  topTenth: (share, others) =>
    `消费最高的一成客户贡献其收入的 ${share}（其他客户中为 ${others}）。`,
  spread: (title, kinds, others) =>
    `${title}：相当于均匀分布于 ${kinds} 种需求（其他客户为 ${others} 种）`,
  tooFew: (least) => `不足 ${least} 位客户，不作画像。`,
  nothing: "未见足以排除偶然的差异。",
  need: "需求",
  figure: "指标",
  figures: {
    conversion: () => "转化率（已购买占比）",
    spend: () => "人均消费",
    margin: () => "人均毛利",
    mean_order: () => "客单价",
    retention: (of) => `留存率（${of} 天）`,
    repurchase: (of) => `回购率（${of} 天）`,
    nps: (of) => `NPS（${of}）`,
  },
  segment: "本客群",
  others: "其他客户",
  members: (customers, units, unit) =>
    `${units} 个单位（${unit}）中的 ${customers} 位客户；以下均按客户计。`,
  foot: (customers, others, tests) =>
    `${customers} 位客户对比其他 ${others} 位 · ${tests} 项检验，错误发现率不超过 5% · SMD：标准化均值差 · V：Cramér's V`,
};

export const personaWordsFor = (locale: string): PersonaWords => (isChinese(locale) ? zh : en);
