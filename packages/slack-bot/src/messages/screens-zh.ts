import type { ScreenMessages } from "./screens-en.ts";

/** 弹窗及其结果的用语。 */
export const screensZh: ScreenMessages = {
  nextStep: "下一步",
  more: "更多",
  logContact: "记录联系",
  watch: "关注",
  history: "历史",
  wrongSegment: "客群有误",
  thisIsWrong: "客群有误",
  refresh: "刷新",
  retry: "重试",
  save: "保存",
  cancel: "取消",
  close: "关闭",
  opening: "正在打开……",
  cardOutdated: "此客户卡已过期。",
  notAllowed: "可在此查询客户，但无权进行此操作。请联系权限管理者。",
  slackSilent: "Slack 未及时打开表单，尚未保存任何内容。",
  notSaved: "未保存：联系记录无响应。备注已保留。",
  result: "结果",
  results: {
    won: "成交",
    lost: "未成交",
    no_answer: "未接通",
    later: "稍后",
    do_not_contact: "拒绝联系",
  },
  refusalHint: "即撤回同意：名单、计划与推送自此不再包含该客户",
  chooseResult: "请选择结果",
  note: "备注",
  channel: "方式",
  chooseChannel: "选择方式",
  channels: {
    phone: "电话",
    visit: "拜访",
    email: "邮件",
    wecom: "企业微信",
    sms: "短信",
    other: "其他",
  },
  logged: (customer, result) => `已为 ${customer} 记录：${result}。`,
  loggedShort: "已记录联系",
  homeDue: (due, overdue) =>
    overdue === "0"
      ? `今日应办 ${due} 项`
      : due === overdue
        ? `逾期 ${due} 项`
        : `今日应办 ${due} 项，其中逾期 ${overdue} 项`,
  homeNothingDue: "今日无待办。",
  homeNext: (day, customer) => `下一项：${day}，${customer}。`,
  homeNextUndated: (customer) => `下一项：${customer}。`,
  log: "记录",
  logFor: (customer) => `记录与 ${customer} 的联系`,
  openCard: "客户卡",
  cardOf: (customer) => `${customer} 的客户卡`,
  showMore: (n) => `再显示 ${n} 项`,
  homeChanged: (changed, own, since) => `${since} 以来：${own} 位客户中 ${changed} 位有变化`,
  homeUnchanged: (own, since) => `${since} 以来，${own} 位客户的客群均无变化。`,
  homeNothingEarlier: "发布第二次运行后，此处显示变化。",
  homeSegments: (own) => `名下 ${own} 位客户`,
  homeNobody: (names) =>
    `没有以 ${names} 为负责人的客户，因此此处为空。请联系客户名单的维护者，或直接查询客户。`,
  homeNoEmail: "Slack 未提供邮箱地址，无法确定名下客户。",
  homeDataTo: (day) => `数据截至 ${day}`,
  homeLookUp: "查询客户",
  homeAll: "客群",
};
