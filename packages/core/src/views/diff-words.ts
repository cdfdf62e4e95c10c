/** How comparisons of two runs are told, in every language. Numbers come formatted. */
import type { Cause } from "../domain/migration/migration.ts";
import { isChinese } from "./format-number.ts";

const en = {
  title: (from: string, to: string) => `${from} → ${to}`,
  before: "Before",
  joined: "New",
  left: "Gone",
  after: "After",
  revenueAfter: "Revenue after",
  net: {
    corrected: "Corrected data",
    customers: "Customers",
    refit: "Refitted",
    rules: "Rules",
  } satisfies Record<Cause, string>,
  why: {
    corrected: "the data of then were corrected",
    customers: "what they did",
    refit: "the model was fitted again",
    rules: "the rules changed",
  } satisfies Record<Cause, string>,
  moves: (title: string) => `${title}: moves`,
  movers: (title: string) => `${title}: who moved, those who spend most`,
  cause: "Cause",
  nobody: (title: string) => `${title}: nobody moved.`,
  summary: (title: string, parts: string) => `${title}: ${parts}.`,
  part: (cause: string, count: string) => `${cause} moved ${count}`,
  days: (before: string, after: string) => `${before} → ${after} days since`,
  orders: (before: string, after: string) => `${before} → ${after} orders`,
  unsplit: {
    "files-changed":
      "The files of the new run are not there any more, so this could not be told apart from what customers did:",
    "not-computable":
      "The old configuration does not fit the new data, so this could not be told apart from what customers did:",
  },
  added: (names: string) => `Only in the new run, or not comparable: ${names}.`,
  removed: (names: string) => `Only in the old run, or not comparable: ${names}.`,
  foot: (psi: string) =>
    `Before + new ± moved − gone = after · population stability index of the sizes ${psi} (0.1 notable, 0.25 large)`,
  chance: (psi: string, segment: string | null) =>
    `${segment === null ? "" : `"${segment}": `}by chance alone up to ${psi}`,
  drift: "Drift of the metrics",
  metric: "Metric",
  psi: "PSI",
  byChance: "By chance",
  js: "JS",
  ks: "KS",
  driftedCount: (drifted: string, all: string) =>
    `${drifted} of ${all} metrics drifted by more than chance in at least one distance.`,
  driftFoot:
    "PSI and Jensen–Shannon over the tenths of before (PSI 0.1 notable, 0.25 large), Kolmogorov–Smirnov over all values, of up to 10,000 customers · by chance: 95 of 100 draws stay below, where customers are drawn with replacement and before and now change places by a coin",
};

export type DiffWords = typeof en;

const zh: DiffWords = {
  title: (from, to) => `${from} → ${to}`,
  before: "期初",
  joined: "新增",
  left: "离开",
  after: "期末",
  revenueAfter: "期末收入",
  net: { corrected: "数据更正", customers: "客户行为", refit: "模型重估", rules: "规则变更" },
  why: {
    corrected: "当时的数据已更正",
    customers: "客户行为变化",
    refit: "模型重新估计",
    rules: "规则变更",
  },
  moves: (title) => `${title}：转移`,
  movers: (title) => `${title}：消费最高的转移客户`,
  cause: "原因",
  nobody: (title) => `${title}：没有客户转移。`,
  summary: (title, parts) => `${title}：${parts}。`,
  part: (cause, count) => `${cause} ${count} 位`,
  days: (before, after) => `距上次购买 ${before} → ${after} 天`,
  orders: (before, after) => `订单 ${before} → ${after}`,
  unsplit: {
    "files-changed": "新运行所用的文件已不在，以下原因无法与客户行为区分：",
    "not-computable": "旧配置无法用于新数据，以下原因无法与客户行为区分：",
  },
  added: (names) => `仅在新运行中，或无法对比：${names}。`,
  removed: (names) => `仅在旧运行中，或无法对比：${names}。`,
  foot: (psi) =>
    `期初 + 新增 ± 转移 − 离开 = 期末 · 规模的群体稳定性指标（PSI）${psi}（0.1 值得注意，0.25 较大）`,
  chance: (psi, segment) => `${segment === null ? "" : `“${segment}”：`}仅随机波动时不超过 ${psi}`,
  drift: "指标漂移",
  metric: "指标",
  psi: "PSI",
  byChance: "随机上限",
  js: "JS",
  ks: "KS",
  driftedCount: (drifted, all) => `${all} 个指标中有 ${drifted} 个至少一项距离超出随机波动。`,
  driftFoot:
    "PSI 与 Jensen–Shannon 按期初十分位计算（PSI 0.1 值得注意，0.25 较大），Kolmogorov–Smirnov 按全部取值，最多 10,000 位客户 · 随机上限：有放回抽取客户，并以掷硬币方式互换期初与期末，100 次中 95 次不超过",
};

export const diffWordsFor = (locale: string): DiffWords => (isChinese(locale) ? zh : en);
