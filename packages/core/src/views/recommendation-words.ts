/** The words of recommendations. */
import { isChinese } from "./format-number.ts";

const en = {
  next: "Might buy next",
  title: (name: string) => `Might buy next · ${name}`,
  segmentTitle: (name: string) => `Bought more than by others · ${name}`,
  bundlesTitle: "Bought together",
  product: "Product",
  because: "Because they bought",
  popular: "popular",
  customers: "Customers",
  share: "Of the segment",
  lift: "Lift",
  together: "Together",
  orders: "Orders",
  confidence: "Confidence",
  nothing: "Nothing to recommend: no product has enough customers.",
  basis: {
    history: "From their own purchases and those of others.",
    popular: "Nothing is known that speaks for a product, so this is what most customers buy.",
    refused:
      "The customer did not agree to personalised offers (PIPL Art. 24), so this is what most customers buy.",
  },
  segmentFoot: (buyers: string) =>
    `Lift: how many times as often as all customers. ${buyers} buyers; those who refused are not looked at.`,
  bundleFoot:
    "Lift: how many times as often as chance would have it. Confidence: of the orders with the rarest part, the share with all of it.",
  evaluation: {
    title: "Do recommendations foretell purchases?",
    none: "Nobody bought both before and in the holdout: nothing can be tested. Shorten `holdout`.",
    measure: "Measure",
    recommended: "Recommended",
    popular: "Popular",
    hit: (show: string) => `At least one hit in ${show}`,
    recall: (show: string) => `Of later purchases, in ${show}`,
    coverage: "Of all products, recommended",
    group: (from: string, to: string | null) =>
      to === null
        ? `Hit, ${from} products or more before`
        : `Hit, ${from} to ${to} products before`,
    beats: (gain: string, low: string, high: string) =>
      `Hit rate is ${gain} above what is popular (95 %: ${low} to ${high}).`,
    noBetter: (gain: string, low: string, high: string) =>
      `No better than what is popular: ${gain} (95 %: ${low} to ${high}). Recommend what is popular, or change item, shrinkage or window.`,
    points: (value: string) => `${value} points`,
    foot: (customers: string, cut: string, days: string, kind: string) =>
      `${customers} customers; made of what was known on ${cut}, tested on the ${days} after it; ${kind}.`,
    fresh: "only products that they had not bought before",
    again: "products that they had bought before count too",
  },
};

type Words = typeof en;

const zh: Words = {
  next: "接下来可能购买",
  title: (name) => `接下来可能购买 · ${name}`,
  segmentTitle: (name) => `比其他客户买得更多 · ${name}`,
  bundlesTitle: "常一起购买",
  product: "商品",
  because: "因为买过",
  popular: "热销",
  customers: "客户数",
  share: "占客群",
  lift: "提升度",
  together: "组合",
  orders: "订单数",
  confidence: "置信度",
  nothing: "无可推荐：没有商品达到最少客户数。",
  basis: {
    history: "依据该客户与其他客户的购买记录。",
    popular: "尚无可依据的记录，故列出最多客户购买的商品。",
    refused: "客户未同意个性化推荐（《个人信息保护法》第二十四条），故列出最多客户购买的商品。",
  },
  segmentFoot: (buyers) => `提升度：为全体客户的多少倍。购买者 ${buyers} 人；拒绝者不计入。`,
  bundleFoot: "提升度：为随机情形的多少倍。置信度：含其中最少见部分的订单中，含全部商品的占比。",
  evaluation: {
    title: "推荐能否预见购买？",
    none: "没有客户在留出期前后都有购买，无法检验。请缩短 `holdout`。",
    measure: "指标",
    recommended: "推荐",
    popular: "热销",
    hit: (show) => `前 ${show} 项至少命中一项`,
    recall: (show) => `后续购买中被前 ${show} 项覆盖`,
    coverage: "被推荐到的商品占比",
    group: (from, to) =>
      to === null ? `此前购买 ${from} 种及以上：命中` : `此前购买 ${from} 至 ${to} 种：命中`,
    beats: (gain, low, high) => `命中率比热销高 ${gain}（95 %：${low} 至 ${high}）。`,
    noBetter: (gain, low, high) =>
      `不优于热销：${gain}（95 %：${low} 至 ${high}）。请改用热销，或调整 item、shrinkage 或窗口。`,
    points: (value) => `${value} 个百分点`,
    foot: (customers, cut, days, kind) =>
      `客户 ${customers} 人；依据 ${cut} 前的记录，用其后${days}检验；${kind}。`,
    fresh: "只计此前未买过的商品",
    again: "此前买过的商品也计入",
  },
};

export const recommendationWordsFor = (locale: string): Words => (isChinese(locale) ? zh : en);
