/** The interval in which four of five customers of one history end. */
import type { History } from "../../stats/purchase-model.ts";
import { quantile } from "../../stats/quantile.ts";
import { random } from "../../stats/random.ts";
import { drawGamma } from "../../stats/variates.ts";
import { discountedTransactions } from "../../stats/discounted-transactions.ts";
import { modelOf } from "./models.ts";
import type { PurchaseParameters } from "./parameters.ts";

const draws = 256;
const [lowest, highest] = [0.1, 0.9];

export type ClvBounds = { readonly low: number; readonly high: number };
export type ClvAsked = { readonly horizon: number; readonly discount: number };

/**
 * The 10 % and 90 % quantiles of what a customer of this history brings, in units of γ + what repeat purchases brought:
 * purchases drawn from the model, their amounts from Gamma-Gamma (given ν ~ Gamma(p x + q, γ + x m), the sum of n amounts
 * is Gamma(p n, ν)), discounted as the expected purchases are. Chance is in it, the uncertainty of the parameters is not.
 * Without Gamma-Gamma, the number of purchases alone.
 *
 * @returns low ≤ high, both ≥ 0; the same for the same history
 */
export function clvBounds(
  { model: name, purchases, spend }: PurchaseParameters,
  history: History,
  { horizon, discount }: ClvAsked,
): ClvBounds {
  if (purchases === null) throw new RangeError("bounds of a model that was refused");
  const model = modelOf(name);
  const weeks = horizon / 7;
  const expected = model.expectedTransactions(purchases, history, weeks);
  const discounted = discountedTransactions(model, purchases, history, weeks, discount);
  const worth = expected === 0 ? 1 : discounted / expected;
  const next = random(seedOf(history));
  const alive = model.pAlive(purchases, history);
  const count = (): number =>
    // How often who is there buys does not depend on the last purchase, so P(alive) is taken once.
    model.name !== "pareto_nbd"
      ? model.drawFuture(purchases, history, weeks, next)
      : next() < alive
        ? model.drawFuture(purchases, { ...history, tx: history.T }, weeks, next)
        : 0;
  const values = Float64Array.from({ length: draws }, () => {
    const n = count();
    if (spend === null || n === 0) return n * worth;
    const [p, q] = spend;
    return (worth * drawGamma(next, p * n, 1)) / drawGamma(next, p * history.x + q, 1);
  }).toSorted();
  return { low: quantile(values, lowest), high: quantile(values, highest) };
}

/** Days and purchases are whole numbers: each history has a stream of its own, whoever else is there. */
const seedOf = ({ x, tx, T }: History): number =>
  (x * 2 ** 26 + Math.round(tx * 7) * 2 ** 13 + Math.round(T * 7)) % 2 ** 52;
