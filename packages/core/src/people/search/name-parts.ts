/** What an index of names is made of. */
import type { NamePostings } from "./name-postings.ts";
import type { NameTexts } from "./name-texts.ts";
import type { NameWords } from "./name-words.ts";

/** Id, names, e-mail addresses, and the syllables of each name; none where nothing of it is Chinese. */
export type Said = readonly [
  id: string,
  names: readonly string[],
  emails: readonly string[],
  heard: readonly string[],
];

/** The parts that questions are put to. */
export type NameParts = {
  readonly texts: NameTexts<Said>;
  readonly pieces: NamePostings;
  readonly words: NameWords;
  /** Rows of a whole name, an id or an address, until `visit` says no. */
  readonly exact: (key: string, visit: (row: number) => boolean) => void;
  /** Rows of whole names, ids and addresses that begin so, until `visit` says no. */
  readonly begins: (text: string, visit: (row: number) => boolean) => void;
};
