import type { BotLocale } from "./index.ts";
import { screensEn, type ScreenMessages } from "./screens-en.ts";
import { screensZh } from "./screens-zh.ts";

export type { ScreenMessages };

/** @example screenMessages("zh-CN").save // => "保存" */
export const screenMessages = (locale: BotLocale): ScreenMessages =>
  locale === "zh-CN" ? screensZh : screensEn;
