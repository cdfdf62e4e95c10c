import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../packages/core/src/stats/bgnbd.ts";
import {
  fitPurchaseModel,
  logLikelihood,
} from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { mbgnbd } from "../../../packages/core/src/stats/mbgnbd.ts";
import {
  groupHistories,
  historyColumns,
} from "../../../packages/core/src/stats/purchase-history.ts";
import type { Four, PurchaseModel } from "../../../packages/core/src/stats/purchase-model.ts";
import { publicDataThere, readCdnow } from "./cdnow.ts";

const histories = [
  { x: 0, tx: 0, T: 38.9, n: 3 },
  { x: 2, tx: 30.43, T: 38.86, n: 1 },
  { x: 7, tx: 12, T: 30, n: 2 },
  { x: 29, tx: 26.5, T: 27, n: 1 },
];

describe.each([bgnbd, mbgnbd])("$name", (model: PurchaseModel) => {
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

  it("is smooth where its formula divides by a − 1", () => {
    const at = (a: number): number =>
      model.expectedTransactions([0.31, 5.2, a, 2.1], { x: 3, tx: 12, T: 30 }, 40);
    expect(at(1)).toBeCloseTo((at(1 - 1e-3) + at(1 + 1e-3)) / 2, 5);
    expect(Math.abs(at(1 + 0.99e-4) - at(1 + 1.01e-4))).toBeLessThan(1e-5);
  });
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
  ] as const)("meets the published fit of %#", (model, parameters, digits, value, total, mae) => {
    const fit = fitPurchaseModel(model, grouped);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.logLikelihood - value)).toBeLessThanOrEqual(1e-3);
    expect(fit.parameters.map((parameter) => Number(parameter.toFixed(digits)))).toEqual(
      parameters,
    );
    const expected = customers.map((customer) =>
      model.expectedTransactions(fit.parameters, customer, 39),
    );
    expect(expected.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 1);
    const misses = customers.map(({ bought }, i) => Math.abs(bought - (expected[i] ?? 0)));
    expect(misses.reduce((sum, each) => sum + each, 0) / customers.length).toBeCloseTo(mae, 4);
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
