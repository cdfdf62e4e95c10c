import type { BotLocale } from "./index.ts";

/** The words of answers to whether customers may be contacted. */
const en = {
  short: "Whether a customer may be contacted",
  refused: (name: string) => `No. ${name} wants no contact at all.`,
  agreed: (name: string, channel: string) => `Yes: ${name} agreed to ${channel}.`,
  notAgreed: (name: string, channel: string) => `No: ${name} did not agree to ${channel}.`,
  notKept: (channel: string) => `The project keeps no consent to ${channel}.`,
  noneKept: (name: string) => `The project keeps no consents. ${name} has not refused contact.`,
  all: (yes: string, no: string) =>
    [...(yes === "" ? [] : [`Agreed to: ${yes}.`]), ...(no === "" ? [] : [`Not to: ${no}.`])].join(
      " ",
    ),
  list: (count: string) => `Customers who want no contact: ${count}`,
  nobody: "Nobody whom you can see has refused contact.",
};

type ConsentMessages = typeof en;

const zh: ConsentMessages = {
  short: "是否可以联系客户",
  refused: (name) => `不可以。${name} 拒绝一切联系。`,
  agreed: (name, channel) => `可以：${name} 已同意 ${channel}。`,
  notAgreed: (name, channel) => `不可以：${name} 未同意 ${channel}。`,
  notKept: (channel) => `项目中没有关于 ${channel} 的同意记录。`,
  noneKept: (name) => `项目中没有同意记录。${name} 未拒绝联系。`,
  all: (yes, no) =>
    [...(yes === "" ? [] : [`已同意：${yes}。`]), ...(no === "" ? [] : [`未同意：${no}。`])].join(
      "",
    ),
  list: (count) => `拒绝联系的客户：${count} 位`,
  nobody: "可查看的客户中，没有人拒绝联系。",
};

/** @example consentMessages("en").nobody // => "Nobody whom you can see has refused contact." */
export const consentMessages = (locale: BotLocale): ConsentMessages =>
  locale === "zh-CN" ? zh : en;
