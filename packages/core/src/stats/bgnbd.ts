import { betaGeometricModel } from "./beta-geometric-model.ts";

/**
 * BG/NBD (Fader, Hardie, Lee 2005, Marketing Science 24): one may leave after each repeat purchase.
 * Someone who never came back cannot have left, so P(alive) is 1 for x = 0: never rank churn with it.
 */
export const bgnbd = betaGeometricModel("bg_nbd", 0);
