/** Whom a name means among the customers that somebody may see. */
import { findablePages } from "../../compute/snapshot/findable.ts";
import type { Named } from "../../compute/snapshot/look-up.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import type { Lane } from "../../compute/engine/engine.ts";
import {
  matchOf,
  matchOrder,
  namedStretches,
  nameOracle,
  type Findable,
  type NamedStretch,
  type NameOracle,
} from "../../people/index.ts";
import type { NameKeeper } from "./name-keeper.ts";

export type Looking = {
  readonly engine: Lane;
  /** The index of all names; left out where look-ups do not use one. */
  readonly names: NameKeeper | undefined;
  /** What the viewer sees of `whole`. */
  readonly seen: Base;
  readonly whole: Base;
};

/** Nobody pages further through customers of one name. */
const mostNamed = 1000;

/** So many customers of somebody's own are compared one by one; of more, the index of all is asked for those alone. */
const mostCompared = 50_000;

/**
 * Best first. Of somebody who sees a part of all, only that part is looked at: whom else the name means changes nothing, neither
 * how many there are nor whether slips are looked for.
 *
 * @param asked trimmed, not empty
 * @returns `null` where the engine is to compare names itself
 */
export async function whoIsMeant(
  { engine, names, seen, whole }: Looking,
  asked: string,
  signal: AbortSignal,
): Promise<Named | null> {
  const { sight } = seen;
  if (names === undefined) return null;
  if (sight === null || (!sight.partial && sight.byName)) {
    const found = await names.search(whole, asked, mostNamed);
    return found === null ? null : { ids: found.hits.map(({ id }) => id), more: found.more };
  }
  if (!sight.byName) return null;
  if (sight.customers > mostCompared) {
    const found = await names.search(whole, asked, mostNamed, seen);
    return found === null ? null : { ids: found.hits.map(({ id }) => id), more: found.more };
  }
  const own = await findablesOf(engine, seen, signal);
  const hits = own.flatMap((customer) => matchOf(asked, customer) ?? []);
  const better = hits.filter(({ match }) => match !== "typo");
  const ordered = (better.length > 0 ? better : hits).toSorted(matchOrder);
  return {
    ids: ordered.slice(0, mostNamed).map(({ id }) => id),
    more: ordered.length > mostNamed,
  };
}

/** Names of those whom somebody sees, as they are asked for; made once for each. */
const oracles = new WeakMap<Base, NameOracle>();

/**
 * The names that stand in a text, of customers that the viewer sees.
 *
 * @param text as `askedText` gives it
 * @returns none where names are not to be seen or not ready
 */
export async function namesInText(
  { engine, names, seen, whole }: Looking,
  text: string,
  signal: AbortSignal,
): Promise<readonly NamedStretch[]> {
  const { sight } = seen;
  if (names === undefined) return [];
  if (sight === null || (!sight.partial && sight.byName))
    return (await names.namesIn(whole, text)) ?? [];
  if (!sight.byName || sight.customers > mostCompared) return [];
  const known = oracles.get(seen) ?? nameOracle(await findablesOf(engine, seen, signal));
  oracles.set(seen, known);
  return namedStretches(text, known);
}

/** So many names are kept for all who asked lately. */
const mostKept = 300_000;

/** Names of the customers that somebody sees, once they asked: a snapshot never changes. The latest come last. */
const kept = new Map<Base, readonly Findable[]>();

async function findablesOf(
  engine: Lane,
  seen: Base,
  signal: AbortSignal,
): Promise<readonly Findable[]> {
  const known = kept.get(seen);
  if (known !== undefined) {
    kept.delete(seen);
    kept.set(seen, known);
    return known;
  }
  const all: Findable[] = [];
  for await (const page of findablePages(engine, seen, { signal })) all.push(...page);
  kept.set(seen, all);
  let total = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of kept) {
    if (total <= mostKept || oldest === seen) break;
    kept.delete(oldest);
    total -= length;
  }
  return all;
}
