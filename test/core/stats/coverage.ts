/** How often 95 % intervals hold the truth in simulations, with the standard error of that share. */
import { clvBounds } from "../../../packages/core/src/domain/purchases/clv-bounds.ts";
import {
  deltaInterval,
  deltaShareInterval,
  parameterIntervals,
} from "../../../packages/core/src/stats/delta-interval.ts";
import { discountedTransactions } from "../../../packages/core/src/stats/discounted-transactions.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import {
  expectedSpend,
  fitGammaGamma,
  type SpendParameters,
} from "../../../packages/core/src/stats/gammagamma.ts";
import { totalInterval } from "../../../packages/core/src/stats/prediction-interval.ts";
import type { Four, PurchaseModel } from "../../../packages/core/src/stats/purchase-model.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import {
  fitSbg,
  residualPeriods,
  survival,
  type ContractHistory,
  type SbgParameters,
} from "../../../packages/core/src/stats/sbg.ts";
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

type Ends = { readonly low: number; readonly high: number };
const holds = ({ low, high }: Ends, truth: number): number => Number(low <= truth && truth <= high);

/** Whether the interval of each parameter holds the truth. */
const held = (
  names: readonly string[],
  intervals: readonly Ends[],
  truth: readonly number[],
): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    names.map((name, i) => [name, [holds(intervals[i] ?? nowhere, truth[i] ?? 0)]]),
  );

const nowhere: Ends = { low: Number.NaN, high: Number.NaN };

