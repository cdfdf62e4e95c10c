/** The words of model cards. */
import { isChinese } from "./format-number.ts";

const en = {
  title: "Models",
  none: "Nothing was learned in this run: a metric with `model` makes a card.",
  model: "Model",
  gives: "Gives",
  data: "Data",
  verdict: "Verdict",
  separator: ", ",
  chosen: "chosen by held-out purchases",
  models: {
    pareto_nbd: "Pareto/NBD",
    bg_nbd: "BG/NBD",
    mbg_nbd: "MBG/NBD",
    shifted_beta_geometric: "sBG",
  },
  buyers: (customers: string, repeaters: string) =>
    `${customers} buyers, ${repeaters} of them on several days`,
  verdicts: {
    good: "Good: closer than everybody's own rate, total within 15 %, ranks as well as recency alone",
    fair: "Fair: closer than everybody's own rate, but off in total or in ranking",
    poor: "Poor: everybody's own rate foretells as well or better",
    unjudged: "Not judged: too little time or too few customers to hold out",
    refused: "Refused: what stands in is used",
  },
  short: {
    good: "foretells well",
    fair: "foretells fairly",
    poor: "foretells poorly",
    unjudged: "not judged",
    refused: "refused, something else stands in",
  } as Readonly<Record<string, string>>,
  more: "more: clientele model",
  tooFew: (customers: number, repeaters: number, needed: number, neededRepeaters: number) =>
    `${customers} buyers, ${repeaters} of them on several days; ${needed} and ${neededRepeaters} are needed.`,
  degenerate: (why: string, at: string) => `The fit means nothing: ${why} (${at}).`,
  whys: {
    nobody_leaves: "by it nobody ever leaves",
    no_peak: "the likelihood has no peak",
    uncertain: "a parameter is hardly known at all",
    not_converged: "the search for the best parameters did not end",
    no_mean: "the mean purchase is infinite",
  },
  parameters: "Parameters (weeks)",
  spend: (customers: string) => `Spend: Gamma-Gamma, ${customers} repeat buyers`,
  parameter: "Parameter",
  value: "Value",
  standardError: "Standard error",
  from95: "95 % from",
  to95: "to",
  logLikelihood: "log-likelihood",
  correlation: "correlation of purchases and amount",
  notHeldOut: "There is too little time to fit on one part and compare with the rest.",
  holdout: (days: string, until: string, customers: string, actual: string) =>
    `Held out: ${days} after ${until}, ${actual} purchases of ${customers} customers`,
  by: "Foretold by",
  predicted: "Purchases",
  bias: "Bias",
  mae: "MAE",
  auc: "AUC",
  topDecile: "Top tenth",
  baselines: {
    naive_rate: "own rate goes on",
    recency: "recency alone",
    past_spend: "past spend",
  } as Readonly<Record<string, string>>,
  ranking: (auc: string) =>
    `P(alive) ranks one who bought again above one who did not in ${auc} of pairs. Top tenth: the share of later revenue that the first tenth brought.`,
  ranksBadly:
    "P(alive) of this model ranks worse than chance: do not call customers in its order; rank by expected purchases, or take Pareto/NBD.",
  candidates: "Tried",
};

export type CardWords = typeof en;

const zh: CardWords = {
  title: "模型",
  none: "本次运行没有学习任何模型：带 `model` 的指标会生成模型卡。",
  model: "模型",
  gives: "用于",
  data: "数据",
  verdict: "结论",
  separator: "、",
  chosen: "按留出期购买选出",
  models: en.models,
  buyers: (customers, repeaters) => `${customers} 位购买客户，其中 ${repeaters} 位在多天购买`,
  verdicts: {
    good: "良好：比各自以往频率更准，总量偏差在 15% 以内，排序不逊于最近购买时间",
    fair: "尚可：比各自以往频率更准，但总量或排序有偏差",
    poor: "较差：各自以往频率同样准或更准",
    unjudged: "未评：留出的时间太短或客户太少",
    refused: "不可用：使用替代值",
  },
  short: {
    good: "预测良好",
    fair: "预测尚可",
    poor: "预测较差",
    unjudged: "未评",
    refused: "不可用，使用替代值",
  },
  more: "详见 clientele model",
  tooFew: (customers, repeaters, needed, neededRepeaters) =>
    `${customers} 位购买客户，其中 ${repeaters} 位在多天购买；需要 ${needed} 位与 ${neededRepeaters} 位。`,
  degenerate: (why, at) => `拟合没有意义：${why}（${at}）。`,
  whys: {
    nobody_leaves: "按此模型无人流失",
    no_peak: "似然没有峰值",
    uncertain: "有参数几乎无法确定",
    not_converged: "最优参数的搜索没有结束",
    no_mean: "平均购买额无穷大",
  },
  parameters: "参数（周）",
  spend: (customers) => `购买金额：Gamma-Gamma，${customers} 位重复购买客户`,
  parameter: "参数",
  value: "值",
  standardError: "标准误",
  from95: "95% 下限",
  to95: "上限",
  logLikelihood: "对数似然",
  correlation: "购买次数与金额的相关",
  notHeldOut: "时间太短，无法用一部分拟合、与其余部分比较。",
  holdout: (days, until, customers, actual) =>
    `留出期：${until} 之后 ${days}，${customers} 位客户购买 ${actual} 次`,
  by: "预测方式",
  predicted: "购买次数",
  bias: "偏差",
  mae: "MAE",
  auc: "AUC",
  topDecile: "前十分之一",
  baselines: { naive_rate: "以往频率不变", recency: "仅最近购买时间", past_spend: "以往消费" },
  ranking: (auc) =>
    `活跃概率把再次购买者排在未购买者之前的比例为 ${auc}。前十分之一：排在最前的一成客户带来的后续收入占比。`,
  ranksBadly:
    "此模型的活跃概率排序不如随机：不要按它的顺序联系客户；请按预期购买次数排序，或改用 Pareto/NBD。",
  candidates: "已尝试",
};

/** The words of the reader's language. */
export const cardWordsFor = (locale: string): CardWords => (isChinese(locale) ? zh : en);
