import { describe, expect, it } from "vitest";
import { auc } from "../../../packages/core/src/stats/auc.ts";
import { bgnbd } from "../../../packages/core/src/stats/bgnbd.ts";
import {
  fitPurchaseModel,
  logLikelihood,
} from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { discountedTransactions } from "../../../packages/core/src/stats/discounted-transactions.ts";
import { evaluateHoldout } from "../../../packages/core/src/stats/holdout.ts";
import { mbgnbd } from "../../../packages/core/src/stats/mbgnbd.ts";
import {
  departure,
  departureByPowers,
  powers,
} from "../../../packages/core/src/stats/pareto-departure.ts";
import { paretonbd } from "../../../packages/core/src/stats/paretonbd.ts";
import {
  groupHistories,
  historyColumns,
} from "../../../packages/core/src/stats/purchase-history.ts";
import type { Four, PurchaseModel } from "../../../packages/core/src/stats/purchase-model.ts";
import { publicDataThere, readCdnow } from "./cdnow.ts";
import { paretoValues } from "./pareto-values.ts";

const histories = [
  { x: 0, tx: 0, T: 38.9, n: 3 },
  { x: 2, tx: 30.43, T: 38.86, n: 1 },
  { x: 7, tx: 12, T: 30, n: 2 },
  { x: 29, tx: 26.5, T: 27, n: 1 },
];

describe.each([bgnbd, mbgnbd, paretonbd])("$name", (model: PurchaseModel) => {
  const parameters: Four = [0.31, 5.2, 0.87, 2.1];

  it("has the gradient of its likelihood, by central differences", () => {
    const { gradient } = model.evaluate(parameters, historyColumns(histories));
    for (const [i, slope] of gradient.entries()) {
      const moved = (by: number): number =>
        logLikelihood(
          model,
          // as: mapping keeps the four
          parameters.map((value, j) => (i === j ? value * Math.exp(by) : value)) as unknown as Four,
          histories,
        );
      expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    }
  });

  it("counts a history shared by n customers n times", () => {
    const apart = histories.flatMap((history) =>
      Array.from({ length: history.n }, () => ({ ...history, n: 1 })),
    );
    expect(logLikelihood(model, parameters, apart.toReversed())).toBe(
      logLikelihood(model, parameters, histories),
    );
  });

  it("expects of the moments after T what the purchase rate of the living promises", () => {
    const history = { x: 7, tx: 12, T: 30 };
    const soon = model.expectedTransactions(parameters, history, 1e-4) / 1e-4;
    const rate = (0.31 + 7) / (5.2 + 30);
    expect(soon).toBeCloseTo(model.pAlive(parameters, history) * rate, 4);
  });

  it("is smooth at 1, where its formula divides by a − 1 or s − 1", () => {
    const at = (a: number): number =>
      model.expectedTransactions([0.31, 5.2, a, 2.1], { x: 3, tx: 12, T: 30 }, 40);
    expect(at(1)).toBeCloseTo((at(1 - 1e-3) + at(1 + 1e-3)) / 2, 5);
    expect(Math.abs(at(1 + 0.99e-4) - at(1 + 1.01e-4))).toBeLessThan(1e-5);
  });
});

it("expects of those who never came back as its simulations do where a + b is below 1 (BG/NBD)", () => {
  // The formula has Γ(a + b − 1) in it. By mpmath: ∫ r/(α + T) ₂F₁(r + 1, a; a + b; −u/(α + T)) du to 26.
  const at = (b: number): number =>
    bgnbd.expectedTransactions([0.5, 6, 0.3, b], { x: 0, tx: 0, T: 30 }, 26);
  expect(at(0.6)).toBeCloseTo(0.3140099833591, 9);
  expect(at(0.7)).toBeCloseTo(0.3180871366476, 9);
  expect(at(0.7 + 1e-7)).toBeCloseTo(at(0.7), 6);
});

it("refuses what is not a history", () => {
  for (const history of [
    { x: 1.5, tx: 2, T: 3, n: 1 },
    { x: 1, tx: 4, T: 3, n: 1 },
    { x: 0, tx: 1, T: 3, n: 1 },
    { x: 1, tx: 1, T: 3, n: 0 },
    { x: 1, tx: Number.NaN, T: 3, n: 1 },
  ])
    expect(() => historyColumns([history])).toThrow(RangeError);
});

