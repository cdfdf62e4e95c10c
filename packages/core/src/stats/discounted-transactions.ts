import { gaussLegendre, integrate } from "./gauss-legendre.ts";
import type { Four, History, PurchaseModel } from "./purchase-model.ts";

const rule = gaussLegendre(12);
const weeksOfYear = 365.25 / 7;

/**
 * Expected repeat purchases in (T, T + horizon], each discounted to T continuously: ∫ e^(−δt) dE[Y(t)], the discounted
 * expected residual transactions (DERT) of Fader, Hardie, Lee 2005 ("RFM and CLV", JMR 42, eq. 2) up to a horizon,
 * integrated by parts: e^(−δh) E[Y(h)] + δ ∫ e^(−δt) E[Y(t)] dt.
 *
 * @param horizon weeks, ≥ 0
 * @param yearly discount rate of a year, e.g. 0.1: δ = ln 1.1 / 52.18 a week; 0 gives the expected purchases
 * @example discountedTransactions(paretonbd, [0.55, 10.6, 0.61, 11.7], { x: 2, tx: 30.43, T: 38.86 }, 52, 0.1)
 */
export function discountedTransactions(
  model: PurchaseModel,
  parameters: Four,
  history: History,
  horizon: number,
  yearly: number,
): number {
  const { apart } = model;
  if (apart !== undefined)
    return (
      apart.alive(parameters)(history).value *
      discountedIfAlive(apart, parameters, history, horizon, yearly)
    );
  const of = (t: number): number => model.expectedTransactions(parameters, history, t);
  return discounted(of, horizon, yearly);
}

/** The same of someone who is still there, of a model that takes both apart. */
export const discountedIfAlive = (
  apart: NonNullable<PurchaseModel["apart"]>,
  parameters: Four,
  history: History,
  horizon: number,
  yearly: number,
): number => discounted((t) => apart.expectedIfAlive(parameters, history, t), horizon, yearly);

function discounted(expected: (t: number) => number, horizon: number, yearly: number): number {
  const rate = Math.log1p(yearly) / weeksOfYear;
  const at = (t: number): number => Math.exp(-rate * t) * expected(t);
  return rate === 0 ? at(horizon) : at(horizon) + rate * integrate(at, horizon, rule);
}
