/** The clause that made a customer change segment, by the rules of now and of the base. */
import { clausesOf, type MetricName } from "../../domain/explain/clauses.ts";
import { evaluate, type ValueOf } from "../../domain/explain/evaluate.ts";
import type { Clause } from "../../domain/explain/clause.ts";
import type { Flip } from "../../host/answers/what-if.ts";
import type { RulesModel } from "../../language/model/model.ts";

/** Rules of one time, with one customer's values at that time. */
export type RulesThen = {
  readonly model: RulesModel;
  readonly valueOf: ValueOf;
  readonly nameOf: MetricName;
};

/**
 * Of the rules that hold now and did not, or the other way round, the first one's first clause that did the same.
 *
 * @param only the segments that may have done it, such as the one that was joined; `null`: any, for the first rule wins
 * @returns `null` where no rule changed its verdict
 */
export function flippedClause(
  now: RulesThen,
  before: RulesThen,
  only: readonly string[] | null,
): Flip | null {
  const ids = [
    ...new Set([...now.model.segments, ...before.model.segments].map((segment) => segment.id)),
  ];
  for (const segment of ids) {
    if (only !== null && !only.includes(segment)) continue;
    const [own, old] = [clausesFor(now, segment), clausesFor(before, segment)];
    if ((own?.holds ?? false) === (old?.holds ?? false)) continue;
    const flip = between(own?.clauses ?? [], old?.clauses ?? [], segment);
    if (flip !== null) return flip;
  }
  return null;
}

type Ruled = { readonly holds: boolean; readonly clauses: readonly Clause[] };

function clausesFor({ model, valueOf, nameOf }: RulesThen, segment: string): Ruled | undefined {
  const rule = model.segments.find((s) => s.id === segment);
  if (rule === undefined || rule.when === null) return undefined;
  const clauses = clausesOf(rule.when, rule.text, valueOf, nameOf);
  return { holds: evaluate(rule.when, valueOf) === true, clauses };
}

function between(now: readonly Clause[], old: readonly Clause[], segment: string): Flip | null {
  const taken = new Set<Clause>();
  const pairs = now.map((clause) => {
    const same =
      old.find((o) => !taken.has(o) && o.text === clause.text) ??
      old.find((o) => !taken.has(o) && o.metric !== null && o.metric === clause.metric);
    if (same !== undefined) taken.add(same);
    return [clause, same] as const;
  });
  const found =
    pairs.find(([clause, same]) => same !== undefined && same.verdict !== clause.verdict) ??
    pairs.find(([, same]) => same === undefined);
  if (found === undefined) {
    const gone = old.find((clause) => !taken.has(clause));
    return gone === undefined
      ? null
      : {
          clause: gone.text,
          before: null,
          segment,
          holds: gone.verdict !== "met",
          metric: gone.metric,
          value: gone.value,
        };
  }
  const [clause, same] = found;
  return {
    clause: clause.text,
    before: same === undefined || same.text === clause.text ? null : same.text,
    segment,
    holds: clause.verdict === "met",
    metric: clause.metric,
    value: clause.value,
  };
}
