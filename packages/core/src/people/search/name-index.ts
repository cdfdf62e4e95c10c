/**
 * An index of names in a private SQLite database that lives as long as the process: exact keys, stretches of three letters
 * (FTS5's trigrams), pairs of Chinese characters, pinyin, and words with one letter left out (symmetric deletes: Garbe 2012).
 * It proposes customers; `matchOf` decides who matches, and how well.
 */
import { DatabaseSync } from "node:sqlite";
import { nameIndexStatements } from "../../query/name-index-statements.ts";
import { mayHaveSlip, wordsIn } from "./match-of.ts";
import type { Findable } from "./match-order.ts";
import { isLatin, piecesOf, shortened, soundPieces } from "./name-pieces.ts";
import { nameKnown, type NameOracle } from "./name-oracle.ts";
import { nameSearch, type Found, type Said } from "./name-search.ts";
import { nameSights, type NameSights } from "./name-sights.ts";
import { normaliseName } from "./normalise-name.ts";
import { soundOf } from "./pinyin-of.ts";

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
  const { customer, key, parts, pairs, word, slip } = nameIndexStatements.insert;
  const insert = {
    customer: db.prepare(customer),
    key: db.prepare(key),
    parts: db.prepare(parts),
    pairs: db.prepare(pairs),
    word: db.prepare(word),
    slip: db.prepare(slip),
  };
  const search = nameSearch(db);
  const sights = nameSights(db, () => row);
  let row = 0;
  const addOne = ({ id, names, emails = [] }: Findable): void => {
    row += 1;
    const heard = names.map(soundOf);
    insert.customer.run(row, id, JSON.stringify([names, emails, heard] satisfies Said));
    const folded = names.map(normaliseName);
    for (const name of new Set([id, normaliseName(id), ...folded, ...emails.map(normaliseName)]))
      insert.key.run(name, row);
    const sounds = heard.flatMap((sound) => sound ?? []);
    insert.parts.run(
      row,
      folded.join("\n"),
      sounds.map(({ full, initials }) => `${full} ${initials}`).join(" "),
    );
    const pieces = [...folded.flatMap(piecesOf), ...sounds.flatMap(soundPieces)];
    insert.pairs.run(row, [...new Set(pieces)].join(" "));
    for (const each of folded.flatMap(wordsIn))
      if (mayHaveSlip(each) && isLatin(each)) insert.word.run(each);
  };
  const inOne = (work: () => void): void => {
    db.exec(nameIndexStatements.begin);
    work();
    db.exec(nameIndexStatements.commit);
  };
  return {
    add: (customers) => inOne(() => customers.forEach(addOne)),
    finish: () => {
      inOne(() => {
        for (const { word: each } of db.prepare(nameIndexStatements.words).all())
          for (const short of shortened(String(each))) insert.slip.run(short, String(each));
      });
      db.exec(nameIndexStatements.order);
    },
    search: (asked, limit, sight) =>
      search(asked, limit, sight === undefined ? null : (sights.of(sight) ?? nobody)),
    show: sights.show,
    forget: sights.forget,
    knows: nameKnown(db),
    close: () => db.close(),
  };
}

const nobody = (): boolean => false;
