/** Satisfaction and share of wallet, where the sources have them. */
import type { Model } from "../../language/model/model.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { cast, col, type Scalar } from "../../query/index.ts";
import { joinedColumn, metricColumn } from "../columns.ts";
import type { Standing } from "./opportunity.ts";

const calledWallet = /^(?:share_of_wallet|wallet_share|钱包份额)$/;

export type StandingRule = Pick<Standing, "kind" | "of"> & { readonly value: Scalar };

/** What can be told: NPS of each score from 0 to 10, the mean of each other score, and a metric that is called share of wallet. */
export const standingRules = ({ others, metrics }: Model): readonly StandingRule[] => [
  ...others.flatMap((other): readonly StandingRule[] => {
    if (other.kind !== "scores") return [];
    const kind = other.scale[0] === 0 && other.scale[1] === 10 ? "nps" : "score";
    const value = cast(col(joinedColumn(other.name, other.score)), "double");
    return [{ kind, of: other.score, value }];
  }),
  ...metrics
    .filter((m) => calledWallet.test(foldName(m.name)))
    .map((m) => ({ kind: "wallet" as const, of: m.name, value: col(metricColumn(m.name)) })),
];

/**
 * Of some customers' values; NaN is unknown.
 *
 * @example standingOf({ kind: "nps", of: "nps" }, [10, 9, 3, Number.NaN]) // => { kind: "nps", of: "nps", value: 33.3…, known: 3 }
 */
export function standingOf(
  { kind, of }: Pick<Standing, "kind" | "of">,
  values: Iterable<number>,
): Standing {
  let known = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known += 1;
    if (kind !== "nps") sum += value;
    else if (value >= 9) sum += 100;
    else if (value <= 6) sum -= 100;
  }
  return { kind, of, value: known === 0 ? null : sum / known, known };
}
