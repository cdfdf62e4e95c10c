import { bfgs } from "./bfgs.ts";
import type { Matrix } from "./cholesky.ts";
import type { HistoryColumns } from "./purchase-history.ts";
import type { Four, PurchaseModel } from "./purchase-model.ts";

/**
 * Why a fit must not be used, for a model card: the parameter at fault and
 *
 * - `nobody_leaves`: purchases alone (NBD, nobody ever leaves) explain the data as well: `gain` in log-likelihood is
 *   below 1.92, half the 95 % quantile of χ² with one degree of freedom; the customers who are gone cannot be told from
 *   the slow ones;
 * - `no_peak`: the likelihood is flat along the parameter, its standard error is infinite;
 * - `uncertain`: the standard error of its logarithm is above 2: it is known to a factor of 50 at best;
 * - `not_converged`: the search for the maximum ran out of steps.
 */
export type Degeneracy = {
  readonly parameter: string;
  readonly why: "nobody_leaves" | "no_peak" | "uncertain" | "not_converged";
  readonly value: number;
  /** Log-likelihood above that of NBD. */
  readonly gain: number;
};

const chiSquareHalf = 1.920_729_410_347_062;

/** The highest log-likelihood of NBD (Ehrenberg 1959), to which the models shrink when nobody leaves. */
function nbdLikelihood({ x: xs, T: Ts, n: ns, beyond, customers }: HistoryColumns): number {
  const { value } = bfgs(
    ([logR = 0, logAlpha = 0]) => {
      const [r, alpha] = [Math.exp(logR), Math.exp(logAlpha)];
      let [sum, dr, dalpha] = [
        customers * r * logAlpha,
        customers * logAlpha,
        (customers * r) / alpha,
      ];
      for (let j = 0; j < beyond.length; j++) {
        sum += (beyond[j] ?? 0) * Math.log(r + j);
        dr += (beyond[j] ?? 0) / (r + j);
      }
      for (let i = 0; i < xs.length; i++) {
        const [m, T, n] = [r + (xs[i] ?? 0), alpha + (Ts[i] ?? 0), ns[i] ?? 0];
        sum -= n * m * Math.log(T);
        dr -= n * Math.log(T);
        dalpha -= (n * m) / T;
      }
      return {
        value: -sum / customers,
        gradient: [(-r * dr) / customers, (-alpha * dalpha) / customers],
      };
    },
    [0, 2],
  );
  return -value * customers;
}

/**
 * Looks for the ways in which purchase models fail without saying so.
 *
 * @param covariance of the logarithms of the parameters; null where the Hessian is not positive definite
 * @returns null for a sound fit
 */
export function degeneracy(
  model: PurchaseModel,
  columns: HistoryColumns,
  found: {
    readonly parameters: Four;
    readonly logLikelihood: number;
    readonly covariance: Matrix | null;
    readonly converged: boolean;
  },
): Degeneracy | null {
  const { parameters, covariance } = found;
  const gain = found.logLikelihood - nbdLikelihood(columns);
  const blame = (i: number, why: Degeneracy["why"]): Degeneracy => ({
    parameter: model.parameterNames[i] ?? "",
    why,
    value: parameters[i] ?? 0,
    gain,
  });
  // The parameter furthest from 1 has run away; the third is the one of those who leave.
  const furthest = parameters.reduce(
    (far, value, i) =>
      Math.abs(Math.log(value)) > Math.abs(Math.log(parameters[far] ?? 1)) ? i : far,
    2,
  );
  if (gain < chiSquareHalf) return blame(2, "nobody_leaves");
  if (covariance === null) return blame(furthest, "no_peak");
  const errors = covariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  const widest = errors.reduce((wide, error, i) => (error > (errors[wide] ?? 0) ? i : wide), 0);
  if ((errors[widest] ?? 0) > 2) return blame(widest, "uncertain");
  return found.converged ? null : blame(furthest, "not_converged");
}
