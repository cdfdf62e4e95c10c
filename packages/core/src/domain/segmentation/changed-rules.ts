/**
 * The segment of each customer after an edit of a first-match segmentation, from the segment before it: only rules that the edit
 * leaves open are evaluated. Whoever was in segment j met rule j and none above it, which settles every rule that stands in both.
 */
import {
  and,
  bool,
  cases,
  coalesce,
  differs,
  inList,
  isNull,
  nil,
  text,
} from "../../query/index.ts";
import type { Scalar } from "../../query/index.ts";
import type { RulesModel } from "../../language/model/model.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import type { KindContext } from "./kind.ts";
import { participation } from "./participation.ts";
import { ruleKeys } from "./rule-keys.ts";

/** More rules to evaluate than this many times the file's own: then the whole chain is the shorter work. */
const worthwhile = 3;

/** What is left to evaluate for the customers of one former segment. */
type Rest = { readonly open: readonly number[]; readonly last: number | null };

/** Customers of former segments for whom the same is left to evaluate. */
type Group = {
  readonly ids: (string | null)[];
  readonly what: Rest;
  /** Whether those for whom no open rule holds are where they were, whichever segment that is. */
  readonly stays: boolean;
};

export type AfterEdit = {
  /** The segment's id now. */
  readonly segment: Scalar;
  /** Whether that is another than before; much shorter work than comparing the two. */
  readonly changed: Scalar;
};

/**
 * @param model the edited segmentation, `before` the one that `old` was computed by, both `assign: first`, on the same data
 * @param old the segment's id before; NULL where the customer was in none
 * @returns `null` where so much changed that evaluating all rules is the shorter way
 */
export function afterEdit(
  model: RulesModel,
  before: RulesModel,
  contexts: { readonly now: KindContext; readonly before: Pick<KindContext, "keys"> },
  old: Scalar,
): AfterEdit | null {
  const now = ruleKeys(model, contexts.now.keys);
  const then = ruleKeys(before, contexts.before.keys);
  const rests = [...then, null].map((key, j) => rest(model, now, then.slice(0, j), key));
  const evaluated = rests.reduce((sum, { open }) => sum + open.length, 0);
  if (evaluated > worthwhile * model.segments.length) return null;
  const byRest = new Map<string, Group>();
  rests.forEach((what, j) => {
    const id = before.segments[j]?.id ?? null;
    const stays = what.last !== null && model.segments[what.last]?.id === id;
    const name = JSON.stringify([what.open, stays ? "stays" : what.last]);
    const group = byRest.get(name) ?? { ids: [], what, stays };
    group.ids.push(id);
    byRest.set(name, group);
  });
  const groups = [...byRest.values()].toSorted((a, b) => a.ids.length - b.ids.length);
  const context = contexts.now;
  const idOf = (i: number | null): Scalar => {
    const id = i === null ? undefined : model.segments[i]?.id;
    return id === undefined ? nil("varchar") : text(id);
  };
  const segmentOf = ({ what, stays }: Group): Scalar =>
    chain(model, context, what, idOf, stays ? old : idOf(what.last));
  const changedOf = ({ ids, what, stays }: Group): Scalar => {
    const isNew = (i: number | null): Scalar => {
      const id = i === null ? null : (model.segments[i]?.id ?? null);
      if (!ids.includes(id)) return bool(true);
      return ids.length === 1 ? bool(false) : differs(idOf(i), old);
    };
    return chain(model, context, what, isNew, stays ? bool(false) : isNew(what.last));
  };
  const last = groups.at(-1);
  return {
    segment: cases(groups.map((group) => [among(old, group.ids), segmentOf(group)] as const)),
    // Everybody was in a segment of `before` or in none: the largest group needs no look at which.
    changed:
      last === undefined
        ? bool(false)
        : withDefault(
            groups.slice(0, -1).map((group) => [among(old, group.ids), changedOf(group)]),
            changedOf(last),
          ),
  };
}

/** @param settled keys of rules that do not hold, @param holds the key of the rule that does; `null` where none did */
function rest(
  model: RulesModel,
  keys: readonly string[],
  settled: readonly string[],
  holds: string | null,
): Rest {
  const open: number[] = [];
  for (const [i, key] of keys.entries()) {
    if (model.segments[i]?.when === null || key === holds) return { open, last: i };
    if (!settled.includes(key)) open.push(i);
  }
  return { open, last: null };
}

/**
 * The first open rule that holds decides.
 *
 * @param what the value where a rule decides, or where nothing does (`null`), @param end the value where none of the open rules holds
 */
function chain(
  model: RulesModel,
  context: KindContext,
  { open }: Rest,
  what: (rule: number | null) => Scalar,
  end: Scalar,
): Scalar {
  const { takesPart } = participation(model, context);
  const names = customerNames(context.asOf);
  const branches = open.map((i) => {
    const when = model.segments[i]?.when ?? null;
    const fits = when === null ? bool(true) : coalesce(toScalar(when, names), bool(false));
    return [and(...takesPart, fits), what(i)] as const;
  });
  // Whoever was in no segment may be one who does not take part.
  const settled =
    takesPart.length === 0 ? end : withDefault([[and(...takesPart), end]], what(null));
  return withDefault(branches, settled);
}

/** Branches at the end that say what stands behind them anyway are left out. */
function withDefault(branches: readonly (readonly [Scalar, Scalar])[], otherwise: Scalar): Scalar {
  const same = JSON.stringify(otherwise);
  const kept = branches.slice(
    0,
    branches.findLastIndex(([, value]) => JSON.stringify(value) !== same) + 1,
  );
  return kept.length === 0 ? otherwise : cases(kept, otherwise);
}

function among(old: Scalar, ids: readonly (string | null)[]): Scalar {
  const texts = ids.flatMap((id) => (id === null ? [] : text(id)));
  const inIds = inList(old, texts);
  if (!ids.includes(null)) return inIds;
  return texts.length === 0 ? isNull(old) : coalesce(inIds, bool(true));
}
