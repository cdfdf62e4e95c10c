import type {
  BaseInfo,
  MetricInfo,
  ProjectInfo,
} from "../../../packages/core/src/host/protocol.ts";

export const base = {
  run: "20261118-0700-a41c",
  asOf: "2026-11-18",
  published: true,
  customers: 48_210,
} as const satisfies BaseInfo;

const metric = (
  id: string,
  en: string,
  zh: string,
  unit: MetricInfo["unit"],
  more: Partial<MetricInfo> = {},
): MetricInfo => ({
  id,
  kind: "metric",
  title: { en, zh },
  type: "number",
  unit,
  pii: null,
  sensitive: false,
  ...more,
});

const attribute = { kind: "attribute", type: "text" } as const;

export const projectInfo = {
  name: { en: "Harbour Bank", "zh-CN": "港湾银行" },
  locale: "zh-CN",
  currency: "CNY",
  timezone: "Asia/Shanghai",
  base,
  segmentations: [
    {
      id: "value",
      title: { en: "Value", zh: "客户价值" },
      kind: "tiers",
      assign: "first",
      segments: [
        { id: "high", title: { en: "High value", zh: "高价值" } },
        { id: "low", title: { en: "Low value", zh: "低价值" } },
      ],
    },
    {
      id: "rfm",
      title: "RFM",
      kind: "rfm",
      assign: "first",
      segments: [
        { id: "champions", title: { en: "Champions", zh: "核心客户" } },
        { id: "at_risk", title: { en: "At risk", zh: "有流失风险" } },
      ],
    },
    {
      id: "care",
      title: { en: "Care lists", zh: "关怀名单" },
      kind: "rules",
      assign: "all",
      segments: [{ id: "save_list", title: { en: "Save list", zh: "挽留名单" } }],
    },
  ],
  metrics: [
    metric("recency", "Recency", "最近购买天数", "days"),
    metric("frequency", "Orders", "购买次数", "orders"),
    metric("monetary_365", "Spent in 365 days", "近 365 天消费金额", "money"),
    metric("frequency_365", "Orders in 365 days", "近 365 天订单数", "orders"),
    metric("inter_purchase_time", "Days between orders", "购买间隔", "days"),
    metric("p_alive", "Still active", "仍活跃", "share"),
    metric("nps", "NPS", "NPS", null),
    metric("city", "City", "城市", null, attribute),
    metric("phone", "Phone", "电话", null, { ...attribute, pii: "phone" }),
  ],
  problems: [],
} satisfies ProjectInfo;
