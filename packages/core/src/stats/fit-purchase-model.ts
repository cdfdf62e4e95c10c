import { bfgs, type MinimiserOptions, type Minimum } from "./bfgs.ts";
import { invert, type Matrix } from "./cholesky.ts";
import { parameterIntervals, type Interval } from "./delta-interval.ts";
import { degeneracy, type Degeneracy } from "./degeneracy.ts";
import { hessian } from "./hessian.ts";
import { nelderMead } from "./nelder-mead.ts";
import { profileIntervals } from "./profile-intervals.ts";
import { historyColumns, type HistoryColumns, type PurchaseHistory } from "./purchase-history.ts";
import type { Four, PurchaseModel } from "./purchase-model.ts";
import { scaledCube, thirdDerivatives, type Cube } from "./skewness.ts";

/** A fitted purchase model. */
export type PurchaseFit = {
  readonly model: PurchaseModel["name"];
  readonly parameters: Four;
  readonly logLikelihood: number;
  /** Of the parameters; null where the likelihood has no proper peak. */
  readonly standardErrors: Four | null;
  /** Of the natural logarithms of the parameters, 4 × 4; null where the likelihood has no proper peak. */
  readonly covariance: Matrix | null;
  /** Third derivatives of the log-likelihood along these logarithms; null with the covariance. */
  readonly third: Cube | null;
  /** Of the parameters, 95 %: by profile likelihood, of many histories by `third`; null with the covariance, or unless asked for. */
  readonly intervals: readonly Interval[] | null;
  readonly customers: number;
  /** Of the likelihood of all histories, those for the standard errors included. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** Null where the fit is sound. */
  readonly degenerate: Degeneracy | null;
};

/** What a fit may be told. */
export type FitOptions = Pick<MinimiserOptions, "signal"> & {
  /** Points to start from; three that suit weekly to yearly buyers unless told. */
  readonly starts?: readonly Four[];
  /** Where the maximum of much the same histories was: the search starts there, and elsewhere only where that gives no sound fit. */
  readonly near?: Four | undefined;
  /** Whether parameters have intervals: they take longer than the fit. */
  readonly intervals?: boolean;
};

/** So many histories find the right hill. */
const fewHistories = 6000;
/** Who starts near the maximum is there in so many steps, or was not near. */
const nearIterations = 20;
/** A logarithm beyond this has run away: a likelihood has no peak there. */
const ranAway = 12;

const exp = ([p = 0, q = 0, r = 0, s = 0]: readonly number[]): Four => [
  Math.exp(p),
  Math.exp(q),
  Math.exp(r),
  Math.exp(s),
];

/** Beyond e^±25 no parameter means anything; the search is kept out of there. */
const outOfReach = (point: readonly number[]): boolean =>
  point.some((log) => !(Math.abs(log) < 25));

const objective =
  (model: PurchaseModel, columns: HistoryColumns) =>
  (point: readonly number[]): { value: number; gradient: readonly number[] } => {
    if (outOfReach(point)) return { value: Infinity, gradient: [0, 0, 0, 0] };
    const { value, gradient } = model.evaluate(exp(point), columns);
    return {
      value: -value / columns.customers,
      gradient: gradient.map((slope) => -slope / columns.customers),
    };
  };

/** Every k-th history, enough to find the right hill; all of them climb it. */
function thinned(columns: HistoryColumns, most: number): HistoryColumns {
  const k = Math.ceil(columns.x.length / most);
  if (k === 1) return columns;
  return historyColumns(
    Array.from({ length: Math.floor(columns.x.length / k) }, (_, i) => ({
      x: columns.x[i * k] ?? 0,
      tx: columns.tx[i * k] ?? 0,
      T: columns.T[i * k] ?? 0,
      n: columns.n[i * k] ?? 1,
    })),
  );
}

/**
 * The log-likelihood of a purchase model.
 *
 * @param parameters in the order of `model.parameterNames`, each > 0
 * @example logLikelihood(bgnbd, [0.2426, 4.4136, 0.7929, 2.4259], cdnow) // => -9582.43
 */
export function logLikelihood(
  model: PurchaseModel,
  parameters: Four,
  histories: Iterable<PurchaseHistory>,
): number {
  return model.evaluate(parameters, historyColumns(histories)).value;
}

/**
 * Fits a purchase model by maximum likelihood: BFGS over the logarithms of the parameters with the analytic gradient,
 * from several starts (on a thinned copy where there are many histories), standard errors from the Hessian and the
 * delta method. The order of the histories does not matter.
 *
 * @param histories in weeks; equal ones are grouped
 * @throws RangeError when there is no history or one breaks its contract; whatever `signal` throws
 * @example fitPurchaseModel(bgnbd, cdnow).parameters // => [0.2426, 4.4136, 0.7929, 2.4259]
 */
