import { normaliseName } from "./normalise-name.ts";

/** How a customer can match a look-up, best first. */
export const matchKinds = ["id", "name", "prefix", "part"] as const;
export type MatchKind = (typeof matchKinds)[number];

/** What a customer is found by. `names` are the label and its aliases. */
export type Findable = { readonly id: string; readonly names: readonly string[] };

/**
 * The best way in which a customer matches, or null. Ids match exactly, as data keep them: `00428` is not `428`.
 *
 * @example matchOf("li", { id: "7", names: ["Lihua", "Suzhou Lihua"] }) // => "prefix"
 */
export function matchOf(asked: string, customer: Findable): MatchKind | null {
  if (asked.trim() === customer.id) return "id";
  const wanted = normaliseName(asked);
  if (wanted === "") return null;
  const names = customer.names.map(normaliseName);
  if (names.includes(wanted)) return "name";
  if (names.some((name) => name.startsWith(wanted))) return "prefix";
  return names.some((name) => name.includes(wanted)) ? "part" : null;
}

type Ranked = { readonly match: MatchKind; readonly name: string; readonly id: string };

/**
 * Puts hits in order: best kind of match first, then shorter names (closer to what was typed), then by id.
 *
 * @example hits.toSorted(matchOrder)
 */
export function matchOrder(a: Ranked, b: Ranked): number {
  return (
    matchKinds.indexOf(a.match) - matchKinds.indexOf(b.match) ||
    a.name.length - b.name.length ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
