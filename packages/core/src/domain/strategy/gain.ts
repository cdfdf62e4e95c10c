/** METHODS, "Gain of an action": what it raises (absolute) × what one more of that is worth − cost. */

/** Half of an 80 % interval of the normal distribution, in standard deviations: its 0.9-quantile. */
const normalQuantile90 = 1.2815515655446004;

export type Gain = {
  /** What the raised probability is worth, before cost, in the project's currency. */
  readonly worth: number;
  /** `worth` less the cost in money. */
  readonly gain: number;
  /** The 80 % interval of `gain`, from the uncertainty of the effect alone. */
  readonly interval: readonly [low: number, high: number];
  /** `judgement`, or `experiments/<id>`. */
  readonly source: string;
};

type Effect = { readonly uplift: number; readonly sd: number; readonly source: string };

/**
 * The gain of an action for one customer. What a customer is worth if alive is CLV ÷ P(alive), as CLV counts the chance of
 * having left; Δp goes no further than to certainty, of staying or of leaving.
 *
 * @param effect in probabilities
 * @param cost money for one customer
 * @param alive P(alive) in [0, 1]; null where it is unknown
 * @param clv null where it is unknown
 * @returns `null` where P(alive) is unknown or zero, or CLV is unknown
 * @example gainOf({ uplift: 0.05, sd: 0.02, source: "judgement" }, 40, 0.5, 1000)?.gain // => 60
 */
export function gainOf(
  { uplift, sd, source }: Effect,
  cost: number,
  alive: number | null,
  clv: number | null,
): Gain | null {
  if (alive === null || clv === null || alive <= 0) return null;
  const ifAlive = clv / alive;
  const at = (change: number): number => Math.max(-alive, Math.min(change, 1 - alive)) * ifAlive;
  const spread = normalQuantile90 * sd;
  const worth = at(uplift);
  return {
    worth,
    gain: worth - cost,
    interval: [at(uplift - spread) - cost, at(uplift + spread) - cost],
    source,
  };
}

/**
 * The gain of an action that raises what has no end: money, orders, or what somebody put a worth on.
 *
 * @param each money for one more; NaN where it is not known
 * @example gainOfMore({ uplift: 2, sd: 0, source: "judgement" }, 5, 10)?.gain // => 15
 */
export function gainOfMore(
  { uplift, sd, source }: Effect,
  cost: number,
  each: number,
): Gain | null {
  if (Number.isNaN(each)) return null;
  const worth = uplift * each;
  const half = normalQuantile90 * sd * Math.abs(each);
  return {
    worth,
    gain: worth - cost,
    interval: [worth - half - cost, worth + half - cost],
    source,
  };
}
