/** How a customer can match a look-up, best first. */
export const matchKinds = [
  "id",
  "name",
  "email",
  "prefix",
  "part",
  "pinyin",
  "initials",
  "typo",
] as const;
export type MatchKind = (typeof matchKinds)[number];

/** What a customer is found by. `names` are the label and its aliases. */
export type Findable = {
  readonly id: string;
  readonly names: readonly string[];
  readonly emails?: readonly string[];
};

/** A customer that matches, and the name that does. */
export type Hit = { readonly match: MatchKind; readonly name: string; readonly id: string };

/**
 * Puts hits in order: best kind of match first, then shorter names (closer to what was typed), then by id.
 *
 * @example hits.toSorted(matchOrder)
 */
export function matchOrder(a: Hit, b: Hit): number {
  return (
    matchKinds.indexOf(a.match) - matchKinds.indexOf(b.match) ||
    a.name.length - b.name.length ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
