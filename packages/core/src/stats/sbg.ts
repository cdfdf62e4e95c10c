import { bfgs, type MinimiserOptions } from "./bfgs.ts";
import { invert, type Matrix } from "./cholesky.ts";
import { hessian } from "./hessian.ts";
import { scaledCube, thirdDerivatives, type Cube } from "./skewness.ts";

/**
 * Contracts that have had `periods` chances to end, a whole number ≥ 1: `ended` at the last of them, or still running
 * after it; `n` of them.
 */
export type ContractHistory = {
  readonly periods: number;
  readonly ended: boolean;
  readonly n: number;
};

/** Both > 0: the chance that a contract ends at a renewal varies among customers as Beta(α, β). */
export type SbgParameters = readonly [alpha: number, beta: number];

/** A fitted shifted-beta-geometric model. */
export type SbgFit = {
  readonly model: "sbg";
  readonly parameters: SbgParameters;
  readonly logLikelihood: number;
  /** Of the parameters; null where the likelihood has no proper peak. */
  readonly standardErrors: SbgParameters | null;
  /** Of the natural logarithms of the parameters. */
  readonly covariance: Matrix | null;
  /** Third derivatives of the log-likelihood along these logarithms; null with the covariance. */
  readonly third: Cube | null;
  readonly contracts: number;
  readonly ended: number;
  readonly evaluations: number;
  readonly converged: boolean;
  /**
   * Null where the fit is sound. `none_ended`, `all_ended_at_once`: the data say nothing about later renewals;
   * `no_peak`, `uncertain` (the standard error of the logarithm is above 2: customers hardly differ, or there are few),
   * `not_converged` as for the purchase models.
   */
  readonly degenerate: {
    readonly parameter: "alpha" | "beta";
    readonly why: "none_ended" | "all_ended_at_once" | "no_peak" | "uncertain" | "not_converged";
    readonly value: number;
  } | null;
};

/**
 * The share of contracts renewed at the k-th chance among those that came to it: (β + k − 1) / (α + β + k − 1) (Fader &
 * Hardie 2007, "How to project customer retention", eq. 8). It rises with k: who is left is the loyal ones.
 *
 * @param k a whole number ≥ 1
 * @example renewalRate([0.704, 1.182], 1) // => 0.627
 */
export function renewalRate([alpha, beta]: SbgParameters, k: number): number {
  return (beta + k - 1) / (alpha + beta + k - 1);
}

/**
 * The share of contracts that outlast k chances to end: ∏ renewal rates (eq. 6).
 *
 * @param k a whole number ≥ 0
 * @example survival([0.704, 1.182], 7) // => 0.24
 */
export function survival(parameters: SbgParameters, k: number): number {
  let share = 1;
  for (let j = 1; j <= k; j++) share *= renewalRate(parameters, j);
  return share;
}

/**
 * The expected number of further periods that a running contract is renewed for, each discounted: the discounted
 * expected residual lifetime (Fader & Hardie 2010, "Customer-base valuation in a contractual setting", eq. 6) up to a
 * horizon, Σ S(k + j) / S(k) · (1 + d)^−j for j = 1 … horizon. The next renewal is one period away (their
 * formula, which takes it to be due now, gives 1 + d times as much).
 *
 * @param renewed chances to end that the contract has outlasted, a whole number ≥ 0
 * @param horizon periods, a whole number ≥ 0
 * @param rate discount rate of a period; 0 gives expected periods
 * @example residualPeriods([0.668, 3.806], 1, 10, 0.1) // => 4.05
 */
export function residualPeriods(
  parameters: SbgParameters,
  renewed: number,
  horizon: number,
  rate: number,
): number {
  let [sum, share] = [0, 1];
  for (let j = 1; j <= horizon; j++) {
    share *= renewalRate(parameters, renewed + j) / (1 + rate);
    sum += share;
  }
  return sum;
}

