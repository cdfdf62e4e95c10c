/**
 * The segment of each customer after an edit of a first-match segmentation, from the segment before it: only rules that the edit
 * leaves open are evaluated. Whoever was in segment j met rule j and none above it, which settles every rule that stands in both.
 */
import { and, bool, cases, coalesce, inList, isNull, nil, text } from "../../query/index.ts";
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

/**
 * @param model the edited segmentation, `before` the one that `old` was computed by, both `assign: first`, on the same data
 * @param old the segment's id before; NULL where the customer was in none
 * @returns the segment's id now; `null` where so much changed that evaluating all rules is the shorter way
 */
export function afterEdit(
  model: RulesModel,
  before: RulesModel,
  contexts: { readonly now: KindContext; readonly before: Pick<KindContext, "keys"> },
  old: Scalar,
): Scalar | null {
  const now = ruleKeys(model, contexts.now.keys);
  const then = ruleKeys(before, contexts.before.keys);
  const rests = [...then, null].map((key, j) => rest(model, now, then.slice(0, j), key));
  const evaluated = rests.reduce((sum, { open }) => sum + open.length, 0);
  if (evaluated > worthwhile * model.segments.length) return null;
  const groups = new Map<string, { readonly ids: (string | null)[]; readonly value: Scalar }>();
  rests.forEach((what, j) => {
    const id = before.segments[j]?.id ?? null;
    const stays = what.last !== null && model.segments[what.last]?.id === id;
    const value = chain(model, contexts.now, what, stays ? old : undefined);
    const name = JSON.stringify([what.open, stays ? "stays" : what.last]);
    const group = groups.get(name) ?? { ids: [], value };
    group.ids.push(id);
    groups.set(name, group);
  });
  return cases([...groups.values()].map(({ ids, value }) => [among(old, ids), value] as const));
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

function chain(
  model: RulesModel,
  context: KindContext,
  { open, last }: Rest,
  stays: Scalar | undefined,
): Scalar {
  const { takesPart } = participation(model, context);
  const names = customerNames(context.asOf);
  const idOf = (i: number): Scalar => text(model.segments[i]?.id ?? "");
  const branches = open.map((i) => {
    const when = model.segments[i]?.when ?? null;
    const fits = when === null ? bool(true) : coalesce(toScalar(when, names), bool(false));
    return [and(...takesPart, fits), idOf(i)] as const;
  });
  if (last === null) return branches.length === 0 ? nil("varchar") : cases(branches);
  const end = stays ?? idOf(last);
  // Whoever was in no segment may be one who does not take part.
  const settled = takesPart.length === 0 ? end : cases([[and(...takesPart), end]]);
  return branches.length === 0 ? settled : cases(branches, settled);
}

function among(old: Scalar, ids: readonly (string | null)[]): Scalar {
  const texts = ids.flatMap((id) => (id === null ? [] : text(id)));
  const inIds = inList(old, texts);
  if (!ids.includes(null)) return inIds;
  return texts.length === 0 ? isNull(old) : coalesce(inIds, bool(true));
}
