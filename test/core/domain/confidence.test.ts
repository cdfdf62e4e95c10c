/** 95 % confidence intervals of what models of purchases say, as the metrics give them. */
import { describe, expect, it } from "vitest";
import {
  clvVariance,
  confidenceFactor,
  confidenceIntervals,
} from "../../../packages/core/src/domain/purchases/confidence.ts";
import type { PurchaseParameters } from "../../../packages/core/src/domain/purchases/parameters.ts";
import { double, select } from "../../../packages/core/src/query/index.ts";
import {
  deltaError,
  deltaInterval,
  deltaShareInterval,
} from "../../../packages/core/src/stats/delta-interval.ts";
import { discountedTransactions } from "../../../packages/core/src/stats/discounted-transactions.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { fitGammaGamma } from "../../../packages/core/src/stats/gammagamma.ts";
import { mbgnbd } from "../../../packages/core/src/stats/mbgnbd.ts";
import { paretonbd } from "../../../packages/core/src/stats/paretonbd.ts";
import type { Four } from "../../../packages/core/src/stats/purchase-model.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawGamma } from "../../../packages/core/src/stats/variates.ts";
import { folders, open } from "../engine/open.ts";

const truth: Four = [0.8, 6, 0.8, 1.6];
const spendTruth = [4, 3.5, 20] as const;
const year = { horizon: 364, discount: 0.1 };

/** What is learned of customers seen for 26 to 52 weeks, whose purchases and amounts are drawn from the model. */
function learned(customers: number, next: () => number): PurchaseParameters {
  const rows = Array.from({ length: customers }, () => {
    const T = 26 + Math.floor(27 * next());
    const times = mbgnbd.simulate(truth, T, next);
    const x = times.length;
    const rate = drawGamma(next, spendTruth[1], spendTruth[2]);
    return {
      history: { x, tx: times.at(-1) ?? 0, T, n: 1 },
      m: x === 0 ? 0 : drawGamma(next, spendTruth[0] * x, x * rate),
    };
  });
  const purchases = fitPurchaseModel(
    mbgnbd,
    rows.map(({ history }) => history),
    { starts: [truth] },
  );
  const spends = fitGammaGamma(
    rows.flatMap(({ history: { x }, m }) => (x === 0 ? [] : [{ x, m }])),
  );
  return {
    model: "mbg_nbd",
    purchases: purchases.parameters,
    covariance: purchases.covariance,
    spend: spends.parameters,
    spendCovariance: spends.covariance,
    meanSpend: null,
    recency: null,
  };
}

const history = { x: 3, tx: 20, T: 30 };

const none: PurchaseParameters = {
  model: "mbg_nbd",
  purchases: null,
  covariance: null,
  spend: null,
  spendCovariance: null,
  meanSpend: null,
  recency: null,
};

const endsOf = (
  parameters: PurchaseParameters,
  output: Parameters<typeof confidenceIntervals>[1],
): readonly number[] => {
  const { low, high } = confidenceIntervals(parameters, output)(history);
  return [low, high];
};

/** The end of the interval of what a customer brings whose repeat purchases brought so much. */
function endOf(parameters: PurchaseParameters, end: "low" | "high", money: number): number {
  const [one, linear, squared] = clvVariance(parameters, history, year);
  const gamma = parameters.spend?.[2] ?? 0;
  const u = gamma / (gamma + money);
  const wide = 1.959_963_984_540_054 * Math.sqrt(one + u * (linear + u * squared));
  return valueOf(parameters, money) * Math.exp(end === "low" ? -wide : wide);
}

/** The estimate itself. */
function valueOf({ purchases, spend }: PurchaseParameters, money: number): number {
  if (purchases === null || spend === null) return Number.NaN;
  const [p, q, gamma] = spend;
  const count = discountedTransactions(mbgnbd, purchases, history, 52, 0.1);
  return (count * p * (gamma + money)) / (p * history.x + q - 1);
}

