import { bfgs, type MinimiserOptions } from "./bfgs.ts";
import { invert, type Matrix } from "./cholesky.ts";
import { hessian } from "./hessian.ts";
import { scaledCube, thirdDerivatives, type Cube } from "./skewness.ts";
import { digamma, lgamma } from "./lgamma.ts";

/** A repeat buyer's spend: x repeat purchases, a whole number ≥ 1, of the mean amount m > 0 (in the project's currency). */
export type Spend = { readonly x: number; readonly m: number };

/** p, q > 0 without unit, γ > 0 in currency. */
export type SpendParameters = readonly [p: number, q: number, gamma: number];

/** A fitted Gamma-Gamma model. */
export type SpendFit = {
  readonly model: "gamma_gamma";
  readonly parameters: SpendParameters;
  readonly logLikelihood: number;
  /** Of the parameters; null where the likelihood has no proper peak. */
  readonly standardErrors: SpendParameters | null;
  /** Of the natural logarithms of the parameters. */
  readonly covariance: Matrix | null;
  /** Third derivatives of the log-likelihood along these logarithms; null with the covariance. */
  readonly third: Cube | null;
  readonly customers: number;
  readonly evaluations: number;
  readonly converged: boolean;
  /** Of x and m: the model takes the amount to be independent of the number of purchases. */
  readonly correlation: number;
  /**
   * Null where the fit is sound. `no_mean`: q ≤ 1, the average customer's spend is infinite; `no_peak`, `uncertain`,
   * `not_converged` as for the purchase models.
   */
  readonly degenerate: {
    readonly parameter: "p" | "q" | "gamma";
    readonly why: "no_mean" | "no_peak" | "uncertain" | "not_converged";
    readonly value: number;
  } | null;
};

/**
 * Pearson's correlation of x and m, in [−1, 1].
 *
 * @returns 0 where one of them does not vary
 * @example correlation([{ x: 1, m: 2 }, { x: 2, m: 4 }]) // => 1
 */
export function correlation(spends: readonly Spend[]): number {
  const mean = (of: (spend: Spend) => number): number =>
    spends.reduce((sum, spend) => sum + of(spend), 0) / spends.length;
  const [meanX, meanM] = [mean(({ x }) => x), mean(({ m }) => m)];
  const [xx, mm, xm] = [
    mean(({ x }) => (x - meanX) ** 2),
    mean(({ m }) => (m - meanM) ** 2),
    mean(({ x, m }) => (x - meanX) * (m - meanM)),
  ];
  return xx === 0 || mm === 0 ? 0 : xm / Math.sqrt(xx * mm);
}

/** The log-likelihood and its slope along ln p, ln q, ln γ; `sorted` in order, so that the sum does not depend on it. */
function evaluate([p, q, gamma]: SpendParameters, sorted: readonly Spend[]) {
  let [value, dp, dq, dgamma] = [0, 0, 0, 0];
  const [lnQ, psiQ, logGamma] = [lgamma(q), digamma(q), Math.log(gamma)];
  let seen = 0;
  let [lnGammas, psiSum, psiX] = [0, 0, 0];
  for (const { x, m } of sorted) {
    // Sorted by x: the gamma functions are taken once for each number of purchases.
    if (x !== seen) {
      seen = x;
      lnGammas = lgamma(p * x + q) - lgamma(p * x) - lnQ;
      psiSum = digamma(p * x + q);
      psiX = digamma(p * x);
    }
    const [total, whole] = [Math.log(x * m), Math.log(gamma + x * m)];
    value += lnGammas + q * logGamma + p * x * total - Math.log(m) - (p * x + q) * whole;
    dp += x * (psiSum - psiX + total - whole);
    dq += psiSum - psiQ + logGamma - whole;
    dgamma += q / gamma - (p * x + q) / (gamma + x * m);
  }
  return { value, gradient: [p * dp, q * dq, gamma * dgamma] };
}

const inOrder = (spends: readonly Spend[]): readonly Spend[] => {
  const wrong = spends.find(
    ({ x, m }) => !(Number.isInteger(x) && x > 0 && m > 0 && Number.isFinite(m)),
  );
  if (wrong !== undefined) throw new RangeError(`not a repeat spend: x ${wrong.x}, m ${wrong.m}`);
  return spends.toSorted((one, other) => one.x - other.x || one.m - other.m);
};

