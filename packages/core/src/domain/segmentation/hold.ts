/**
 * Hold (METHODS): up at once; down only when a lower tier has stood in published runs for the given time. What is held is the
 * prior: the tier that the published snapshot gives, and the day since when it is held, both of which that snapshot stores.
 *
 * With t the tier by today's cuts, p the prior's tier, s the prior's day and D the as-of date: a customer is lower where t is
 * below p; then since = s, or D where the prior does not hold them; held where lower and D − since < hold, with tier p; else
 * tier t. A customer without t or p is not lower.
 */
import {
  and,
  cases,
  coalesce,
  col,
  date,
  daysBetween,
  eq,
  gt,
  int,
  isNotNull,
  lt,
  nil,
  text,
  type Scalar,
} from "../../query/index.ts";
import type { TiersModel } from "../../language/model/model.ts";
import { heldSinceColumn, priorColumn, rawTierColumn, segmentationColumn } from "../columns.ts";
import type { Added, KindContext } from "./kind.ts";

/**
 * The last levels of tiers with `hold`.
 *
 * @param hold days
 * @param assigned the tier by today's cuts
 */
export function holdLevels(
  model: TiersModel,
  hold: number,
  assigned: Scalar,
  { asOf, held, heldOn = asOf }: KindContext,
): readonly (readonly Added[])[] {
  const { name } = model;
  const [raw, since, tier] = [rawTierColumn(name), heldSinceColumn(name), segmentationColumn(name)];
  const first = { name: raw, value: assigned };
  if (!held.has(name))
    return [[first, { name: since, value: nil("date") }], [{ name: tier, value: col(raw) }]];
  const prior = col(priorColumn(tier));
  const today = date(heldOn);
  const begun = coalesce(col(priorColumn(since)), today);
  const rank = (of: Scalar): Scalar =>
    cases(model.segments.map((s, i) => [eq(of, text(s.id)), int(i)]));
  const waits = and(gt(rank(col(raw)), rank(prior)), lt(daysBetween(begun, today), int(hold)));
  return [
    [first],
    [{ name: since, value: cases([[waits, begun]]) }],
    [{ name: tier, value: cases([[isNotNull(col(since)), prior]], col(raw)) }],
  ];
}
