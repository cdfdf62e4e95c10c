/** Presets that need nothing but purchases. */
import { head, type Preset } from "./preset.ts";

const none: Preset["slots"] = [];

export const purchasePresets: readonly Preset[] = [
  {
    id: "rfm",
    title: { en: "Recency and frequency", "zh-CN": "最近购买与购买频次" },
    about: {
      en: "Ten segments by scores of recency and frequency, 1 to 5 by share of worse customers (Hughes 1994; the usual ten-segment map)",
      "zh-CN":
        "按最近购买与购买频次打分的十个客群，1 至 5 分按不如该客户者的占比（Hughes 1994；通行的十格图）",
    },
    slots: none,
    coverage: null, // the map has every cell, and `others` all others: a check of that could not fail
    body: () => `kind: rfm
within: 365 days
others: { id: no_order, title: { en: No order this year, zh-CN: 一年内无订单 } }
`,
  },
  {
    id: "value",
    title: { en: "Value", "zh-CN": "价值" },
    about: {
      en: "High, mid and low value: those who bring 80 %, the next 15 % and the last 5 % of a year's revenue (ABC analysis after Pareto; Dickie 1951)",
      "zh-CN": "高、中、低价值：依次贡献一年收入的 80%、15% 与 5%（帕累托 ABC 分析；Dickie 1951）",
    },
    slots: none,
    coverage: 100,
    body: () => `kind: tiers
by: monetary
within: 365 days # rolling: a total over all time can never fall
tiers:
  - ${head("high", "High value", "高价值")}
    top: 80% of value
  - ${head("mid", "Mid value", "中价值")}
    top: 95% of value
  - ${head("low", "Low value", "低价值")}
    rest: true
`,
  },
  {
    id: "top_customers",
    title: { en: "Top customers", "zh-CN": "头部客户" },
    about: {
      en: "The fifth of customers who spend most, and all others (the 80/20 rule; Pareto)",
      "zh-CN": "消费最高的 20% 客户与其他客户（二八法则）",
    },
    slots: none,
    coverage: 100,
    body: () => `kind: tiers
by: monetary
within: 365 days
tiers:
  - ${head("top", "Top fifth", "前 20% 客户")}
    top: 20% of customers
  - ${head("others", "Others", "其他客户")}
    rest: true
hold: 30 days # nobody is dropped for a slow month
`,
  },
  {
    id: "lifecycle",
    title: { en: "Stage", "zh-CN": "生命周期" },
    about: {
      en: "Prospect, first-time, loyal, at risk, dormant, lost, by each customer's own rhythm; a year without an order is lost, two and four rhythms are late",
      "zh-CN":
        "潜在、初次、忠实、流失预警、沉睡、流失，按每位客户自身的购买节奏；一年无订单为流失，超过两倍、四倍节奏为迟",
    },
    slots: none,
    coverage: null, // every customer is in a stage whatever the data: a check of that could not fail
    body: () => `kind: lifecycle
lost_after: 365 days # shorter where people buy often, such as groceries
dormant_after: 4 # of the customer's own rhythms
at_risk_after: 2
loyal: { orders: 4, within: 365 days }
`,
  },
  {
    id: "behaviour",
    title: { en: "Orders and basket", "zh-CN": "频次与客单" },
    about: {
      en: "Often or seldom, large or small baskets: each cut at the median of buyers, so that no cell is made up",
      "zh-CN": "购买频繁与否、客单大小：各以购买者的中位数为界，无需人为定界",
    },
    slots: none,
    coverage: 0,
    body: () => `kind: matrix
among: frequency > 0
rows: { title: { en: Orders, zh-CN: 购买次数 }, by: frequency, within: 365 days, quantiles: 2 }
columns: { title: { en: Mean basket, zh-CN: 平均客单 }, by: monetary_mean, quantiles: 2 }
segments:
  - ${head("regulars", "Often, large baskets", "高频高客单")}
    rows: high
    columns: high
  - ${head("top_up", "Often, small baskets", "高频低客单")}
    rows: high
    columns: low
  - ${head("stockers", "Seldom, large baskets", "低频高客单")}
    rows: low
    columns: high
  - ${head("occasional", "Seldom, small baskets", "低频低客单")}
    rows: low
    columns: low
`,
  },
  {
    id: "new_or_repeat",
    title: { en: "New or repeat", "zh-CN": "新客与老客" },
    about: {
      en: "New: first order in the last 90 days; repeat: two orders or more. 90 days is a quarter, the usual reporting period",
      "zh-CN": "新客：首单在近 90 天内；老客：两单及以上。90 天为一个季度，即通行的报告周期",
    },
    slots: none,
    coverage: 100,
    body: () => `kind: rules
segments:
  - ${head("prospect", "No order yet", "尚未购买")}
    when: frequency = 0
  - ${head("repeat", "Repeat", "复购客户")}
    when: frequency >= 2
  - ${head("new", "New", "新客户")}
    when: tenure <= 90
  - ${head("once", "Bought once", "仅购一次")}
    else: true
`,
  },
  {
    id: "key_accounts",
    title: { en: "Key accounts", "zh-CN": "重点客户" },
    about: {
      en: "A score of what an account brings and how close it is; the top 5 % are key accounts, the next 15 % are watched. Weights are opinions: a run says how much they matter",
      "zh-CN":
        "按贡献与关系密切程度评分；前 5% 为重点客户，其后 15% 为关注对象。权重是主观判断，运行时会检验其影响",
    },
    slots: none,
    coverage: 0,
    body: () => `kind: score
among: frequency > 0
groups:
  - id: contribution
    title: { en: Contribution, zh-CN: 贡献 }
    weight: 2
    criteria:
      - { id: revenue, title: { en: Revenue, zh-CN: 收入 }, by: monetary, within: 365 days, rank: high }
  - id: closeness
    title: { en: Closeness, zh-CN: 关系 }
    criteria:
      - { id: orders, title: { en: Orders, zh-CN: 订单 }, by: frequency, within: 365 days, rank: high }
      - { id: years, title: { en: Years with us, zh-CN: 合作年限 }, by: tenure, scale: [0, 1095] }
      - { id: recent, title: { en: Last order, zh-CN: 最近订单 }, by: recency, scale: [180, 0] }
segments:
  - ${head("key", "Key accounts", "重点客户")}
    top: 5% of customers
  - ${head("watched", "Watched", "关注客户")}
    top: 20% of customers
  - ${head("others", "Others", "其他客户")}
    rest: true
`,
  },
];
