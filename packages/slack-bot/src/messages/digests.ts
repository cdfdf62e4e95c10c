/** The words of digests that people subscribe to. */
import { digestsEn, type DigestMessages } from "./digests-en.ts";
import { digestsZh } from "./digests-zh.ts";
import type { BotLocale } from "./index.ts";

export type { DigestMessages };

/** @example digestMessages("zh-CN").stop // => "停止" */
export const digestMessages = (locale: BotLocale): DigestMessages =>
  locale === "zh-CN" ? digestsZh : digestsEn;
