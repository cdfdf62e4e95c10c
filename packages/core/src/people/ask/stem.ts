/**
 * An English word without the ending of its plural or third person; other words as they are. Rough on purpose: both sides of a
 * comparison go through it.
 *
 * @param word in small letters
 * @example stem("businesses") // => "business"
 * @example stem("cities") // => "city"
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/[^siu]s$/.test(word)) return word.slice(0, -1);
  return word;
}
