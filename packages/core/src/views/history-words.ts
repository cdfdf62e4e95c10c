/** The words of histories and disputes. */
import { isChinese } from "./format-number.ts";

const en = {
  since: (day: string) => `In on ${day}`,
  noMoves: (day: string) => `No change of segment since ${day}.`,
  onlyRun: "No earlier run is kept, so nothing can be compared yet.",
  none: "none",
  moved: "Changes",
  causes: { customer: "what the customer did", rules: "other rules" },
  contacts: "Contacts",
  noContacts: "No contact is logged.",
  outcomes: {
    won: "won",
    lost: "lost",
    no_answer: "no answer",
    later: "later",
    do_not_contact: "do not contact",
  },
  colon: ": ",
  comma: ", ",
  disputes: "Disputes",
  noDisputes: "No dispute is open.",
  id: "Number",
  customer: "Customer",
  segmentation: "Segmentation",
  is: "Is in",
  wanted: "Should be in",
  why: "Why",
  by: "By",
  at: "On",
  run: "Run",
  state: "State",
  open: "open",
  resolved: (by: string, note: string) => `${by}: ${note}`,
};

type HistoryWords = typeof en;

const zh: HistoryWords = {
  since: (day) => `${day} 所在`,
  noMoves: (day) => `${day} 以来客群无变化。`,
  onlyRun: "没有保留更早的运行，暂无法比较。",
  none: "无",
  moved: "变化",
  causes: { customer: "客户行为", rules: "规则变更" },
  contacts: "联系记录",
  noContacts: "尚无联系记录。",
  outcomes: {
    won: "成交",
    lost: "未成交",
    no_answer: "未接通",
    later: "稍后",
    do_not_contact: "拒绝联系",
  },
  colon: "：",
  comma: "、",
  disputes: "异议",
  noDisputes: "没有未处理的异议。",
  id: "编号",
  customer: "客户",
  segmentation: "分群",
  is: "当前客群",
  wanted: "应为",
  why: "理由",
  by: "提出",
  at: "日期",
  run: "运行",
  state: "状态",
  open: "未处理",
  resolved: (by, note) => `${by}：${note}`,
};

export const historyWordsFor = (locale: string): HistoryWords => (isChinese(locale) ? zh : en);
