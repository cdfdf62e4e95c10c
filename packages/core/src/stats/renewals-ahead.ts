/** How often a running contract will be renewed: as a distribution, with what is not known of the parameters in it. */
import { cholesky, type Matrix } from "./cholesky.ts";
import { random } from "./random.ts";
import { renewalRate, type SbgParameters } from "./sbg.ts";
import { drawNormal } from "./variates.ts";

const draws = 200;

/**
 * Parameters as they may be: drawn from the asymptotic normal distribution of their logarithms.
 *
 * @param covariance of the logarithms
 * @param seed same seed, same draws
 * @returns 200 pairs; the estimate alone where the covariance is not positive definite
 */
export function parameterDraws(
  parameters: SbgParameters,
  covariance: Matrix,
  seed: number,
): readonly SbgParameters[] {
  const root = cholesky(covariance);
  if (root === null) return [parameters];
  const next = random(seed);
  return Array.from({ length: draws }, (): SbgParameters => {
    const normals = [drawNormal(next), drawNormal(next)];
    const [alpha, beta] = parameters.map((value, i) =>
      Math.exp(
        Math.log(value) + (root[i] ?? []).reduce((sum, l, j) => sum + l * (normals[j] ?? 0), 0),
      ),
    );
    return [alpha ?? parameters[0], beta ?? parameters[1]];
  });
}

/**
 * The quantiles of the number of further renewals of a contract that has outlasted `renewed`, among the next `due`: the least
 * number that is not passed with at least this probability, P(J ≤ j) = 1 − S(k + j + 1) / S(k) (Fader & Hardie 2007, eq. 6, given
 * survival until k), averaged over the parameters. Whole numbers, so that an interval holds the outcome at least as often as
 * stated.
 *
 * @param by parameters as they may be, at least one
 * @param renewed a whole number ≥ 0
 * @param due a whole number ≥ 0
 * @param ps probabilities in (0, 1), ascending
 * @example renewalQuantiles([[0.704, 1.182]], 0, 7, [0.1, 0.9]) // => [0, 7]
 */
export function renewalQuantiles(
  by: readonly SbgParameters[],
  renewed: number,
  due: number,
  ps: readonly number[],
): readonly number[] {
  const shares = by.map(() => 1);
  const found: number[] = [];
  for (let j = 0; j <= due && found.length < ps.length; j += 1) {
    // The share that goes beyond j: nobody beyond the last that is due.
    let beyond = 0;
    if (j < due) {
      by.forEach((parameters, i) => {
        shares[i] = (shares[i] ?? 0) * renewalRate(parameters, renewed + j + 1);
      });
      beyond = shares.reduce((sum, s) => sum + s, 0) / by.length;
    }
    while (found.length < ps.length && 1 - beyond >= (ps[found.length] ?? 1)) found.push(j);
  }
  return found;
}
