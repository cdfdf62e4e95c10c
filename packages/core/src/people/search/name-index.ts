/**
 * An index of names that lives as long as the process: exact keys in a private SQLite database, pieces of names and of how they
 * sound in memory. It proposes customers; `matchOf` decides who matches, and how well.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { nameIndexStatements } from "../../query/name-index-statements.ts";
import { mayHaveSlip, wordsIn } from "./match-of.ts";
import type { Findable } from "./match-order.ts";
import { nameKnown, type NameOracle } from "./name-oracle.ts";
import { beginningsIn, isLatin, piecesIn, soundPieces } from "./name-pieces.ts";
import type { NameParts, Said } from "./name-parts.ts";
import { namePostings } from "./name-postings.ts";
import { nameSearch, type Found } from "./name-search.ts";
import { nameSights, type NameSights } from "./name-sights.ts";
import { nameTexts } from "./name-texts.ts";
import { nameWords } from "./name-words.ts";
import { normaliseName } from "./normalise-name.ts";
import { soundOf, syllablesOf } from "./pinyin-of.ts";

export type NameIndex = {
  /** Before `finish` only. */
  readonly add: (customers: readonly Findable[]) => void;
  readonly finish: () => void;
  /**
   * Best first; `more` where others may match besides.
   *
   * @param sight only what was shown to it; nobody where nothing was. All customers where it is left out
   */
  readonly search: (asked: string, limit: number, sight?: string) => Found;
  /** Adds to what a sight shows, after `finish`. */
  readonly show: NameSights["show"];
  readonly forget: NameSights["forget"];
  /** What names there are, for finding them in a longer text. */
  readonly knows: NameOracle;
  readonly close: () => void;
};

/**
 * An empty index.
 *
 * @example
 * const index = openNameIndex();
 * index.add([{ id: "7", names: ["苏州丽华"] }]);
 * index.finish();
 * index.search("lihua", 5).hits // => [{ match: "pinyin", name: "苏州丽华", id: "7" }]
 */
export function openNameIndex(): NameIndex {
  const db = new DatabaseSync(""); // a file without a name: on disk where it is large, gone with the process
  db.exec(nameIndexStatements.schema);
  const insert = db.prepare(nameIndexStatements.insert);
  const texts = nameTexts<Said>();
  const [pieces, words] = [namePostings(), nameWords()];
  const addOne = ({ id, names, emails = [] }: Findable): void => {
    const sounds = names.map(soundOf);
    const heard = sounds.map((sound) => (sound === null ? "" : syllablesOf(sound)));
    const row = texts.add([id, names, emails, heard]);
    const folded = names.map(normaliseName);
    for (const key of new Set([id, normaliseName(id), ...folded, ...emails.map(normaliseName)]))
      insert.run(key, row);
    for (const name of folded) {
      for (const piece of piecesIn(name)) pieces.add(piece, row);
      for (const piece of beginningsIn(name)) pieces.add(piece, row);
      for (const word of wordsIn(name)) if (mayHaveSlip(word) && isLatin(word)) words.add(word);
    }
    for (const sound of sounds)
      if (sound !== null) for (const piece of soundPieces(sound)) pieces.add(piece, row);
  };
  const parts: NameParts = { texts, pieces, words, ...keyed(db) };
  const search = nameSearch(parts);
  const sights = nameSights(parts);
  return {
    add: (customers) => {
      db.exec(nameIndexStatements.begin);
      customers.forEach(addOne);
      db.exec(nameIndexStatements.commit);
    },
    finish: () => {
      words.finish();
      db.exec(nameIndexStatements.order);
    },
    search: (asked, limit, sight) =>
      search(asked, limit, sight === undefined ? null : (sights.of(sight) ?? nobody)),
    show: sights.show,
    forget: sights.forget,
    knows: nameKnown(parts),
    close: () => db.close(),
  };
}

const nobody = (): boolean => false;

/** SQLite's own word for all rows. */
const withoutLimit = -1;

function keyed(db: DatabaseSync): Pick<NameParts, "exact" | "begins"> {
  const exact = db.prepare(nameIndexStatements.exact);
  const begins = db.prepare(nameIndexStatements.begins);
  const each = (
    statement: StatementSync,
    values: readonly string[],
    visit: (row: number) => boolean,
  ): void => {
    for (const found of statement.iterate(...values, withoutLimit))
      if (!visit(Number(found["row"]))) return;
  };
  return {
    exact: (key, visit) => each(exact, [key], visit),
    begins: (text, visit) => each(begins, [text, `${text}\u{10FFFF}`], visit),
  };
}
