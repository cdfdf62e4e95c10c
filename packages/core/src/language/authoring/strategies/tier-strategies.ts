/** A strategy for each tier of value: the highest, those between, the lowest. */
import type { StrategyTemplate } from "./strategy-template.ts";

export const tierStrategies: readonly StrategyTemplate[] = [
  {
    id: "high",
    title: ["High value: somebody of their own", "高价值：专人服务"],
    objective: "retain",
    lead: "key_accounts",
    positioning: ["One person who knows them", "一位了解情况的专属顾问"],
    channels: ["phone", "visit"],
    tier: "platinum",
    firstResponse: "4 hours",
    contactEvery: 30,
    actions: [
      {
        id: "review",
        do: ["Go through the last months with them", "共同回顾近期合作"],
        why: [
          "Most of the revenue comes from few; they should hear from us before they must ask.",
          "多数收入来自少数客户，应主动沟通而非等待询问。",
        ],
        say: [
          "“What worked, what did not, and what do you plan next?”",
          "“哪些满意、哪些不足、接下来有什么计划？”",
        ],
        not: ["come without having read their orders.", "未看过订单就拜访。"],
        after: 30,
        money: 20,
        hours: 0.5,
        uplift: 0.03,
        sd: 0.015,
        due: "14 days",
      },
    ],
  },
  {
    id: "mid",
    title: ["Mid value: one step up", "中价值：更上一步"],
    objective: "upgrade",
    lead: "marketing",
    positioning: ["Close to the next level", "距离上一等级只差一步"],
    channels: ["app", "phone"],
    tier: "silver",
    firstResponse: "24 hours",
    contactEvery: 60,
    actions: [
      {
        id: "next_level",
        do: ["Tell them what the next level gives and what is missing", "告知升级权益与差额"],
        why: [
          "They are near enough to the next level for a goal to work.",
          "距离上一等级不远，目标感有效。",
        ],
        say: [
          "“One more order like your last one, and delivery is free for a year.”",
          "“再有一单同等金额，全年免运费。”",
        ],
        not: ["name a goal that they cannot reach in time.", "提出无法按时达到的目标。"],
        after: 30,
        money: 2,
        hours: 0,
        uplift: 0.015,
        sd: 0.01,
        due: "14 days",
      },
    ],
  },
  {
    id: "low",
    title: ["Low value: well served, cheaply", "低价值：高效服务、提升品质"],
    objective: "serve_efficiently",
    lead: "digital",
    positioning: ["Everything by yourself, at any hour", "随时自助办理"],
    channels: ["app", "email"],
    tier: "self_service",
    firstResponse: "48 hours",
    contactEvery: 90,
    actions: [
      {
        id: "self_service",
        do: ["Show how to do it without waiting", "介绍自助办理方式"],
        why: [
          "Good service need not be dear; whoever helps themselves is content and costs little.",
          "好的服务不必昂贵，自助既满意又省成本。",
        ],
        say: [
          "“You can follow, change and return your order here, at any hour.”",
          "“可随时在此查询、修改或退换订单。”",
        ],
        not: ["make it harder to reach a person with a complaint.", "让投诉客户更难找到人工。"],
        after: 60,
        money: 0.2,
        hours: 0,
        uplift: 0.004,
        sd: 0.003,
        due: "30 days",
      },
    ],
  },
];
