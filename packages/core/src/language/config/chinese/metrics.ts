/** The schema's words about metrics, in Chinese by the English ones. */
export const metricsInChinese: readonly (readonly [english: string, chinese: string])[] = [
  [
    "A formula over metrics and columns, or aggregates of a source's rows; with model: p_alive, expected_transactions or clv; of contracts: renewal, survival, remaining or clv",
    "由指标与列组成的公式，或对某个数据源各行的聚合；写了 model 时：p_alive、expected_transactions 或 clv；合同模型：renewal、survival、remaining 或 clv",
  ],
  [
    "A model of purchases that is fitted to all customers; auto: the one that foretells held-out purchases best; of contracts: shifted_beta_geometric",
    "对全部客户拟合的购买模型；auto：选留出期预测最好的那个；合同用 shifted_beta_geometric",
  ],
  [
    "For shifted_beta_geometric: the source of kind spans that has the contracts",
    "用于 shifted_beta_geometric：存放合同的 spans 数据源",
  ],
  [
    "For shifted_beta_geometric: from one renewal of a contract to the next, such as 1 month",
    "用于 shifted_beta_geometric：合同两次续约之间的时长，如 1 month",
  ],
  [
    "For clv of contracts: what a customer brings in a period, such as sum(holdings.fee)",
    "用于合同的 clv：客户每期带来的金额，如 sum(holdings.fee)",
  ],
  [
    "How far expected_transactions, survival, remaining and clv look ahead, such as 90 days; default 365 days",
    "expected_transactions、survival、remaining 与 clv 向前看多远，如 90 days；默认 365 days",
  ],
  [
    "By how much a year makes later money worth less in clv; default 10% per year",
    "clv 中未来金额每年折现多少；默认 10% per year",
  ],
  [
    "What a purchase brings, for clv: gamma_gamma, a model that draws means of few purchases towards that of all; or own_mean",
    "clv 所用的单次购买金额：gamma_gamma 模型，购买少的客户向总体均值收缩；或 own_mean，客户自己的均值",
  ],
  [
    "What stands in where the model is refused: recency for p_alive, naive_rate for the others, or none",
    "模型不可用时的替代：p_alive 用 recency，其余用 naive_rate，或 none",
  ],
  ["Only the last so many days, up to the as-of date", "只看截至数据日期的最近若干天"],
  [
    "Whether people can bring it about: explanations may propose another value of it",
    "人能否促成它的变化：解释可据此提出另一取值",
  ],
];
