import {
  betaGeometricAlive,
  betaGeometricExpected,
  betaGeometricLikelihood,
  betaGeometricPairs,
  betaGeometricTotal,
  drawBetaGeometric,
  simulateBetaGeometric,
  type FirstChance,
} from "./beta-geometric.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/**
 * What BG/NBD and MBG/NBD share.
 *
 * Rates λ ~ Gamma(shape r, rate α in weeks), probabilities of leaving p ~ Beta(a, b).
 *
 * @param first whether one may leave after the first purchase already
 */
export const betaGeometricModel = (
  name: PurchaseModel["name"],
  first: FirstChance,
): PurchaseModel => ({
  name,
  parameterNames: ["r", "alpha", "a", "b"],
  evaluate: (parameters, columns) => betaGeometricLikelihood(first, parameters, columns),
  pAlive: (parameters, history) => betaGeometricAlive(first, parameters, history),
  expectedTransactions: (parameters, history, t) =>
    betaGeometricExpected(first, parameters, history, t),
  expectedTotal: (parameters, t) => betaGeometricTotal(first, parameters, t),
  expectedPairs: (parameters, history, t) => betaGeometricPairs(first, parameters, history, t),
  simulate: (parameters, end, random) => simulateBetaGeometric(first, parameters, end, random),
  drawFuture: (parameters, history, t, random) =>
    drawBetaGeometric(first, parameters, history, t, random),
});
