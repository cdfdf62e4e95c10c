import { en, type Messages } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

export type { Messages };

/** The languages that the bot speaks. */
export type BotLocale = "en" | "zh-CN";

const catalogues: Readonly<Record<BotLocale, Messages>> = { en, "zh-CN": zhCN };

/** @example messagesFor("zh-CN").next // => "下一页" */
export const messagesFor = (locale: BotLocale): Messages => catalogues[locale];

/**
 * The language to answer in: Chinese for every Chinese locale, English for all others.
 *
 * @param locale a BCP 47 tag as Slack gives it
 * @example botLocale("zh-TW") // => "zh-CN"
 */
export const botLocale = (locale: string): BotLocale => (/^zh\b/i.test(locale) ? "zh-CN" : "en");
