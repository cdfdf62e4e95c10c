import {
  betaGeometricAlive,
  betaGeometricExpected,
  betaGeometricLikelihood,
  betaGeometricPairs,
  betaGeometricTotal,
  drawBetaGeometric,
  simulateBetaGeometric,
} from "./beta-geometric.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/**
 * BG/NBD (Fader, Hardie, Lee 2005, Marketing Science 24): one may leave after each repeat purchase.
 * Someone who never came back cannot have left, so P(alive) is 1 for x = 0: never rank churn with it.
 *
 * Rates λ ~ Gamma(shape r, rate α in weeks), probabilities of leaving p ~ Beta(a, b).
 */
export const bgnbd: PurchaseModel = {
  name: "bg_nbd",
  parameterNames: ["r", "alpha", "a", "b"],
  evaluate: (parameters, columns) => betaGeometricLikelihood(0, parameters, columns),
  pAlive: (parameters, history) => betaGeometricAlive(0, parameters, history),
  expectedTransactions: (parameters, history, t) =>
    betaGeometricExpected(0, parameters, history, t),
  expectedTotal: (parameters, t) => betaGeometricTotal(0, parameters, t),
  expectedPairs: (parameters, history, t) => betaGeometricPairs(0, parameters, history, t),
  simulate: (parameters, end, random) => simulateBetaGeometric(0, parameters, end, random),
  drawFuture: (parameters, history, t, random) =>
    drawBetaGeometric(0, parameters, history, t, random),
};