describe.skipIf(!publicDataThere)("CDNOW, 39 weeks", () => {
  const customers = publicDataThere ? readCdnow() : [];
  const grouped = groupHistories(customers.map(({ x, tx, T }) => ({ x, tx, T })));
  // Fader, Hardie, Lee 2005; Batislam et al. 2007 as BTYDplus prints them.
  it.each([
    [bgnbd, [0.2426, 4.4136, 0.7929, 2.4259], 4, -9582.429, 1653.4, 0.7855],
    [mbgnbd, [0.525, 6.183, 0.891, 1.614], 3, -9582.136, 1576.7, 0.7648],
    [paretonbd, [0.5533, 10.578, 0.6062, 11.669], 3, -9594.976, 1665.5, 0.7545],
  ] as const)("meets the published fit of %#", (model, parameters, digits, value, total, mae) => {
    const fit = fitPurchaseModel(model, grouped);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.logLikelihood - value)).toBeLessThanOrEqual(1e-3);
    for (const [i, parameter] of parameters.entries())
      expect(fit.parameters[i]).toBeCloseTo(parameter, digits);
    expect(fit.degenerate).toBeNull();
    const holdout = evaluateHoldout(model, fit.parameters, customers, 39);
    expect(holdout.actual).toBe(1882);
    expect(holdout.predicted).toBeCloseTo(total, 1);
    expect(holdout.mae).toBeCloseTo(mae, 4);
    // The same for every model, by R.
    expect(holdout.baselines.naiveRate.predicted).toBeCloseTo(2930.1, 1);
    expect(holdout.baselines.naiveRate.mae).toBeCloseTo(1.0237, 4);
    // By scipy's mid-ranks over whole days since the last purchase.
    expect(holdout.baselines.recency).toBeCloseTo(0.77144, 5);
    // METHODS tells .772: whole weeks since then, as the models' time is in weeks. Days tell more customers apart.
    const inWeeks = customers.map(({ tx, T, bought }) => ({
      score: -Math.floor(Math.round((T - tx) * 7) / 7),
      happened: bought > 0,
    }));
    expect(auc(inWeeks)).toBeCloseTo(0.77186, 5);
  });

  it("ranks worse than chance by the P(alive) of BG/NBD, better by what it expects", () => {
    const { parameters } = fitPurchaseModel(bgnbd, grouped);
    const holdout = evaluateHoldout(bgnbd, parameters, customers, 39);
    expect(holdout.auc.pAlive).toBeCloseTo(0.316, 3);
    expect(holdout.auc.expected).toBeGreaterThan(0.77);
  });

  it("expects 1.226 purchases of x = 2, t_x = 30.43, T = 38.86 in 39 weeks (BG/NBD)", () => {
    const { parameters } = fitPurchaseModel(bgnbd, grouped);
    expect(bgnbd.expectedTransactions(parameters, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(
      1.226,
      3,
    );
  });

  it("fits the same from any order of the histories", () => {
    expect(fitPurchaseModel(bgnbd, grouped.toReversed())).toEqual(fitPurchaseModel(bgnbd, grouped));
  });

  it("stops when asked to", () => {
    const asked = new AbortController();
    asked.abort(new Error("not wanted any more"));
    expect(() => fitPurchaseModel(bgnbd, grouped, { signal: asked.signal })).toThrow("not wanted");
  });
});

it.each(paretoValues)(
  "Pareto/NBD %f %f %f %f of x %f, t_x %f, T %f has log-likelihood %f and P(alive) %f",
  (r = 0, alpha = 0, s = 0, beta = 0, x = 0, tx = 0, T = 0, value = 0, alive = 0) => {
    const parameters: Four = [r, alpha, s, beta];
    const ours = logLikelihood(paretonbd, parameters, [{ x, tx, T, n: 1 }]);
    expect(Math.abs(ours / value - 1)).toBeLessThan(1e-12);
    expect(Math.abs(paretonbd.pAlive(parameters, { x, tx, T }) / alive - 1)).toBeLessThan(1e-10);
  },
);

it("sums the same by powers of α − β as by quadrature (Pareto/NBD)", () => {
  for (const [alpha, beta] of [
    [10.6, 11.7],
    [8, 8],
    [10, 4.3],
    [5, 7.9],
  ] as const)
    for (const [m, tx, T] of [
      [0.6, 0, 38.9],
      [2.6, 30.4, 38.9],
      [300.6, 50, 150],
      [1.6, 0.143, 104],
    ] as const) {
      const exact = departure(m, alpha, 1.7, beta, tx, T);
      const fast = departureByPowers(m, alpha, 1.7, beta, tx, T, powers(1.7));
      expect(Math.abs(fast.log - exact.log)).toBeLessThan(1e-11);
      expect(Math.abs(fast.logAlpha - exact.logAlpha)).toBeLessThan(1e-11);
      expect(Math.abs(fast.logBeta - exact.logBeta)).toBeLessThan(1e-11);
      expect(Math.abs(fast.perAlpha / exact.perAlpha - 1)).toBeLessThan(1e-10);
      expect(Math.abs(fast.perBeta / exact.perBeta - 1)).toBeLessThan(1e-10);
    }
});

it("takes who bought on the last day to be there (Pareto/NBD)", () => {
  expect(paretonbd.pAlive([0.5, 10, 0.6, 12], { x: 3, tx: 20, T: 20 })).toBe(1);
});

it("discounts as the integral of e^(−δt) over expected purchases does", () => {
  // By mpmath's quadrature: δ = ln 1.1 / 52.18 a week.
  const history = { x: 2, tx: 30.43, T: 38.86 };
  const at = (horizon: number, yearly = 0.1): number =>
    discountedTransactions(paretonbd, [0.5533, 10.578, 0.6062, 11.669], history, horizon, yearly);
  expect(at(52)).toBeCloseTo(1.771581562043, 8);
  expect(at(520)).toBeCloseTo(6.588486739799, 6);
  expect(at(52, 0)).toBeCloseTo(1.850814939756, 8);
});
