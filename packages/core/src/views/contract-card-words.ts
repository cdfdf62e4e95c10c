/** The words of cards of contracts. */
import { isChinese } from "./format-number.ts";

type Unit = "days" | "months";

const en = {
  name: "Shifted-beta-geometric",
  short: "sBG",
  model: "Model",
  gives: "Gives",
  data: "Data",
  period: "Renewal every",
  verdict: "Verdict",
  separator: ", ",
  contracts: (source: string, contracts: string, ended: string) =>
    `${contracts} contracts of ${source}, ${ended} of them ended`,
  periods: (count: number, unit: Unit) =>
    count === 1 ? (unit === "days" ? "day" : "month") : `${count} ${unit}`,
  verdicts: {
    good: "Good: closer than one rate for all, total within 15 %",
    fair: "Fair: closer than one rate for all, but off in total",
    poor: "Poor: one rate for all foretells as well or better",
    unjudged:
      "Not judged: the first half of the data holds too few renewals, or nobody who left, to foretell the second",
    refused: "Refused: what stands in is used",
  },
  tooFew: (contracts: number, ended: number, needed: number, neededEnded: number) =>
    `${contracts} contracts have come to a renewal, ${ended} of them ended; ${needed} and ${neededEnded} are needed.`,
  degenerate: (why: string, at: string) => `The fit means nothing: ${why} (${at}).`,
  whys: {
    none_ended: "no contract has ended",
    all_ended_at_once: "all ended at the first renewal",
    no_peak: "the likelihood has no peak",
    uncertain: "a parameter is hardly known at all: contracts hardly differ, or there are few",
    not_converged: "the search for the best parameters did not end",
  },
  parameters: "Parameters",
  parameter: "Parameter",
  value: "Value",
  standardError: "Standard error",
  from95: "95 % from",
  to95: "to",
  logLikelihood: "log-likelihood",
  curveTitle: "Contracts left after so many renewals",
  observed: "Kaplan–Meier",
  renewals: "Renewals",
  atRisk: "Came to it",
  ended: "Ended",
  low: "95 % from",
  high: "95 % to",
  curve: (renewals: string, share: string, interval: string, model: string | null) =>
    `After ${renewals} renewals ${share} of contracts are left (95 %: ${interval})` +
    (model === null ? "." : `; by the model ${model}.`),
  notHeldOut: "There is too little time to fit on one part and compare with the rest.",
  holdout: (days: string, until: string, contracts: string, actual: string) =>
    `Held out: ${days} after ${until}, ${actual} of ${contracts} contracts were renewed each time`,
  by: "Foretold by",
  predicted: "Contracts left",
  bias: "Bias",
  naiveRate: "one rate for all",
};

export type ContractWords = typeof en;

const zh: ContractWords = {
  name: "移位贝塔几何模型",
  short: "sBG",
  model: "模型",
  gives: "用于",
  data: "数据",
  period: "续约周期",
  verdict: "结论",
  separator: "、",
  contracts: (source, contracts, ended) =>
    `“${source}”中 ${contracts} 份合同，其中 ${ended} 份已终止`,
  periods: (count, unit) => `${count} ${unit === "days" ? "天" : "个月"}`,
  verdicts: {
    good: "良好：比统一续约率更准，总量偏差在 15% 以内",
    fair: "尚可：比统一续约率更准，但总量有偏差",
    poor: "较差：统一续约率同样准或更准",
    unjudged: "未评：前半段数据中续约太少，或无人离开，不足以预测后半段",
    refused: "不可用：使用替代值",
  },
  tooFew: (contracts, ended, needed, neededEnded) =>
    `${contracts} 份合同已到过续约日，其中 ${ended} 份已终止；需要 ${needed} 份与 ${neededEnded} 份。`,
  degenerate: (why, at) => `拟合没有意义：${why}（${at}）。`,
  whys: {
    none_ended: "没有合同终止",
    all_ended_at_once: "所有合同都在首个续约日终止",
    no_peak: "似然没有峰值",
    uncertain: "有参数几乎无法确定：合同之间几乎没有差别，或合同太少",
    not_converged: "最优参数的搜索没有结束",
  },
  parameters: "参数",
  parameter: "参数",
  value: "值",
  standardError: "标准误",
  from95: "95% 下限",
  to95: "上限",
  logLikelihood: "对数似然",
  curveTitle: "若干次续约后仍存续的合同",
  observed: "Kaplan–Meier",
  renewals: "续约次数",
  atRisk: "到期合同",
  ended: "终止",
  low: "95% 下限",
  high: "95% 上限",
  curve: (renewals, share, interval, model) =>
    `${renewals} 次续约后仍有 ${share} 的合同存续（95%：${interval}）` +
    (model === null ? "。" : `；模型为 ${model}。`),
  notHeldOut: "时间太短，无法用一部分拟合、与其余部分比较。",
  holdout: (days, until, contracts, actual) =>
    `留出期：${until} 之后 ${days}，${contracts} 份合同中有 ${actual} 份每次都续约`,
  by: "预测方式",
  predicted: "存续合同",
  bias: "偏差",
  naiveRate: "统一续约率",
};

/** The words of the reader's language. */
export const contractWordsFor = (locale: string): ContractWords => (isChinese(locale) ? zh : en);
