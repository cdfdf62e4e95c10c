/**
 * A name as look-ups compare it: compatible forms made one (NFKC: full-width letters, ligatures), small letters,
 * spaces trimmed and collapsed. The data and the question go through the same function.
 *
 * @example normaliseName("  ＡＣＭＥ\u3000Trading ") // => "acme trading"
 */
export function normaliseName(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll(/\s+/gu, " ").trim();
}
