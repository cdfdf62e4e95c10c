/** How often 95 % intervals hold the truth in simulations, with the standard error of that share. */
import {
  deltaInterval,
  deltaShareInterval,
} from "../../../packages/core/src/stats/delta-interval.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import {
  fitGammaGamma,
  type SpendParameters,
} from "../../../packages/core/src/stats/gammagamma.ts";
import { totalInterval } from "../../../packages/core/src/stats/prediction-interval.ts";
import type { Four, PurchaseModel } from "../../../packages/core/src/stats/purchase-model.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawGamma } from "../../../packages/core/src/stats/variates.ts";

export type Coverage = {
  /** In [0, 1]. */
  readonly share: number;
  /** Of the share; what one simulation says is one observation, however many intervals it tries. */
  readonly error: number;
};

export type Simulations = {
  readonly customers: number;
  readonly repetitions: number;
  readonly seed: number;
};

const week = 26;

/** Customers of the last half year, seen for 26 to 52 whole weeks, and what they buy in the 26 weeks after. */
export function simulated(
  model: PurchaseModel,
  truth: Four,
  customers: number,
  next: () => number,
) {
  return Array.from({ length: customers }, () => {
    const T = week + Math.floor(27 * next());
    const times = model.simulate(truth, T + week, next);
    const seen = times.filter((time) => time <= T);
    return { x: seen.length, tx: seen.at(-1) ?? 0, T, n: 1, later: times.length - seen.length };
  });
}

const exp = ([p = 0, q = 0, r = 0, s = 0]: readonly number[]): Four => [
  Math.exp(p),
  Math.exp(q),
  Math.exp(r),
  Math.exp(s),
];

const z = 1.959_963_984_540_054;

/** Whether the interval of a parameter, of its logarithm, holds the truth. */
const holds = (log: number, variance: number, truth: number): number =>
  Number(Math.abs(log - Math.log(truth)) <= z * Math.sqrt(variance));

/** The parameters of a purchase model, P(alive), expected purchases, and what a hundred customers buy. */
export function purchaseCoverage(
  model: PurchaseModel,
  truth: Four,
  { customers, repetitions, seed }: Simulations,
): Readonly<Record<string, Coverage>> {
  const next = random(seed);
  return tallied(repetitions, () => {
    const made = simulated(model, truth, customers, next);
    const { parameters, covariance } = fitPurchaseModel(model, made, { starts: [truth] });
    if (covariance === null) throw new Error("a simulation without a peak");
    const point = parameters.map(Math.log);
    const few = made.slice(0, 10);
    const expected = few.map((customer) => {
      const f = (at: readonly number[]) => model.expectedTransactions(exp(at), customer, week);
      const { low, high } = deltaInterval(f, point, covariance);
      const right = model.expectedTransactions(truth, customer, week);
      return Number(low <= right && right <= high);
    });
    // BG/NBD is always right about those who never came back: for it they have not left.
    const alive = few.flatMap((customer) => {
      if (model.name === "bg_nbd" && customer.x === 0) return [];
      const f = (at: readonly number[]) => model.pAlive(exp(at), customer);
      const { low, high } = deltaShareInterval(f, point, covariance);
      const right = model.pAlive(truth, customer);
      return [Number(low <= right && right <= high)];
    });
    const group = made.slice(0, 100);
    const all = totalInterval(model, { parameters, covariance }, group, week);
    const bought = group.reduce((sum, { later }) => sum + later, 0);
    return {
      ...Object.fromEntries(
        model.parameterNames.map((name, i) => [
          name,
          [holds(point[i] ?? 0, covariance[i]?.[i] ?? 0, truth[i] ?? 0)],
        ]),
      ),
      expected,
      alive,
      total: [Number(all.low <= bought && bought <= all.high)],
    };
  });
}

/** The parameters of Gamma-Gamma. @param orders mean repeat orders of a customer */
export function spendCoverage(
  truth: SpendParameters,
  { customers, repetitions, seed }: Simulations,
): Readonly<Record<string, Coverage>> {
  const [p, q, gamma] = truth;
  const next = random(seed);
  return tallied(repetitions, () => {
    const spends = Array.from({ length: customers }, () => {
      const x = 1 + Math.floor(6 * next() ** 2);
      const rate = drawGamma(next, q, gamma);
      return { x, m: drawGamma(next, p * x, x * rate) };
    });
    const { parameters, covariance } = fitGammaGamma(spends);
    if (covariance === null) throw new Error("a simulation without a peak");
    const held = (i: 0 | 1 | 2): readonly number[] => [
      holds(Math.log(parameters[i]), covariance[i]?.[i] ?? 0, truth[i]),
    ];
    return { p: held(0), q: held(1), gamma: held(2) };
  });
}

/** Shares of what each simulation found, and their standard errors from how simulations differ. */
function tallied(
  repetitions: number,
  simulate: () => Readonly<Record<string, readonly number[]>>,
): Readonly<Record<string, Coverage>> {
  const found = new Map<string, number[]>();
  for (let i = 0; i < repetitions; i += 1)
    for (const [name, held] of Object.entries(simulate())) {
      const shares = found.get(name) ?? [];
      if (held.length > 0) shares.push(held.reduce((sum, x) => sum + x, 0) / held.length);
      found.set(name, shares);
    }
  return Object.fromEntries(
    [...found].map(([name, shares]) => {
      const n = shares.length;
      const share = shares.reduce((sum, x) => sum + x, 0) / n;
      const spread = shares.reduce((sum, x) => sum + (x - share) ** 2, 0) / (n - 1);
      return [name, { share, error: Math.sqrt(Math.max(spread, (0.05 * 0.95) / 100) / n) }];
    }),
  );
}