/**
 * The log-likelihood of the Gamma-Gamma model of spend (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value",
 * eq. 1a).
 *
 * @example spendLikelihood([6.25, 3.74, 15.44], cdnowRepeatBuyers) // => -4055.918
 */
export function spendLikelihood(parameters: SpendParameters, spends: readonly Spend[]): number {
  return evaluate(parameters, inOrder(spends)).value;
}

/**
 * Fits Gamma-Gamma by maximum likelihood over the logarithms of its parameters: the amounts of a customer vary as
 * Gamma(p, ν), ν among customers as Gamma(q, γ). Amounts are divided by their mean within the search, so that the
 * currency does not matter.
 *
 * @param spends of repeat buyers only, in any order
 * @throws RangeError when there is none or one breaks its contract; whatever `signal` throws
 */
export function fitGammaGamma(
  spends: readonly Spend[],
  options: Pick<MinimiserOptions, "signal"> = {},
): SpendFit {
  if (spends.length === 0) throw new RangeError("a fit of no spends");
  const given = inOrder(spends);
  const unit = given.reduce((sum, { m }) => sum + m, 0) / given.length;
  const sorted = given.map(({ x, m }) => ({ x, m: m / unit }));
  const exp = ([p = 0, q = 0, gamma = 0]: readonly number[]): SpendParameters => [
    Math.exp(p),
    Math.exp(q),
    Math.exp(gamma),
  ];
  const f = (point: readonly number[]) => {
    if (point.some((log) => !(Math.abs(log) < 20))) return { value: Infinity, gradient: [0, 0, 0] };
    const { value, gradient } = evaluate(exp(point), sorted);
    return {
      value: -value / sorted.length,
      gradient: gradient.map((slope) => -slope / sorted.length),
    };
  };
  const tried = [
    [1, 1.5, 0],
    [0, 0.7, 0],
  ].map((start) => bfgs(f, start, options));
  const best = tried.reduce((one, other) => (other.value < one.value ? other : one));
  const [p, q, scaled] = exp(best.point);
  const gamma = scaled * unit;
  const covariance = invert(
    hessian(f, best.point).map((row) => row.map((value) => value * sorted.length)),
  );
  const errors = [p, q, gamma].map((_, i) => Math.sqrt(covariance?.[i]?.[i] ?? Number.NaN));
  const [errorP = 0, errorQ = 0, errorGamma = 0] = errors;
  const names = ["p", "q", "gamma"] as const;
  const widest = errors.reduce((wide, error, i) => (error > (errors[wide] ?? 0) ? i : wide), 0);
  const blame = (i: number, why: NonNullable<SpendFit["degenerate"]>["why"]) => ({
    parameter: names[i] ?? "p",
    why,
    value: [p, q, gamma][i] ?? 0,
  });
  return {
    model: "gamma_gamma",
    parameters: [p, q, gamma],
    // In the currency given: a density of m / unit is one of m times unit.
    logLikelihood: -best.value * sorted.length - sorted.length * Math.log(unit),
    standardErrors: covariance === null ? null : [p * errorP, q * errorQ, gamma * errorGamma],
    covariance,
    third: covariance === null ? null : scaledCube(thirdDerivatives(f, best.point), -sorted.length),
    customers: sorted.length,
    evaluations: tried.reduce((sum, { evaluations }) => sum + evaluations, 6),
    converged: best.converged,
    correlation: correlation(given),
    degenerate:
      q <= 1
        ? blame(1, "no_mean")
        : covariance === null
          ? blame(p > q ? 0 : 1, "no_peak")
          : (errors[widest] ?? 0) > 2
            ? blame(widest, "uncertain")
            : best.converged
              ? null
              : blame(0, "not_converged"),
  };
}

/**
 * The expected mean amount of a customer's future purchases: the own mean and that of all, weighted (Fader & Hardie
 * 2013, eq. 5).
 *
 * @param x repeat purchases; 0 gives the mean of all customers, p γ / (q − 1)
 * @param m their mean amount; does not matter where x is 0
 * @throws RangeError where the expectation is infinite (p x + q ≤ 1)
 * @example expectedSpend([6.25, 3.74, 15.44], 1, 26) // => 28.8
 */
export function expectedSpend([p, q, gamma]: SpendParameters, x: number, m: number): number {
  if (!(p * x + q > 1)) throw new RangeError(`no expected spend at p ${p}, q ${q}, x ${x}`);
  return (p * (gamma + (x === 0 ? 0 : x * m))) / (p * x + q - 1);
}
