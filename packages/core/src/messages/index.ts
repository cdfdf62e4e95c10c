/** Problems as sentences in the reader's language. Safe in browsers. */
import type { Problem } from "../problem.ts";
import type { Catalogue } from "./catalogue.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** The languages that problems are told in. */
export type Language = "en" | "zh";

const catalogues: Readonly<Record<Language, Catalogue>> = { en, zh };

/** The language for a locale; English where we have none. @example languageOf("zh-CN") // => "zh" */
export const languageOf = (locale: string): Language => (/^zh\b/i.test(locale) ? "zh" : "en");

/**
 * What is wrong and what to do, as a sentence without its place and without a full stop.
 *
 * @param locale the reader's BCP 47 tag
 * @example messageOf(problem("missing-key", { key: "from" }, place), "en") // => '"from" is missing; add it'
 */
export function messageOf(problem: Problem, locale: string): string {
  // `Problem` pairs its code with its values; the union of functions forgets that pairing.
  const tell = catalogues[languageOf(locale)][problem.code] as (
    values: Problem["values"],
  ) => string;
  return tell(problem.values);
}
