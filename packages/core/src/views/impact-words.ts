/** The words of the impact assessment. */
import type { Decision } from "../domain/compliance/impact.ts";
import { isChinese } from "./format-number.ts";
import { objectivesInChinese, objectivesInEnglish } from "./objective-words.ts";

/** @example many(1, "purpose") // => "1 purpose" */
const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const en = {
  title: "Impact assessment",
  basis:
    "Drawn up from the configuration as PIPL Art. 55 and 56 and GDPR Art. 35 ask for. What it cannot know, a person adds: the legal basis of each purpose, and whether it is proportionate.",
  summary: (purposes: number, columns: number, findings: number, allowed: number) =>
    `${many(purposes, "purpose")}, ${many(columns, "column")} of personal or sensitive data, ${many(findings, "open finding")}, ${allowed} allowed with a reason.`,
  data: "What data",
  source: "Source",
  from: "Read from",
  kind: "Kind",
  columns: "Personal and sensitive columns, and where they flow",
  column: "Column",
  what: "What it is",
  flows: "Segments and strategies that rest on it",
  nowhere: "none",
  sensitive: "sensitive",
  purposes: "Purposes and automated decisions",
  strategy: "Strategy",
  objective: "Objective",
  whom: "For",
  channels: "Channels",
  owners: "Who answers",
  nobody: "nobody",
  decides: "Decides on",
  rests: "Rests on sensitive",
  consents: "Consents asked for",
  noConsents: "None. Everybody is served by what is known of them.",
  models: "Models that learn from customers",
  noModels: "None.",
  findings: "Open findings",
  noFindings: "None.",
  allowed: "Allowed, with the reason",
  noAllowed: "Nothing.",
  place: "Place",
  finding: "Finding",
  reason: "Reason",
  exported: "Recipients: exports in the audit log",
  when: "When",
  who: "Who",
  where: "To",
  noExports: "No export was logged.",
  retention: "Retention",
  runs: (count: number, oldest: string) =>
    count === 0
      ? "No snapshot is kept."
      : `${count === 1 ? `1 snapshot is kept, of ${oldest}` : `${count} snapshots are kept, the oldest of ${oldest}`}. Look-ups and contacts are kept in .clientele/state.sqlite until somebody erases them.`,
  forgotten: (count: number) =>
    `${count === 1 ? "1 id was forgotten and is" : `${count} ids were forgotten and are`} kept out by a keyed digest.`,
  objectives: objectivesInEnglish,
  decisions: {
    price: "price",
    promotion: "promotion",
    service: "level of service",
  } satisfies Readonly<Record<Decision, string>>,
};

export type ImpactWords = typeof en;

const zh: ImpactWords = {
  title: "个人信息保护影响评估",
  basis:
    "依据《个人信息保护法》第 55、56 条及 GDPR 第 35 条，由配置自动生成。系统无法得知的内容须由人补充：各项处理目的的合法性基础，以及处理是否必要、相称。",
  summary: (purposes, columns, findings, allowed) =>
    `共 ${purposes} 项处理目的、${columns} 个个人或敏感字段、${findings} 条未决发现、${allowed} 条附理由的豁免。`,
  data: "处理哪些数据",
  source: "数据源",
  from: "读取自",
  kind: "类型",
  columns: "个人与敏感字段及其流向",
  column: "字段",
  what: "性质",
  flows: "依据它的客群与策略",
  nowhere: "无",
  sensitive: "敏感",
  purposes: "处理目的与自动化决策",
  strategy: "策略",
  objective: "目标",
  whom: "面向",
  channels: "渠道",
  owners: "负责",
  nobody: "无人",
  decides: "决定",
  rests: "涉及敏感字段",
  consents: "征求的同意",
  noConsents: "无。所有客户均依据其特征提供服务。",
  models: "从客户数据学习的模型",
  noModels: "无。",
  findings: "未决发现",
  noFindings: "无。",
  allowed: "豁免及理由",
  noAllowed: "无。",
  place: "位置",
  finding: "发现",
  reason: "理由",
  exported: "接收方：审计日志中的导出",
  when: "时间",
  who: "何人",
  where: "去向",
  noExports: "没有导出记录。",
  retention: "保存期限",
  runs: (count, oldest) =>
    count === 0
      ? "未保存快照。"
      : `保存 ${count} 份快照，${count === 1 ? "日期" : "最早"}为 ${oldest}。查询与联系记录存于 .clientele/state.sqlite，直至有人删除。`,
  forgotten: (count) => `已删除 ${count} 个编号，并以带密钥的摘要防止再次纳入。`,
  objectives: objectivesInChinese,
  decisions: { price: "价格", promotion: "促销", service: "服务等级" },
};

export const impactWords = (locale: string): ImpactWords => (isChinese(locale) ? zh : en);
