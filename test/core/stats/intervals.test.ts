import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../packages/core/src/stats/bgnbd.ts";
import { deltaInterval } from "../../../packages/core/src/stats/delta-interval.ts";
import { discountedTransactions } from "../../../packages/core/src/stats/discounted-transactions.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { expectedSpend, fitGammaGamma } from "../../../packages/core/src/stats/gammagamma.ts";
import { mbgnbd } from "../../../packages/core/src/stats/mbgnbd.ts";
import { paretonbd } from "../../../packages/core/src/stats/paretonbd.ts";
import {
  predictionInterval,
  transactionVariance,
} from "../../../packages/core/src/stats/prediction-interval.ts";
import type { Four, PurchaseModel } from "../../../packages/core/src/stats/purchase-model.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawGamma } from "../../../packages/core/src/stats/variates.ts";
import { today } from "../../seed-of-the-day.ts";
import { purchaseCoverage, simulated, spendCoverage, type Coverage } from "./coverage.ts";

const truths: readonly (readonly [PurchaseModel, Four])[] = [
  [bgnbd, [0.5, 6, 0.8, 2]],
  [mbgnbd, [0.8, 6, 0.8, 1.6]],
  [paretonbd, [0.8, 8, 0.7, 10]],
];

const exp = ([p = 0, q = 0, r = 0, s = 0]: readonly number[]): Four => [
  Math.exp(p),
  Math.exp(q),
  Math.exp(r),
  Math.exp(s),
];

/** Shares that are below 93 or above 97 in 100 by more than three of their standard errors. */
const outside = (found: Readonly<Record<string, Coverage>>): readonly string[] =>
  Object.entries(found).flatMap(([name, { share, error }]) =>
    share < 0.93 - 3 * error || share > 0.97 + 3 * error ? `${name} ${share} ± ${error}` : [],
  );

describe.each(truths)("$name on simulated customers", (model, truth) => {
  it("recovers the parameters that made them", () => {
    const customers = simulated(model, truth, 20_000, random(2));
    const fit = fitPurchaseModel(model, customers);
    expect(fit.degenerate).toBeNull();
    for (const [i, parameter] of fit.parameters.entries()) {
      const errors =
        Math.log(parameter / (truth[i] ?? 1)) / Math.sqrt(fit.covariance?.[i]?.[i] ?? 0);
      expect(Math.abs(errors)).toBeLessThan(3);
      expect(Math.abs(parameter / (truth[i] ?? 1) - 1)).toBeLessThan(0.2);
    }
  });

  // Any seed: one simulation in hundreds is no evidence against 95, so bounds are three standard errors of the share wider.
  // `bench/coverage.ts` repeats until these are a third of a point.
  it("has 95 % intervals that cover 93 to 97 times in 100: parameters, customers, and what all buy", () => {
    const found = purchaseCoverage(model, truth, {
      customers: 1500,
      repetitions: 80,
      seed: today,
    });
    expect(Object.keys(found).toSorted()).toEqual(
      [...model.parameterNames, "alive", "expected", "total"].toSorted(),
    );
    expect(outside(found)).toEqual([]);
  });

  it("has the mean and the variance of its own draws", () => {
    const history = { x: 3, tx: 20, T: 30 };
    const next = random(4);
    const draws = Array.from({ length: 40_000 }, () => model.drawFuture(truth, history, 40, next));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    const right = transactionVariance(model, truth, history, 40);
    expect(Math.abs(mean - model.expectedTransactions(truth, history, 40))).toBeLessThan(
      4 * Math.sqrt(right / draws.length),
    );
    expect(Math.abs(variance / right - 1)).toBeLessThan(0.05);
  });

  it("expects of a new customer what its simulations buy", () => {
    const next = random(5);
    const bought = Array.from({ length: 40_000 }, () => model.simulate(truth, 50, next).length);
    const mean = bought.reduce((sum, count) => sum + count, 0) / bought.length;
    const spread = Math.sqrt(
      bought.reduce((sum, count) => sum + (count - mean) ** 2, 0) / bought.length ** 2,
    );
    expect(Math.abs(mean - model.expectedTotal(truth, 50))).toBeLessThan(4 * spread);
  });

  it("predicts a customer's purchases within whole bounds, at least 95 times in 100", () => {
    const customers = simulated(model, truth, 3000, random(6));
    const { parameters, covariance } = fitPurchaseModel(model, customers);
    if (covariance === null) throw new Error("a simulation without a peak");
    const active = customers.filter(({ x }) => x >= 2).slice(0, 200);
    const held = active.filter((customer) => {
      const { low, high } = predictionInterval(
        model,
        { parameters, covariance },
        customer,
        26,
        9,
        400,
      );
      return low <= customer.later && customer.later <= high;
    });
    expect(held.length / active.length).toBeGreaterThanOrEqual(0.93);
    const again = (): unknown =>
      predictionInterval(model, { parameters, covariance }, { x: 3, tx: 20, T: 30 }, 26, 9, 200);
    expect(again()).toEqual(again());
  });
});

