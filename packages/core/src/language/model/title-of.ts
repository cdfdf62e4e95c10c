import type { Localised } from "../config/text.ts";

/** A title for an id without one. @example titleOf("save_list") // => "Save list" */
export function titleOf(id: string, title?: Localised): Localised {
  if (title !== undefined) return title;
  const words = id.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
