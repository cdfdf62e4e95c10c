/** What an index of names is asked for one question, way by way: pieces that all have to be there. */
import { isChinese, isLong, mayHaveSlip, shortestHeard, type Wanted } from "./match-of.ts";
import { heardFrom, initialPieces, isLatin, piecesIn, soundRuns } from "./name-pieces.ts";
import type { Piece } from "./name-postings.ts";

/** Pieces of which one row has each. */
export type Pieces = readonly Piece[];

/** So many ways of reading several words with slips are tried. */
const mostTogether = 60;

/** A stretch of a name, or all of some words in any order. */
export const partQueries = ({ text, words }: Wanted): readonly Pieces[] => [
  stretchPieces(text),
  ...(words.length > 1 ? [words.flatMap(stretchPieces)] : []),
];

/** One or two letters: as the beginning of a word. */
const stretchPieces = (text: string): Pieces =>
  isLong(text) || isChinese(text) ? piecesIn(text) : [`^${text}`];

/** A stretch of pinyin from a syllable on, or of initials. */
export const soundQueries = ({ letters }: Wanted): readonly Pieces[] =>
  letters === null || letters.length < 2
    ? []
    : [
        [...heardFrom(letters), ...soundRuns(letters)],
        initialPieces(letters, letters.length === 2 ? 2 : 3),
      ];

/**
 * What is one slip away.
 *
 * @param near words that are one slip from a word
 */
export function slipQueries(
  { text, words, letters }: Wanted,
  near: (word: string) => readonly string[],
): readonly Pieces[] {
  const queries: Pieces[] = [...wordQueries(words, near)];
  const characters = Array.from(text);
  // The character at one place is another one; what is beside it is there.
  if (characters.length >= 3 && isChinese(text))
    for (const at of characters.keys())
      queries.push(
        [characters.slice(0, at), characters.slice(at + 1)].flatMap((side) =>
          piecesIn(side.join("")),
        ),
      );
  if (letters !== null && letters.length >= shortestHeard)
    for (const at of Array.from(letters).keys()) {
      // A letter more, less or another, and then two that are exchanged.
      const [left, right] = [letters.slice(0, at), letters.slice(at + 1)];
      queries.push([...heardFrom(left), ...soundRuns(left), ...soundRuns(right)]);
      const exchanged = `${left}${right.slice(0, 1)}${letters[at] ?? ""}${right.slice(1)}`;
      if (right !== "") queries.push([...heardFrom(exchanged), ...soundRuns(exchanged)]);
    }
  return queries;
}

/** Each word, or one near it, in some order: the more is right, the earlier. */
function wordQueries(
  words: readonly string[],
  near: (word: string) => readonly string[],
): readonly Pieces[] {
  if (words.length === 0) return [];
  let together: readonly Pieces[] = [[]];
  for (const word of words) {
    const slips = isLatin(word) && mayHaveSlip(word) ? near(word) : [];
    const meant = [word, ...slips].map(stretchPieces);
    together = meant
      .flatMap((pieces) => together.map((before) => [...before, ...pieces]))
      .slice(0, mostTogether);
  }
  return together;
}
