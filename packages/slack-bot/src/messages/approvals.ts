import type { BotLocale } from "./index.ts";

/** The words of publish requests in Slack; what they would change is told by core's views. */
const en = {
  review: "Review",
  reject: "Reject",
  whoMoves: "Who moves",
  approve: "Approve",
  askAgain: "Ask again",
  push: (title: string) => `Approve “${title}”?`,
  pushDecided: (title: string) => `Publish request: ${title}`,
  /** The same words for everybody who may not decide, the author too. */
  notYours:
    "You may not decide on this request: only the approvers whom access.yaml names may, and never on their own.",
  reason: "Reason",
  reasonNeeded: "Say why: the author reads it",
  reasonHint: "The author reads it",
  approved: "Approved. It is counted once more on the newest data, then goes live.",
  rejected: "Rejected. The author is told.",
  decided: (state: string) => `Somebody was quicker: ${state}`,
  expired: "Request expired; nothing was published.",
  otherFigures: "The figures have changed since. Open it again from the message or from Home.",
  gone: "There is no such request any more.",
  askedAgain: (id: number) => `Asked again: request ${id}.`,
  again: (title: string) => `“${title}” is asked again with new figures; see above.`,
  moversGone: "The figures are being counted again. Ask in a moment.",
  nobodyShown: "Nobody whom you may see moves.",
  told: {
    waiting: (title: string, who: string) => `“${title}” waits for ${who}.`,
    nobody: (title: string) =>
      `Nobody is left who may approve “${title}”, as access.yaml is now. It stays open until it expires.`,
    again: (title: string) => `“${title}” was counted again and waits for approval anew.`,
    live: (title: string, who: string) => `${who} approved “${title}”. It is live.`,
    rejected: (title: string, who: string) => `${who} rejected “${title}”.`,
    expired: (title: string) => `Request expired; nothing was published: “${title}”.`,
    blocked: (title: string) => `“${title}” cannot be published as it is.`,
  },
  checkFails: (name: string, subject: string, expected: string, got: string) =>
    `Check “${name}” fails: ${subject} should be ${bounds(expected, "at least ", " to ", "at most ")}, is ${got}`,
  editedSince:
    "Data are newer than what is published, and the project's files were edited since: nothing was run. Publish the edits (clientele run --publish), or ask for it (clientele publish --request).",
  notRefreshed:
    "The new data were computed and not published: a check fails. What was published before goes on answering.",
  home: "Approvals",
  homeNothing: "Nothing waits for you.",
  homeYours: (state: string) => `Your request: ${state}`,
  homeBy: (who: string) => `By ${who}`,
  dataTo: (day: string) => `data to ${day}`,
  until: (time: string) => `until ${time}`,
  live: (sentence: string) => `Live: ${sentence}`,
  reviewOf: (title: string) => `Review ${title}`,
};

export type ApprovalMessages = typeof en;

const zh: ApprovalMessages = {
  review: "审阅",
  reject: "驳回",
  whoMoves: "转移的客户",
  approve: "批准",
  askAgain: "重新申请",
  push: (title) => `批准“${title}”？`,
  pushDecided: (title) => `发布申请：${title}`,
  notYours: "无权处理此申请：仅 access.yaml 指定的审批人可处理，且不能处理自己的申请。",
  reason: "理由",
  reasonNeeded: "请填写理由，申请人会看到",
  reasonHint: "申请人会看到",
  approved: "已批准。用最新数据再次计算后上线。",
  rejected: "已驳回，并已通知申请人。",
  decided: (state) => `已有人先行处理：${state}`,
  expired: "申请已过期，未发布任何内容。",
  otherFigures: "数字已有变化。请从消息或主页重新打开。",
  gone: "该申请已不存在。",
  askedAgain: (id) => `已重新申请：申请 ${id}。`,
  again: (title) => `“${title}”以新数字重新送审，见上。`,
  moversGone: "正在重新计算。请稍后再试。",
  nobodyShown: "可见范围内没有客户转移。",
  told: {
    waiting: (title, who) => `“${title}”待 ${who} 批准。`,
    nobody: (title) => `按当前的 access.yaml，已没有人可以批准“${title}”。申请在过期前仍然有效。`,
    again: (title) => `“${title}”已重新计算，再次待批准。`,
    live: (title, who) => `${who} 已批准“${title}”，现已上线。`,
    rejected: (title, who) => `${who} 已驳回“${title}”。`,
    expired: (title) => `申请已过期，未发布任何内容：“${title}”。`,
    blocked: (title) => `“${title}”目前无法发布。`,
  },
  checkFails: (name, subject, expected, got) =>
    `检查“${name}”未通过：${subject} 应为 ${bounds(expected, "至少 ", " 至 ", "至多 ")}，实为 ${got}`,
  editedSince:
    "数据比已发布的结果新，但项目文件此后有改动，因此未运行。请发布改动（clientele run --publish），或提交发布申请（clientele publish --request）。",
  notRefreshed: "已用新数据计算，但有检查未通过，未发布；仍以此前发布的结果回答。",
  home: "审批",
  homeNothing: "没有待批准的申请。",
  homeYours: (state) => `自己的申请：${state}`,
  homeBy: (who) => `申请人 ${who}`,
  dataTo: (day) => `数据截至 ${day}`,
  until: (time) => `截至 ${time}`,
  live: (sentence) => `线上：${sentence}`,
  reviewOf: (title) => `审阅 ${title}`,
};

/** @example approvalMessages("zh-CN").approve // => "批准" */
export const approvalMessages = (locale: BotLocale): ApprovalMessages =>
  locale === "zh-CN" ? zh : en;

/** `>= 166, <= 170` as people say it; any other expectation as it is. */
const bounds = (expected: string, least: string, between: string, most: string): string =>
  expected
    .replace(/^>= (\S+), <= (\S+)$/, `$1${between}$2`)
    .replace(/^>= (?=\S+$)/, least)
    .replace(/^<= (?=\S+$)/, most);