it("has 95 % intervals of the parameters of spending that cover 93 to 97 times in 100", () => {
  const found = spendCoverage([6, 4, 15], { customers: 1000, repetitions: 400, seed: today });
  expect(outside(found)).toEqual([]);
});

it("covers a customer's value, purchases and spend together, 93 to 97 times in 100", () => {
  const [truth, spendTruth] = [
    [0.8, 6, 0.8, 1.6],
    [4, 3.5, 20],
  ] as const;
  const next = random(today);
  const repetitions = 300;
  const shares: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    let held = 0;
    const customers = simulated(mbgnbd, truth, 500, next).map((customer) => {
      const rate = drawGamma(next, spendTruth[1], spendTruth[2]);
      return {
        ...customer,
        m: customer.x === 0 ? 0 : drawGamma(next, 4 * customer.x, customer.x * rate),
      };
    });
    const purchases = fitPurchaseModel(mbgnbd, customers);
    const spends = fitGammaGamma(customers.filter(({ x }) => x > 0));
    if (purchases.covariance === null || spends.covariance === null)
      throw new Error("a simulation without a peak");
    const covariance = [
      ...purchases.covariance.map((row) => [...row, 0, 0, 0]),
      ...spends.covariance.map((row) => [0, 0, 0, 0, ...row]),
    ];
    for (const customer of customers.slice(0, 3)) {
      const value = (parameters: readonly number[]): number => {
        const [, , , , p = 0, q = 0, gamma = 0] = parameters;
        return (
          discountedTransactions(
            mbgnbd,
            exp(parameters.slice(0, 4).map(Math.log)),
            customer,
            52,
            0.1,
          ) * expectedSpend([p, q, gamma], customer.x, customer.m)
        );
      };
      const { low, high } = deltaInterval(
        (at) => value(at.map(Math.exp)),
        [...purchases.parameters, ...spends.parameters].map(Math.log),
        covariance,
      );
      const right = value([...truth, ...spendTruth]);
      if (low <= right && right <= high) held++;
    }
    shares.push(held / 3);
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / repetitions;
  const spread = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (repetitions - 1);
  const error = Math.sqrt(spread / repetitions);
  expect(mean).toBeGreaterThanOrEqual(0.93 - 3 * error);
  expect(mean).toBeLessThanOrEqual(0.97 + 3 * error);
});

it("finds the same maximum from near it, and where it starts astray", () => {
  const [model, truth] = truths[0] ?? [];
  if (model === undefined || truth === undefined) throw new Error("there is a first model");
  const customers = simulated(model, truth, 20_000, random(9));
  const far = fitPurchaseModel(model, customers);
  const near = fitPurchaseModel(model, customers, { near: far.parameters });
  expect(near.logLikelihood).toBeCloseTo(far.logLikelihood, 4);
  near.parameters.forEach((value, i) => expect(value / (far.parameters[i] ?? 0)).toBeCloseTo(1, 5));
  // A start from which nothing sound is found is no harm.
  const astray = fitPurchaseModel(model, customers, { near: [1e9, 1e9, 1e-9, 1e9] });
  expect(astray.parameters).toEqual(far.parameters);
});