/** Contracts that came to each chance, and how many of these ended there, from the first on. */
function chances(histories: readonly ContractHistory[]) {
  const longest = histories.reduce((most, { periods }) => Math.max(most, periods), 0);
  const ended = Array.from({ length: longest }, () => 0);
  const came = Array.from({ length: longest }, () => 0);
  for (const history of histories) {
    const { periods, n } = history;
    if (!(Number.isInteger(periods) && periods >= 1 && n > 0))
      throw new RangeError(`not a contract's history: periods ${periods}, n ${n}`);
    came[periods - 1] = (came[periods - 1] ?? 0) + n;
    if (history.ended) ended[periods - 1] = (ended[periods - 1] ?? 0) + n;
  }
  for (let k = longest - 2; k >= 0; k--) came[k] = (came[k] ?? 0) + (came[k + 1] ?? 0);
  return { came, ended };
}

/** Log-likelihood and slope along ln α, ln β: at each chance those who came either ended or renewed. */
function evaluate(
  [alpha, beta]: SbgParameters,
  { came, ended }: { readonly came: readonly number[]; readonly ended: readonly number[] },
) {
  let [value, dalpha, dbeta] = [0, 0, 0];
  for (const [j, there] of came.entries()) {
    const gone = ended[j] ?? 0;
    const whole = alpha + beta + j;
    value += gone * Math.log(alpha / whole) + (there - gone) * Math.log((beta + j) / whole);
    dalpha += gone / alpha - there / whole;
    dbeta += (there - gone) / (beta + j) - there / whole;
  }
  return { value, gradient: [alpha * dalpha, beta * dbeta] };
}

/** The log-likelihood of the shifted-beta-geometric model. */
export function sbgLikelihood(
  parameters: SbgParameters,
  histories: readonly ContractHistory[],
): number {
  return evaluate(parameters, chances(histories)).value;
}

/**
 * Fits the shifted-beta-geometric model (Fader & Hardie 2007) by maximum likelihood. Contracts may have begun at any
 * time and may be running still.
 *
 * @throws RangeError when there is no contract or one breaks its contract; whatever `signal` throws
 * @example fitSbg(regular).parameters // => [0.704, 1.182]
 */
export function fitSbg(
  histories: readonly ContractHistory[],
  options: Pick<MinimiserOptions, "signal"> = {},
): SbgFit {
  const counts = chances(histories);
  const contracts = counts.came[0] ?? 0;
  if (contracts === 0) throw new RangeError("a fit of no contracts");
  const ended = counts.ended.reduce((sum, count) => sum + count, 0);
  const exp = ([p = 0, q = 0]: readonly number[]): SbgParameters => [Math.exp(p), Math.exp(q)];
  const f = (point: readonly number[]) => {
    if (point.some((log) => !(Math.abs(log) < 20))) return { value: Infinity, gradient: [0, 0] };
    const { value, gradient } = evaluate(exp(point), counts);
    return { value: -value / contracts, gradient: gradient.map((slope) => -slope / contracts) };
  };
  const best = bfgs(f, [0, 0.5], options);
  const parameters = exp(best.point);
  const [alpha, beta] = parameters;
  const covariance = invert(hessian(f, best.point).map((row) => row.map((v) => v * contracts)));
  const errors = [0, 1].map((i) => Math.sqrt(covariance?.[i]?.[i] ?? Number.NaN));
  const [errorAlpha = 0, errorBeta = 0] = errors;
  const blame = (
    parameter: "alpha" | "beta",
    why: NonNullable<SbgFit["degenerate"]>["why"],
  ): SbgFit["degenerate"] => ({ parameter, why, value: parameter === "alpha" ? alpha : beta });
  const why = (): SbgFit["degenerate"] => {
    if (ended === 0) return blame("alpha", "none_ended");
    if (counts.ended[0] === contracts) return blame("beta", "all_ended_at_once");
    if (covariance === null) return blame(alpha > beta ? "alpha" : "beta", "no_peak");
    if (Math.max(errorAlpha, errorBeta) > 2)
      return blame(errorAlpha > errorBeta ? "alpha" : "beta", "uncertain");
    return best.converged ? null : blame("alpha", "not_converged");
  };
  return {
    model: "sbg",
    parameters,
    logLikelihood: -best.value * contracts,
    standardErrors: covariance === null ? null : [alpha * errorAlpha, beta * errorBeta],
    covariance,
    third: covariance === null ? null : scaledCube(thirdDerivatives(f, best.point), -contracts),
    contracts,
    ended,
    evaluations: best.evaluations + 4,
    converged: best.converged,
    degenerate: why(),
  };
}
