/** Who is meant: proposals of an index, judged by `matchOf`. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { nameIndexStatements } from "../../query/name-index-statements.ts";
import { matchOfWanted, wantedOf } from "./match-of.ts";
import { matchOrder, type Hit } from "./match-order.ts";
import { partQueries, slipQueries, soundQueries } from "./name-queries.ts";
import type { Sound } from "./pinyin-of.ts";

/** Best first; `more` where others may match besides. */
export type Found = { readonly hits: readonly Hit[]; readonly more: boolean };

/** So many are looked at for one way of matching: nobody reads further, and a common word would bring a tenth of all. */
const mostProposed = 500;

/** Whether somebody sees a row of the index. */
export type Visible = (row: number) => boolean;

/** Names, e-mail addresses, and how the names sound. */
export type Said = readonly [readonly string[], readonly string[], readonly (Sound | null)[]];

type Way = keyof typeof nameIndexStatements.search;

/**
 * Rows that somebody sees, as many as are looked at. Whom else the index proposes changes nothing: they are passed over until
 * there are enough, or no more.
 */
function seenRows(
  statement: StatementSync,
  values: readonly SQLInputValue[],
  visible: Visible,
): readonly number[] {
  const rows: number[] = [];
  for (const found of statement.iterate(...values, withoutLimit)) {
    const at = Number(found["row"]);
    if (visible(at)) rows.push(at);
    if (rows.length === mostProposed) break;
  }
  return rows;
}

/** SQLite's own word for all rows. */
const withoutLimit = -1;

/**
 * Looks in the ways from the best to the worst, as long as there are not enough. Slips are looked for where nothing else is found.
 *
 * @param db as `openNameIndex` filled it
 */
export function nameSearch(
  db: DatabaseSync,
): (asked: string, limit: number, visible: Visible | null) => Found {
  const { search } = nameIndexStatements;
  const ways = new Map<Way, StatementSync>();
  const way = (name: Way): StatementSync => {
    const statement = ways.get(name) ?? db.prepare(search[name]);
    ways.set(name, statement);
    return statement;
  };
  return (asked, limit, visible) => {
    const wanted = wantedOf(asked);
    const id = asked.trim();
    const hits = new Map<number, Hit>();
    let more = false;
    const propose = (name: Way, ...values: readonly SQLInputValue[]): void => {
      const rows =
        visible === null
          ? way(name)
              .all(...values, mostProposed)
              .map((found) => Number(found["row"]))
          : seenRows(way(name), values, visible);
      if (rows.length === mostProposed) more = true;
      for (const at of rows) {
        if (hits.has(at)) continue;
        const known = way("customer").get(at);
        const [names, emails, heard] = JSON.parse(String(known?.["said"])) as Said; // written by `addOne`
        const hit = matchOfWanted(id, wanted, { id: String(known?.["id"]), names, emails }, heard);
        if (hit !== null) hits.set(at, hit);
      }
    };
    /** Whether the better ways have brought enough: what comes after is ranked behind them. */
    const enough = (): boolean => hits.size > limit;
    const { text } = wanted;
    if (text === "") return { hits: [], more: false };
    propose("exact", id);
    propose("exact", text);
    if (!enough()) propose("begins", text, `${text}\u{10FFFF}`);
    if (!enough())
      for (const match of partQueries(wanted)) propose(match.long ? "parts" : "pairs", match.query);
    if (!enough())
      for (const match of soundQueries(wanted))
        propose(match.long ? "parts" : "pairs", match.query);
    if (hits.size === 0)
      for (const match of slipQueries(wanted, (key) =>
        way("word")
          .all(key)
          .map((w) => String(w["word"])),
      ))
        propose(match.long ? "parts" : "pairs", match.query);
    const all = [...hits.values()];
    const better = all.filter(({ match }) => match !== "typo");
    const ordered = (better.length > 0 ? better : all).toSorted(matchOrder);
    return { hits: ordered.slice(0, limit), more: more || ordered.length > limit };
  };
}