/** The parameters of a purchase model, P(alive), expected purchases, and what a hundred customers buy. */
export function purchaseCoverage(
  model: PurchaseModel,
  truth: Four,
  { customers, repetitions, seed }: Simulations,
): Readonly<Record<string, Coverage>> {
  const next = random(seed);
  return tallied(repetitions, () => {
    const made = simulated(model, truth, customers, next);
    const fit = fitPurchaseModel(model, made, { starts: [truth], intervals: true });
    const { parameters, covariance, third } = fit;
    // What is refused has no interval.
    if (covariance === null || fit.degenerate !== null) return {};
    const point = parameters.map(Math.log);
    const few = made.slice(0, 10);
    const expected = few.map((customer) => {
      const f = (at: readonly number[]) => model.expectedTransactions(exp(at), customer, week);
      const right = model.expectedTransactions(truth, customer, week);
      return holds(deltaInterval(f, point, covariance, third), right);
    });
    // BG/NBD is always right about those who never came back: for it they have not left.
    const alive = few.flatMap((customer) => {
      if (model.name === "bg_nbd" && customer.x === 0) return [];
      const f = (at: readonly number[]) => model.pAlive(exp(at), customer);
      const right = model.pAlive(truth, customer);
      return [holds(deltaShareInterval(f, point, covariance, third), right)];
    });
    const group = made.slice(0, 100);
    const all = totalInterval(model, { parameters, covariance }, group, week);
    const bought = group.reduce((sum, { later }) => sum + later, 0);
    return {
      ...held(model.parameterNames, fit.intervals ?? [], truth),
      expected,
      alive,
      total: [holds(all, bought)],
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
    const { parameters, covariance, third } = fitGammaGamma(spends);
    if (covariance === null) return {};
    return held(["p", "q", "gamma"], parameterIntervals(parameters, covariance, third), truth);
  });
}

/**
 * CLV of a year at 10 %: the 95 % interval of the estimate, and the 80 % interval of what a customer brings, of all and of those
 * who are expected to buy at least once (purchases are whole numbers: of others the interval is often 0 to 0).
 */
export function valueCoverage(
  model: PurchaseModel,
  truth: Four,
  spendTruth: SpendParameters,
  { customers, repetitions, seed }: Simulations,
): Readonly<Record<string, Coverage>> {
  const [p, q, gamma] = spendTruth;
  const next = random(seed);
  return tallied(repetitions, () => {
    const made = simulated(model, truth, customers, next).map((customer) => {
      const rate = drawGamma(next, q, gamma);
      const m = customer.x === 0 ? 0 : drawGamma(next, p * customer.x, customer.x * rate);
      const brought = customer.later === 0 ? 0 : drawGamma(next, p * customer.later, rate);
      return { ...customer, m, brought };
    });
    const purchases = fitPurchaseModel(model, made, { starts: [truth] });
    const spends = fitGammaGamma(made.filter(({ x }) => x > 0));
    if (purchases.covariance === null || purchases.degenerate !== null) return {};
    if (spends.covariance === null || spends.degenerate !== null) return {};
    const covariance = [
      ...purchases.covariance.map((row) => [...row, 0, 0, 0]),
      ...spends.covariance.map((row) => [0, 0, 0, 0, ...row]),
    ];
    const point = [...purchases.parameters, ...spends.parameters].map(Math.log);
    const few = made.slice(0, 10);
    const clv = few.map((customer) => {
      const of = (logs: readonly number[]): number => {
        const [, , , , a = 0, b = 0, c = 0] = logs.map(Math.exp);
        const count = discountedTransactions(model, exp(logs), customer, 52, 0.1);
        return count * expectedSpend([a, b, c], customer.x, customer.m);
      };
      return holds(
        deltaInterval(of, point, covariance),
        of([...truth, ...spendTruth].map(Math.log)),
      );
    });
    const chance = few.map((customer) => {
      const fitted = {
        model: model.name,
        purchases: purchases.parameters,
        covariance: null,
        spend: spends.parameters,
        spendCovariance: null,
        meanSpend: null,
        recency: null,
      };
      const { low, high } = clvBounds(fitted, customer, { horizon: 7 * week, discount: 0 });
      const unit = spends.parameters[2] + customer.x * customer.m;
      const ends = { low: low * unit - 1e-9, high: high * unit + 1e-9 };
      const often = model.expectedTransactions(purchases.parameters, customer, week) >= 1;
      return { often, within: holds(ends, customer.brought) };
    });
    return {
      clv,
      likely: chance.map((c) => c.within),
      likely_buyers: chance.flatMap((c) => (c.often ? [c.within] : [])),
    };
  });
}

/** The parameters of the shifted-beta-geometric, and of a contract with two renewals: the next, four more, and what they bring. */
export function contractCoverage(
  truth: SbgParameters,
  { customers, repetitions, seed }: Simulations,
): Readonly<Record<string, Coverage>> {
  const next = random(seed);
  return tallied(repetitions, () => {
    const histories = Array.from({ length: customers }, (): ContractHistory => {
      const a = drawGamma(next, truth[0], 1);
      const leaves = a / (a + drawGamma(next, truth[1], 1));
      const most = 1 + Math.floor(next() * 7);
      for (let k = 1; k <= most; k += 1)
        if (next() < leaves) return { periods: k, ended: true, n: 1 };
      return { periods: most, ended: false, n: 1 };
    });
    const { parameters, covariance, third, degenerate } = fitSbg(histories);
    if (covariance === null || degenerate !== null) return {};
    const point = parameters.map(Math.log);
    const at = ([a = 0, b = 0]: readonly number[]): SbgParameters => [Math.exp(a), Math.exp(b)];
    const later = (by: SbgParameters, periods: number): number =>
      survival(by, 2 + periods) / survival(by, 2);
    const share = (periods: number): readonly number[] => {
      const f = (logs: readonly number[]): number => later(at(logs), periods);
      return [holds(deltaShareInterval(f, point, covariance, third), later(truth, periods))];
    };
    const worth = (by: SbgParameters): number => residualPeriods(by, 2, 10, 0.1);
    return {
      ...held(["alpha", "beta"], parameterIntervals(parameters, covariance, third), truth),
      renewal: share(1),
      survival: share(4),
      clv: [
        holds(
          deltaInterval((logs) => worth(at(logs)), point, covariance, third),
          worth(truth),
        ),
      ],
    };
  });
}

/** Shares of what each simulation found, and their standard errors from how simulations differ. */
function tallied(
  repetitions: number,
  simulate: () => Readonly<Record<string, readonly number[]>>,
): Readonly<Record<string, Coverage>> {
  const found = new Map<string, number[]>();
  const tried = new Map<string, number>();
  for (let i = 0; i < repetitions; i += 1)
    for (const [name, those] of Object.entries(simulate())) {
      const shares = found.get(name) ?? [];
      tried.set(name, (tried.get(name) ?? 0) + those.length);
      if (those.length > 0) shares.push(those.reduce((sum, x) => sum + x, 0) / those.length);
      found.set(name, shares);
    }
  return Object.fromEntries(
    [...found].map(([name, shares]) => {
      const n = shares.length;
      const share = shares.reduce((sum, x) => sum + x, 0) / n;
      const spread = shares.reduce((sum, x) => sum + (x - share) ** 2, 0) / (n - 1);
      // Where all hold it, they do not differ: no less than what independent intervals would.
      const least = (0.05 * 0.95) / ((tried.get(name) ?? n) / n);
      return [name, { share, error: Math.sqrt(Math.max(spread, least) / n) }];
    }),
  );
}
