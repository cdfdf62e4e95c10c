/** How digests are told, in every language. Numbers come formatted. */
import type { Cause } from "../domain/migration/migration.ts";
import { isChinese } from "./format-number.ts";

const en = {
  net: (change: string) => (change === "0" ? "as before" : change),
  inOut: (cause: string, into: string, out: string) => `${cause}: ${into} in, ${out} out`,
  none: (cause: string) => `${cause}: none`,
  causes: {
    customers: "By what customers did",
    rules: "By changed rules",
    corrected: "By corrected data",
    refit: "By refitted models",
  } satisfies Record<Cause, string>,
  joined: (count: string) => `New: ${count}`,
  left: (count: string) => `Gone: ${count}`,
  revenueWithin: (days: string) => `Revenue of ${days}`,
  revenueInAll: "Revenue to date",
  follow: "Call first",
  notBought: (days: string) => `${days} without a purchase`,
  overdue: "overdue",
  steps: "Actions",
  stepCounts: (due: string, done: string, overdue: string) =>
    `due ${due}, done ${done}, overdue ${overdue}`,
  decide: "Decide",
  decideOverdue: (steps: string) =>
    steps === "1"
      ? "Who takes the overdue action, and by when?"
      : `Who takes the ${steps} overdue actions, and by when?`,
  decideLosses: (customers: string) =>
    customers === "1"
      ? "Who calls this customer this week?"
      : `Who calls these ${customers} this week?`,
  decideRules: (customers: string) =>
    `${customers} moved because the rules changed: is that what was meant?`,
  first: "The first digest: there is nothing to compare with yet.",
  unchanged: (day: string) => `Nothing has changed since ${day}.`,
  dataTo: (day: string) => `Data to ${day} 24:00`,
  list: (segment: string) => `All of "${segment}"`,
  detail: (title: string) => `${title}: in detail`,
  customers: "Customers",
  segment: "Segment",
  before: "Before",
  new: "New",
  gone: "Gone",
  movedIn: "In",
  movedOut: "Out",
  after: "After",
  balance: "Before + new + in − out − gone = after",
  cause: "Cause",
  moves: "Moves by cause",
  lost: "Largest losses",
  customer: "Customer",
  from: "From",
  to: "To",
  spent: "Spent",
  owner: "Owner",
  late: "Overdue actions",
  action: "Action",
  dueBy: "Due",
  noSegment: "in none",
  chartMoves: "Who came and who went",
  chartSizes: "Customers by segment",
  came: "In",
  went: "Out",
  moveSentence: (segment: string, into: string, out: string) =>
    `${segment}: ${into} in, ${out} out.`,
  sizeSentence: (segment: string, count: string) => `${segment} is the largest, with ${count}.`,
  unsplit: (segmentation: string, cause: string) =>
    `${segmentation}: ${cause.toLowerCase()} could not be told apart from what customers did.`,
  ready: (title: string, period: string) => `${title}: ${period}`,
  lateNotice: (due: string) => `Late (due ${due}): bot was offline.`,
};

export type DigestWords = typeof en;

const zh: DigestWords = {
  net: (change) =>
    change === "0"
      ? "与上期持平"
      : change.startsWith("−")
        ? `净减 ${change.slice(1)}`
        : `净增 ${change.slice(1)}`,
  inOut: (cause, into, out) => `${cause}：转入 ${into}，转出 ${out}`,
  none: (cause) => `${cause}：0`,
  causes: { customers: "客户行为", rules: "规则变更", corrected: "数据更正", refit: "模型重估" },
  joined: (count) => `新增：${count}`,
  left: (count) => `离开：${count}`,
  revenueWithin: (days) => `近 ${days}收入`,
  revenueInAll: "累计收入",
  follow: "优先跟进",
  notBought: (days) => `${days}未购`,
  overdue: "逾期",
  steps: "行动",
  stepCounts: (due, done, overdue) => `应办 ${due}，完成 ${done}，逾期 ${overdue}`,
  decide: "请决定",
  decideOverdue: (steps) => `逾期 ${steps} 项由谁接手，何时完成？`,
  decideLosses: (customers) => `本周由谁联系这 ${customers} 位客户？`,
  decideRules: (customers) => `规则变更使 ${customers} 位客户移动，是否符合预期？`,
  first: "首份简报：尚无可比较的数据。",
  unchanged: (day) => `自${day}以来没有变化。`,
  dataTo: (day) => `数据截至 ${day} 24:00`,
  list: (segment) => `全部“${segment}”`,
  detail: (title) => `${title}：明细`,
  customers: "客户数",
  segment: "客群",
  before: "期初",
  new: "新增",
  gone: "离开",
  movedIn: "转入",
  movedOut: "转出",
  after: "期末",
  balance: "期初 + 新增 + 转入 − 转出 − 离开 = 期末",
  cause: "原因",
  moves: "按原因的转移",
  lost: "主要流失",
  customer: "客户",
  from: "原客群",
  to: "现客群",
  spent: "消费额",
  owner: "负责人",
  late: "逾期行动",
  action: "行动",
  dueBy: "期限",
  noSegment: "未入客群",
  chartMoves: "转入与转出",
  chartSizes: "各客群客户数",
  came: "转入",
  went: "转出",
  moveSentence: (segment, into, out) => `${segment}：转入 ${into}，转出 ${out}。`,
  sizeSentence: (segment, count) => `${segment}最大，${count} 位客户。`,
  unsplit: (segmentation, cause) => `${segmentation}：${cause}无法与客户行为区分。`,
  ready: (title, period) => `${title}：${period}`,
  lateNotice: (due) => `延迟（应于 ${due} 发送）：机器人当时离线。`,
};

export const digestWordsFor = (locale: string): DigestWords => (isChinese(locale) ? zh : en);
