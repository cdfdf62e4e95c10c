/** What an index of names is asked for one question, way by way. */
import { isChinese, isLong, mayHaveSlip, shortestHeard, type Wanted } from "./match-of.ts";
import { isLatin, piecesOf, shortened } from "./name-pieces.ts";

/** What an FTS5 table is asked. `long`: in stretches of three letters, otherwise in pieces. */
export type Match = { readonly long: boolean; readonly query: string };

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const lengthOf = (text: string): number => Array.from(text).length;

/** A stretch of a name, or all of some words in any order. */
export function partQueries({ text, words }: Wanted): readonly Match[] {
  const stretch: Match[] = isLong(text)
    ? [{ long: true, query: `name : ${quoted(text)}` }]
    : [{ long: false, query: piece(text) }];
  if (words.length < 2) return stretch;
  const long = words.filter(isLong);
  const all: Match =
    long.length > 0
      ? { long: true, query: `name : (${long.map(quoted).join(" AND ")})` }
      : { long: false, query: words.map(piece).join(" AND ") };
  return [...stretch, all];
}

/** One or two characters: Chinese ones as they are, letters as the beginning of a word. */
const piece = (text: string): string => (isChinese(text) ? quoted(text) : `${quoted(text)}*`);

/** A stretch of pinyin, or of initials. */
export function soundQueries({ letters }: Wanted): readonly Match[] {
  if (letters === null || letters.length < 2) return [];
  return letters.length >= 3
    ? [{ long: true, query: `sound : ${quoted(letters)}` }]
    : [{ long: false, query: `"0${letters}" OR "1${letters}"` }];
}

/**
 * What is one slip away.
 *
 * @param wordsOf words that are one letter longer than a key, or are the key
 */
export function slipQueries(
  { text, words, letters }: Wanted,
  wordsOf: (key: string) => readonly string[],
): readonly Match[] {
  const chosen = words.map((word) => {
    const near = isLatin(word) && mayHaveSlip(word) ? shortened(word).flatMap(wordsOf) : [];
    const all = [...new Set([word, ...near])].filter(isLong);
    return all.length === 0 ? [] : [`(${all.map(quoted).join(" OR ")})`];
  });
  const latin = chosen.flat();
  const queries: Match[] =
    latin.length === 0 ? [] : [{ long: true, query: `name : (${latin.join(" AND ")})` }];
  const characters = Array.from(text).filter((c) => isChinese(c));
  if (characters.length >= 3 && characters.length === lengthOf(text))
    for (const at of characters.keys()) {
      const sides = [characters.slice(0, at), characters.slice(at + 1)].map((side) =>
        side.join(""),
      );
      const pieces = sides.flatMap(piecesOf);
      queries.push({ long: false, query: [...new Set(pieces)].map(quoted).join(" AND ") });
    }
  // One slip leaves one half as it is.
  if (letters !== null && letters.length >= shortestHeard) {
    const half = Math.floor(letters.length / 2);
    for (const side of [letters.slice(0, half), letters.slice(half)])
      queries.push({ long: true, query: `sound : ${quoted(side)}` });
  }
  return queries;
}
