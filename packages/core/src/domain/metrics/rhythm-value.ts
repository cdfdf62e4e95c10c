/** Rhythm as a value of a customer. Definition: METHODS. */
import { add, cases, cast, col, div, double, isNotNull, mul, over } from "../../query/index.ts";
import type { Scalar } from "../../query/index.ts";
import { builtinColumn, rhythmColumn } from "../columns.ts";

/** How many gaps of all a customer's own are mixed with. */
export const priorGaps = 3;

/**
 * g = (Σ own gaps + 3 · mean gap of all) / (own gaps + 3), in days. Shrinkage towards the mean of all (Bühlmann 1967, k = 3).
 *
 * @param back days behind D of the columns that it reads
 * @param peers whose gaps are those of all; default everybody
 */
export function rhythmOf(back: number, peers: readonly Scalar[] = []): Scalar {
  const [gaps, days] = [col(rhythmColumn("gaps", back)), col(rhythmColumn("gap_days", back))];
  const all = (value: Scalar): Scalar => over("sum", [value], { partitionBy: peers });
  const prior = double(priorGaps);
  return div(
    add(cast(days, "double"), mul(prior, div(all(days), all(gaps)))),
    add(cast(gaps, "double"), prior),
  );
}

/** The same where there is an order; unknown for everybody where nobody has bought twice. */
export const rhythmOfBuyers: Scalar = cases([
  [isNotNull(col(builtinColumn("recency", null))), rhythmOf(0)],
]);
