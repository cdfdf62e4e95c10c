/** A small chart parser: phrases are put together from phrases, fillers between them do not count. */

/** A stretch that has been read: `to` is the token after it. */
export type Item<P> = {
  readonly from: number;
  readonly to: number;
  readonly phrase: P;
  readonly parts: number;
};

export type Rule<P> = {
  /** What begins it; the rules are looked up by it. */
  readonly of: readonly [string, ...string[]];
  /** What it makes, or null where the parts do not go together. */
  readonly make: (parts: readonly P[]) => P | null;
};

/** Of one question no more is built: people do not ask longer ones. */
const mostItems = 4000;

/**
 * Every phrase that the rules can make, by where it begins.
 *
 * @param leaves phrases of each token alone
 * @param isFiller whether the token at that place may be left out between two parts
 * @param kindOf by what rules know a phrase
 */
export function chart<P>(
  leaves: readonly (readonly P[])[],
  rules: ReadonlyMap<string, readonly Rule<P>[]>,
  isFiller: (at: number) => boolean,
  kindOf: (phrase: P) => string,
): readonly (readonly Item<P>[])[] {
  const items: Item<P>[][] = leaves.map(() => []);
  let built = 0;
  const after = (at: number): readonly number[] => {
    const places = [at];
    while (at < leaves.length && isFiller(at)) places.push((at += 1));
    return places;
  };
  for (let from = leaves.length - 1; from >= 0; from -= 1) {
    const own = items[from] ?? [];
    const seen = new Set<string>();
    const agenda: Item<P>[] = (leaves[from] ?? []).map((phrase) => ({
      from,
      to: from + 1,
      phrase,
      parts: 1,
    }));
    for (let item = agenda.pop(); item !== undefined && built < mostItems; item = agenda.pop()) {
      const key = `${item.to} ${item.parts} ${JSON.stringify(item.phrase)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      own.push(item);
      built += 1;
      for (const rule of rules.get(kindOf(item.phrase)) ?? []) complete(rule, [item], agenda);
    }
  }
  return items;

  function complete(rule: Rule<P>, parts: readonly Item<P>[], agenda: Item<P>[]): void {
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined) return;
    const wanted = rule.of[parts.length];
    if (wanted === undefined) {
      const phrase = rule.make(parts.map((p) => p.phrase));
      const count = parts.reduce((sum, p) => sum + p.parts, 0);
      if (phrase !== null) agenda.push({ from: first.from, to: last.to, phrase, parts: count });
      return;
    }
    for (const at of after(last.to))
      for (const next of items[at] ?? [])
        if (kindOf(next.phrase) === wanted) complete(rule, [...parts, next], agenda);
  }
}
