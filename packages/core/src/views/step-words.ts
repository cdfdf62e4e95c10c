/** The words of a step on a form. */
import { isChinese } from "./format-number.ts";

type Verbs = Readonly<Partial<Record<string, string>>>;

const en = {
  /** @param verb how it is done; `null` where any way will do */
  does: (verb: string | null, what: string) =>
    verb === null ? what : `${verb}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  due: (day: string) => `Due ${day}`,
  overdue: (day: string) => `Was due ${day}`,
  minutes: (n: string) => `${n} min`,
  hours: (n: string) => `${n} h`,
  verbs: {
    phone: "Call",
    visit: "Visit",
    wecom: "WeCom",
    wechat: "WeChat",
    sms: "Text",
    email: "E-mail",
    app: "In the app",
    mail: "Letter",
  } as Verbs,
};

type StepWords = typeof en;

const zh: StepWords = {
  does: (verb, what) => (verb === null ? what : `${verb}：${what}`),
  due: (day) => `截止 ${day}`,
  overdue: (day) => `已逾期，原定 ${day}`,
  minutes: (n) => `${n} 分钟`,
  hours: (n) => `${n} 小时`,
  verbs: {
    phone: "致电",
    visit: "拜访",
    wecom: "企业微信",
    wechat: "微信",
    sms: "短信",
    email: "邮件",
    app: "应用内",
    mail: "信函",
  },
};

export const stepWordsFor = (locale: string): StepWords => (isChinese(locale) ? zh : en);