export function fitPurchaseModel(
  model: PurchaseModel,
  histories: Iterable<PurchaseHistory>,
  { starts, near, signal, intervals = false }: FitOptions = {},
): PurchaseFit {
  const columns = historyColumns(histories);
  if (columns.customers === 0) throw new RangeError("a fit of no histories");
  const from = {
    ...(starts === undefined ? {} : { starts }),
    ...(signal === undefined ? {} : { signal }),
    intervals,
  };
  const found = near === undefined ? null : climb(model, columns, { ...from, near });
  return found !== null && found.degenerate === null ? found : climb(model, columns, from);
}

function climb(
  model: PurchaseModel,
  columns: HistoryColumns,
  { starts, near, signal, intervals }: FitOptions,
): PurchaseFit {
  const f = objective(model, columns);
  const thin = thinned(columns, fewHistories);
  const few = objective(model, thin);
  const options = signal === undefined ? {} : { signal };
  let evaluations = 0;
  const weeks = columns.T.reduce((most, T) => Math.max(most, T), 0) / 4;
  const search = (start: Four): Minimum => {
    const found = bfgs(few, start.map(Math.log), { ...options, tolerance: 1e-6 });
    if (thin === columns) evaluations += found.evaluations;
    return found;
  };
  const without = ({ point }: Minimum): Minimum => {
    const found = nelderMead((at) => f(at).value, point, options);
    evaluations += found.evaluations;
    return found;
  };
  const hill =
    near === undefined
      ? (starts ?? defaultStarts(weeks))
          .map(search)
          .reduce((best, other) => (other.value < best.value ? other : best))
      : { point: near.map(Math.log), value: Number.NaN, evaluations: 0, converged: false };
  if (near === undefined && thin !== columns && hill.point.some((log) => Math.abs(log) > ranAway)) {
    const flat = withoutPeak(model, columns, hill, f(hill.point).value);
    if (flat !== null) return { ...flat, evaluations: evaluations + 1 };
  }
  const learned = thin === columns && near === undefined;
  const inverse = learned ? null : invert(hessian(few, hill.point));
  const climbed = bfgs(f, hill.point, {
    ...options,
    ...(inverse === null ? {} : { inverse }),
    ...(near === undefined ? {} : { maxIterations: nearIterations }),
  });
  evaluations += climbed.evaluations;
  const best = climbed.converged || near !== undefined ? climbed : without(climbed);
  const parameters = exp(best.point);
  const covariance = invert(
    hessian(f, best.point).map((row) => row.map((value) => value * columns.customers)),
  );
  const error = (i: 0 | 1 | 2 | 3): number =>
    parameters[i] * Math.sqrt(covariance?.[i]?.[i] ?? Number.NaN);
  const found = {
    parameters,
    logLikelihood: -best.value * columns.customers,
    covariance,
    converged: best.converged,
  };
  // How it leans shows in those who are few as well: it matters little where there are many.
  const third =
    covariance === null ? null : scaledCube(thirdDerivatives(few, best.point), -columns.customers);
  const profiled =
    intervals === true && covariance !== null && third !== null && thin === columns
      ? profileIntervals({ f, point: best.point, covariance, third, count: columns.customers })
      : [];
  return {
    ...found,
    third,
    intervals:
      intervals === true && covariance !== null
        ? parameterIntervals(parameters, covariance, third).map((usual, i) => {
            const own = profiled[i];
            if (own === undefined || own === null) return usual;
            return { value: usual.value, low: Math.exp(own.low), high: Math.exp(own.high) };
          })
        : null,
    model: model.name,
    standardErrors: covariance === null ? null : [error(0), error(1), error(2), error(3)],
    customers: columns.customers,
    evaluations: evaluations + 2 * parameters.length,
    degenerate: degeneracy(model, columns, found),
  };
}

/** Where those who are few run away and all find as little there, nothing is gained by climbing on. @param value of all, at the hill */
function withoutPeak(
  model: PurchaseModel,
  columns: HistoryColumns,
  { point, converged }: Minimum,
  value: number,
): Omit<PurchaseFit, "evaluations"> | null {
  const parameters = exp(point);
  const found = {
    parameters,
    logLikelihood: -value * columns.customers,
    covariance: null,
    third: null,
    intervals: null,
    converged,
  };
  const degenerate = degeneracy(model, columns, found);
  if (degenerate?.why !== "nobody_leaves") return null;
  return {
    ...found,
    model: model.name,
    standardErrors: null,
    customers: columns.customers,
    degenerate,
  };
}

const defaultStarts = (weeks: number): readonly Four[] => [
  [0.5, weeks, 0.5, weeks > 0 ? 2 : 1],
  [1, 1, 1, 1],
  [0.2, weeks / 4, 1, 5],
];
