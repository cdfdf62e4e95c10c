import { auc } from "./auc.ts";
import type { Four, History, PurchaseModel } from "./purchase-model.ts";

/** A history and what came after it: repeat purchases in (T, T + t]. */
export type HeldOut = History & { readonly bought: number };

/** How predictions met what came: totals, mean absolute error, bias = predicted / actual − 1 (null where nothing came). */
export type Accuracy = {
  readonly predicted: number;
  readonly bias: number | null;
  readonly mae: number;
};

/** A model judged on the holdout, beside what needs no model. AUCs are of "bought again", null where all or none did. */
export type HoldoutEvaluation = Accuracy & {
  readonly customers: number;
  readonly actual: number;
  readonly auc: { readonly pAlive: number | null; readonly expected: number | null };
  readonly baselines: {
    /** Everybody goes on at the own rate, x / T. */
    readonly naiveRate: Accuracy;
    /** The AUC of the time since the last purchase (the shorter, the likelier). */
    readonly recency: number | null;
  };
};

/**
 * Judges a fitted purchase model by what its customers did in the next t weeks.
 *
 * @param t weeks of the holdout, > 0
 * @example evaluateHoldout(bgnbd, [0.2426, 4.4136, 0.7929, 2.4259], cdnow, 39).mae // => 0.7855
 */
export function evaluateHoldout(
  model: PurchaseModel,
  parameters: Four,
  customers: readonly HeldOut[],
  t: number,
): HoldoutEvaluation {
  const sum = (of: (customer: HeldOut, i: number) => number): number =>
    customers.reduce((total, customer, i) => total + of(customer, i), 0);
  const actual = sum(({ bought }) => bought);
  const accuracy = (predictions: readonly number[]): Accuracy => {
    const predicted = sum((_, i) => predictions[i] ?? 0);
    return {
      predicted,
      bias: actual === 0 ? null : predicted / actual - 1,
      mae: sum(({ bought }, i) => Math.abs((predictions[i] ?? 0) - bought)) / customers.length,
    };
  };
  const ranked = (scores: readonly number[]): number | null =>
    auc(customers.map(({ bought }, i) => ({ score: scores[i] ?? 0, happened: bought > 0 })));
  const expected = customers.map((each) => model.expectedTransactions(parameters, each, t));
  return {
    customers: customers.length,
    actual,
    ...accuracy(expected),
    auc: {
      pAlive: ranked(customers.map((each) => model.pAlive(parameters, each))),
      expected: ranked(expected),
    },
    baselines: {
      naiveRate: accuracy(customers.map(({ x, T }) => (x === 0 ? 0 : (x / T) * t))),
      // To a millionth of a week, so that equal ones are equal.
      recency: ranked(customers.map(({ tx, T }) => Math.round((tx - T) * 1e6))),
    },
  };
}
