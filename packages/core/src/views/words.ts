import { isChinese } from "./format-number.ts";
import { en, type Words } from "./words-en.ts";
import { zh } from "./words-zh.ts";

export type { Words };

/** The words of views in the reader's language; English where we have no other. */
export const wordsFor = (locale: string): Words => (isChinese(locale) ? zh : en);
