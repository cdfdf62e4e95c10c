/** The words of evaluations. */
import { isChinese } from "./format-number.ts";

const en = {
  title: "How well customers are segmented",
  looked: (sample: string, customers: string) =>
    `${customers} customers in segments, ${sample} looked at`,
  silhouette: "Silhouette",
  silhouetteMeans: "of standardised metrics: near 1 apart, near 0 side by side, below 0 mixed",
  stability: "Stability",
  flips: (share: string) => `${share} come out elsewhere where customers are resampled`,
  nothingEstimated: "nothing is estimated from other customers",
  segments: "Segments",
  segment: "Segment",
  customers: "Customers",
  overlap: "Overlap",
  differences: "What differs between segments",
  metric: "Metric",
  between: "Between",
  furthest: "Furthest apart",
  gaps: (customers: string, target: string) =>
    `Among ${customers} customers whom no rule takes, these stand out by ${target}`,
  noGaps: (customers: string) =>
    `Among ${customers} customers whom no rule takes, no group stands out.`,
  when: "Rule",
  lift: "Lift",
  against: (mean: string, others: string) => `${mean} against ${others}`,
  compared: (a: string, b: string) => `${a} and ${b}`,
  ariMeans: "1 the same groups, 0 as by chance",
  disagree: "Disagree",
  ofBoth: (customers: string) => `of ${customers} customers in a segment of both`,
  pairs: "Stand for each other",
  nowhere: "in no segment",
  revenue: "Revenue",
  who: "Who disagrees, the largest first",
};

const zh: typeof en = {
  title: "分群质量",
  looked: (sample, customers) => `${customers} 位客户已入客群，抽查 ${sample} 位`,
  silhouette: "轮廓系数",
  silhouetteMeans: "按标准化指标：近 1 分明，近 0 相邻，负值混杂",
  stability: "稳定性",
  flips: (share) => `重抽样后 ${share} 的客户归入别处`,
  nothingEstimated: "不依赖其他客户的数据",
  segments: "客群",
  segment: "客群",
  customers: "客户数",
  overlap: "重合度",
  differences: "客群之间的差异",
  metric: "指标",
  between: "组间占比",
  furthest: "相距最远",
  gaps: (customers, target) => `${customers} 位客户未被任何规则覆盖，其中以下群体的${target}突出`,
  noGaps: (customers) => `${customers} 位客户未被任何规则覆盖，没有突出的群体。`,
  when: "规则",
  lift: "提升度",
  against: (mean, others) => `${mean}，其余均值 ${others}`,
  compared: (a, b) => `${a}与${b}`,
  ariMeans: "1 为完全一致，0 与随机相当",
  disagree: "不一致",
  ofBoth: (customers) => `两个方案均有客群的客户共 ${customers} 位`,
  pairs: "相互对应",
  nowhere: "未入客群",
  revenue: "收入",
  who: "不一致的客户，金额大者在前",
};

export const evaluationWordsFor = (locale: string): typeof en => (isChinese(locale) ? zh : en);
