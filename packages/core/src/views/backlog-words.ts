/** The words of what segments need and nobody offers. */
import { isChinese } from "./format-number.ts";

const en = {
  title: "Backlog · what segments need and no strategy offers",
  have: (customers: string, money: string, by: string) =>
    `${customers} customers have it, together ${money} (${by})`,
  separator: "; ",
  rule: (strategy: string) => `“${strategy}” has a rule about it`,
  words: (strategy: string) => `“${strategy}” speaks of it`,
  addressed: "What strategies address already:",
  more: (n: string) => `${n} more: --limit`,
  defining: "the segment is made by it",
  nothing:
    "No segment needs anything significantly more than others that its strategies do not speak of.",
  foot: (tests: string, segments: string) =>
    `Of ${tests} comparisons in ${segments} segments, all together at a false discovery rate of 5 %. A need counts as addressed where a strategy of the segment names it in a rule or in words.`,
  tooFew: (n: string) => `Of ${n} segments there are too few customers to say anything.`,
};

type BacklogWords = typeof en;

const zh: BacklogWords = {
  title: "创新待办 · 客群有需求而策略未提供",
  have: (customers, money, by) => `${customers} 位客户有此需求，合计 ${money}（${by}）`,
  separator: "；",
  rule: (strategy) => `“${strategy}”的规则与此有关`,
  words: (strategy) => `“${strategy}”提到了它`,
  addressed: "已有策略回应：",
  more: (n) => `另有 ${n} 项：--limit`,
  defining: "客群即由此划分",
  nothing: "没有客群存在显著偏高、而其策略未提及的需求。",
  foot: (tests, segments) =>
    `共比较 ${segments} 个客群、${tests} 次，整体错误发现率控制在 5 %。客群的策略在规则或文字中提到即视为已回应。`,
  tooFew: (n) => `${n} 个客群的客户过少，不作判断。`,
};

export const backlogWordsFor = (locale: string): BacklogWords => (isChinese(locale) ? zh : en);
