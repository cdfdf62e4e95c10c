/** The schema's words about checks, in Chinese by the English ones. */
export const checksInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["Not below this", "不得低于此值"],
  ["Not above this", "不得高于此值"],
  ["Not above this; 0.1 is notable, 0.25 is large", "不得高于此值；0.1 值得注意，0.25 属较大"],
  ["The population stability index of the segments' sizes", "各客群规模的群体稳定性指数（PSI）"],
  ["What must hold, one by one", "逐条列出必须成立的内容"],
  ["A percentage, such as 10%", "百分比，如 10%"],
  ["A segment, such as care.save_list", "客群，如 care.save_list"],
  [
    "By customer: segmentation, metric, score (rfm.recency) or next_action, and what it should be",
    "按客户：方案、指标、得分（rfm.recency）或 next_action，及其应有的值",
  ],
  [
    "Customers of the test's own; without it, the project's data",
    "测试自带的客户；省略则用项目数据",
  ],
  [
    "How far sizes may be from what is published: population stability index",
    "各客群规模与已发布结果的差异上限：群体稳定性指标（PSI）",
  ],
  ["How many customers the segment may have, or the action be due for", "该客群或行动的客户数范围"],
  ["Rows of the customers table; columns left out are empty", "客户表的行；未写的列为空"],
  ["Rows of the transactions table; columns left out are empty", "交易表的行；未写的列为空"],
  ["Rows of that source; columns left out are empty", "该数据源的行；未写的列为空"],
  ["Segments that no two of share a customer", "两两之间没有共同客户的客群"],
  [
    "The day of the test; by default the last one with a transaction",
    "测试的日期；默认为最后一笔交易当天",
  ],
  ["What should hold, as a sentence", "用一句话说明应成立的事"],
  ["What the segment's customers may have spent", "该客群客户消费总额的范围"],
  [
    "Which share of all customers the segment may have, or the action be due for",
    "该客群占全部客户的比例范围",
  ],
  ["Which share of customers is in at least one segment", "至少属于一个客群的客户比例"],
  [
    "An action of a strategy, such as save_high_value.call_within_48h",
    "策略的一项行动，如 save_high_value.call_within_48h",
  ],
  ["What the action may cost, done for all for whom it is due", "对所有应办客户执行该行动的成本"],
  [
    "What it should bring beyond its cost; at_least: 0 is none that loses",
    "扣除成本后的收益；at_least: 0 即不亏损",
  ],
];
