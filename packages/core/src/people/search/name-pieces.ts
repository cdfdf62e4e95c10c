/** The pieces of names and of how they sound that an index keeps. */
import { wordsIn } from "./match-of.ts";
import type { Piece } from "./name-postings.ts";
import type { Sound } from "./pinyin-of.ts";

/** Words of Latin letters and digits: those that slips are looked for in. */
export const isLatin = (word: string): boolean => /^[\p{Script=Latin}\p{N}]+$/u.test(word);

/** Scripts of so many characters that two of them say what three letters do. */
const stretches = /[\p{Script=Han}\p{Script=Hangul}]+|[^\p{Script=Han}\p{Script=Hangul}]+/gu;
const isDense = (stretch: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}]/u.test(stretch);

/**
 * Whoever has a stretch in their name has these: Chinese characters alone and in pairs, of other texts three letters.
 *
 * @example piecesIn("丽华ltd") // => ["丽", "华", "丽华", "ltd"]
 */
export const piecesIn = (text: string): readonly Piece[] =>
  (text.match(stretches) ?? []).flatMap((stretch) => {
    const own = Array.from(stretch);
    return isDense(stretch) ? [...own, ...runs(own, 2)] : runs(own, 3);
  });

/** What a word begins with, one letter and two. @example beginningsIn("acme ltd") // => ["^a", "^ac", "^l", "^lt"] */
export const beginningsIn = (name: string): readonly Piece[] =>
  wordsIn(name).flatMap((word) => {
    const [first = "", second] = Array.from(word);
    return [`^${first}`, ...(second === undefined ? [] : [`^${first}${second}`])];
  });

/** Letters of a sound as a number, by what sort of piece they are: making many short texts takes longer than all else. */
function heardPiece(sort: number, letters: string, from: number, length: number): number {
  let code = sort;
  for (let at = from; at < from + length; at += 1)
    code = code * 27 + Math.max(0, Math.min(26, letters.charCodeAt(at) - 96));
  return code;
}

const [anywhere, atStart, initial] = [1, 2, 3];

/** Pieces of a sound: its stretches of three letters, what its syllables begin with, and its initials. */
export const soundPieces = ({ full, initials, starts }: Sound): readonly Piece[] => [
  ...soundRuns(full),
  ...starts.flatMap((at) => heardFrom(full, at)),
  ...initialPieces(initials, 2),
  ...initialPieces(initials, 3),
];

/** All stretches of three letters. */
export const soundRuns = (letters: string): readonly Piece[] => heardRuns(anywhere, letters, 3);

/** Two letters and four, as they are heard from the beginning of a syllable on. */
export const heardFrom = (letters: string, at = 0): readonly Piece[] =>
  [2, 4].flatMap((n) => (letters.length < at + n ? [] : heardPiece(atStart, letters, at, n)));

/** All stretches of two or three initials. */
export const initialPieces = (initials: string, length: 2 | 3): readonly Piece[] =>
  heardRuns(initial, initials, length);

function heardRuns(sort: number, letters: string, length: number): readonly Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at + length <= letters.length; at += 1)
    found.push(heardPiece(sort, letters, at, length));
  return found;
}

const runs = (characters: readonly string[], n: number): readonly string[] =>
  characters.slice(n - 1).map((_, i) => characters.slice(i, i + n).join(""));
