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
 * MBG/NBD (Batislam, Denizel, Filiztekin 2007, IJRM 24): one may leave after each
 * purchase, the first included.
 *
 * Rates λ ~ Gamma(shape r, rate α in weeks), probabilities of leaving p ~ Beta(a, b).
 */
export const mbgnbd: PurchaseModel = {
  name: "mbg_nbd",
  parameterNames: ["r", "alpha", "a", "b"],
  evaluate: (parameters, columns) => betaGeometricLikelihood(1, parameters, columns),
  pAlive: (parameters, history) => betaGeometricAlive(1, parameters, history),
  expectedTransactions: (parameters, history, t) =>
    betaGeometricExpected(1, parameters, history, t),
  expectedTotal: (parameters, t) => betaGeometricTotal(1, parameters, t),
  expectedPairs: (parameters, history, t) => betaGeometricPairs(1, parameters, history, t),
  simulate: (parameters, end, random) => simulateBetaGeometric(1, parameters, end, random),
  drawFuture: (parameters, history, t, random) =>
    drawBetaGeometric(1, parameters, history, t, random),
};
