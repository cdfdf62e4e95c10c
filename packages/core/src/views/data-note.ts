import { formatDate } from "./format-date.ts";
import type { Block } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/** A line begins with a capital. @example capital("data to 18 Nov") // => "Data to 18 Nov" */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The day to which the data go, as a line of its own below what they come to.
 *
 * @param asOf ISO
 * @example dataNote("2026-11-18", { locale: "en", today: "2026-11-20" }) // a hint: "Data to 18 Nov"
 */
export function dataNote(asOf: string, options: ViewOptions): Block {
  const text = wordsFor(options.locale).dataTo(formatDate(asOf, options));
  return { kind: "note", tone: "hint", text: capital(text) };
}
