/** The pieces of names that an index keeps besides stretches of three letters. */
import { wordsIn } from "./match-of.ts";
import type { Sound } from "./pinyin-of.ts";

/** Words of Latin letters and digits: those that slips are looked for in. */
export const isLatin = (word: string): boolean => /^[\p{Script=Latin}\p{N}]+$/u.test(word);

/** Chinese characters alone and in pairs; of other words the two letters that they begin with. */
export function piecesOf(name: string): readonly string[] {
  const stretches = name.match(/\p{Script=Han}+/gu) ?? [];
  const chinese = stretches.flatMap((stretch) => {
    const characters = Array.from(stretch);
    return [...characters, ...characters.slice(1).map((c, i) => `${characters[i] ?? ""}${c}`)];
  });
  return [...chinese, ...wordsIn(name).map((word) => Array.from(word).slice(0, 2).join(""))];
}

/**
 * Two letters of a sound, told from words by a digit: initials of neighbours, and what each syllable begins with.
 *
 * @example soundPieces({ full: "suzhou", initials: "sz", starts: [0, 2] }) // => ["0sz", "1su", "1zh"]
 */
export const soundPieces = ({ full, initials, starts }: Sound): readonly string[] => [
  ...Array.from(initials)
    .slice(1)
    .map((c, i) => `0${initials[i] ?? ""}${c}`),
  ...starts.map((at) => `1${full.slice(at, at + 2)}`),
];

/** A word, and the word with each of its letters left out. */
export const shortened = (word: string): readonly string[] => [
  word,
  ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)),
];