describe("confidence intervals of models of purchases", () => {
  it("of CLV are the delta method's for purchases and amounts together, to a millionth", () => {
    const parameters = learned(800, random(3));
    const point = [...(parameters.purchases ?? []), ...(parameters.spend ?? [])].map(Math.log);
    const covariance = [
      ...(parameters.covariance ?? []).map((row) => [...row, 0, 0, 0]),
      ...(parameters.spendCovariance ?? []).map((row) => [0, 0, 0, 0, ...row]),
    ];
    for (const money of [0, 5, 40, 90, 1000]) {
      const right = deltaInterval(
        (at) => {
          const [r = 0, alpha = 0, a = 0, b = 0, p = 0, q = 0, gamma = 0] = at.map(Math.exp);
          const count = discountedTransactions(mbgnbd, [r, alpha, a, b], history, 52, 0.1);
          return (count * p * (gamma + money)) / (p * history.x + q - 1);
        },
        point,
        covariance,
      );
      for (const end of ["low", "high"] as const)
        expect(Math.abs(endOf(parameters, end, money) / right[end] - 1)).toBeLessThan(1e-6);
    }
  });

  it("are widened in SQL by e to the width, to five digits", async () => {
    const lane = await open(folders().inside);
    for (const width of [0, 0.05, 0.5, 1]) {
      const variance = (width / 1.959_963_984_540_054) ** 2;
      const parts = [double(variance / 2), double(variance / 4), double(variance / 4)] as const;
      const { low, high } = await lane.one(
        select({
          columns: {
            low: confidenceFactor("low", parts, double(1)),
            high: confidenceFactor("high", parts, double(1)),
          },
        }),
      );
      expect(Math.abs(Number(low) / Math.exp(-width) - 1)).toBeLessThan(2e-5);
      expect(Math.abs(Number(high) / Math.exp(width) - 1)).toBeLessThan(2e-5);
    }
  });

  // 1,200 simulations: 93 and 97 % are 3.2 standard errors from 95 %, so that it is no matter of the seed.
  it("hold what is true of a customer 93 to 97 times in 100", () => {
    const next = random(21);
    const simulations = 1200;
    const money = 60;
    const [p, q, gamma] = spendTruth;
    const count = discountedTransactions(mbgnbd, truth, history, 52, 0.1);
    const right = {
      alive: mbgnbd.pAlive(truth, history),
      expected: mbgnbd.expectedTransactions(truth, history, 13),
      clv: (count * p * (gamma + money)) / (p * history.x + q - 1),
    };
    const held = { alive: 0, expected: 0, clv: 0 };
    for (let simulation = 0; simulation < simulations; simulation++) {
      const parameters = learned(400, next);
      const alive = endsOf(parameters, { kind: "p_alive", fallback: "none" });
      const expected = endsOf(parameters, {
        kind: "expected_transactions",
        horizon: 91,
        fallback: "none",
      });
      const clv = [endOf(parameters, "low", money), endOf(parameters, "high", money)];
      const within = (value: number, [low = 0, high = 0]: readonly number[]): number =>
        low <= value && value <= high ? 1 : 0;
      held.alive += within(right.alive, alive);
      held.expected += within(right.expected, expected);
      held.clv += within(right.clv, clv);
    }
    for (const times of Object.values(held)) {
      expect(times / simulations).toBeGreaterThanOrEqual(0.93);
      expect(times / simulations).toBeLessThanOrEqual(0.97);
    }
  });

  it("have no ends where the model was refused", () => {
    const refused = { ...learned(300, random(1)), purchases: null, covariance: null };
    expect(clvVariance(refused, history, year)[0]).toBeNaN();
    const asked = { kind: "p_alive", fallback: "recency" } as const;
    expect(confidenceIntervals(refused, asked)(history)).toEqual({ low: NaN, high: NaN });
  });

  // Pareto/NBD takes slopes from the integral that gives P(alive) itself; differences of P(alive) must say the same.
  it.each([
    ["close rates", [0.55, 10.6, 0.61, 11.7]],
    ["rates far apart", [0.8, 3, 0.7, 40]],
  ] as const)("of Pareto/NBD are those of small differences, with %s", (_, purchases) => {
    const covariance = [
      [0.01, 0.004, 0, 0],
      [0.004, 0.02, 0, 0],
      [0, 0, 0.03, 0.01],
      [0, 0, 0.01, 0.05],
    ];
    const parameters = { ...none, model: "pareto_nbd" as const, purchases, covariance };
    const point = purchases.map(Math.log);
    const exp = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Four => [
      Math.exp(a),
      Math.exp(b),
      Math.exp(c),
      Math.exp(d),
    ];
    for (const one of [history, { x: 0, tx: 0, T: 50 }, { x: 12, tx: 11, T: 60 }]) {
      const alive = deltaShareInterval((at) => paretonbd.pAlive(exp(at), one), point, covariance);
      const found = confidenceIntervals(parameters, { kind: "p_alive", fallback: "none" })(one);
      expect(found.low).toBeCloseTo(alive.low, 6);
      expect(found.high).toBeCloseTo(alive.high, 6);
      const expected = deltaInterval(
        (at) => paretonbd.expectedTransactions(exp(at), one, 13),
        point,
        covariance,
      );
      const asked = { kind: "expected_transactions", horizon: 91, fallback: "none" } as const;
      const ends = confidenceIntervals(parameters, asked)(one);
      expect(ends.low / expected.low).toBeCloseTo(1, 5);
      expect(ends.high / expected.high).toBeCloseTo(1, 5);
      const count = (at: readonly number[]): number =>
        discountedTransactions(paretonbd, exp(at), one, 52, 0.1);
      const error = deltaError((at) => Math.log(count(at)), point, covariance);
      expect(Math.sqrt(clvVariance(parameters, one, year)[0])).toBeCloseTo(error, 5);
    }
  });
});
