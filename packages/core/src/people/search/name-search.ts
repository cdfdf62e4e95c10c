/** Who is meant: proposals of an index, judged by `matchOf`. */
import { matchOfWanted, wantedOf } from "./match-of.ts";
import { matchOrder, type Hit } from "./match-order.ts";
import type { NameParts } from "./name-parts.ts";
import { partQueries, slipQueries, soundQueries, type Pieces } from "./name-queries.ts";
import { soundFrom } from "./pinyin-of.ts";

/** Best first; `more` where others may match besides. */
export type Found = { readonly hits: readonly Hit[]; readonly more: boolean };

/** So many who match are enough, and twice as many are looked at, in one way of matching: nobody reads further. */
const mostKept = 300;
/** … of those who are one slip away. */
const mostSlips = 100;

/** Whether somebody sees a row of the index. */
export type Visible = (row: number) => boolean;

/**
 * Looks in the ways from the best to the worst, as long as there are not enough. Slips are looked for where nothing else is found.
 * Whom somebody does not see changes nothing: they are passed over until there are enough, or no more.
 */
export function nameSearch(
  parts: NameParts,
): (asked: string, limit: number, visible: Visible | null) => Found {
  const { texts, pieces, words } = parts;
  return (asked, limit, visible) => {
    const wanted = wantedOf(asked);
    const { text } = wanted;
    if (text === "") return { hits: [], more: false };
    const id = asked.trim();
    /** By row; `null` for those who were looked at and do not match. */
    const judged = new Map<number, Hit | null>();
    let better = 0;
    let more = false;
    /** Judges rows, until there are enough of one way. */
    const judge = (most = mostKept): ((row: number) => boolean) => {
      let [looked, kept] = [0, 0];
      return (row) => {
        if (visible !== null && !visible(row)) return true;
        if (!judged.has(row)) {
          const [own, names, emails, heard] = texts.at(row);
          const sounds = heard.map((said) => (said === "" ? null : soundFrom(said)));
          const hit = matchOfWanted(id, wanted, { id: own, names, emails }, sounds);
          judged.set(row, hit);
          if (hit !== null && hit.match !== "typo") better += 1;
        }
        looked += 1;
        if (judged.get(row) !== null) kept += 1;
        if (kept < most && looked < 2 * most) return true;
        more = true;
        return false;
      };
    };
    const propose = (queries: readonly Pieces[], most?: number): void => {
      const take = judge(most);
      for (const query of queries) pieces.each(query, take);
    };
    const enough = (): boolean => better >= Math.min(limit + 1, mostKept);
    for (const key of new Set([id, text])) parts.exact(key, judge());
    if (!enough()) parts.begins(text, judge());
    if (!enough()) propose(partQueries(wanted));
    if (!enough()) propose(soundQueries(wanted));
    if (better === 0) propose(slipQueries(wanted, words.near), mostSlips);
    const hits = [...judged.values()].flatMap((hit) => hit ?? []);
    const ordered = (better > 0 ? hits.filter(({ match }) => match !== "typo") : hits).toSorted(
      matchOrder,
    );
    return { hits: ordered.slice(0, limit), more: more || ordered.length > limit };
  };
}
