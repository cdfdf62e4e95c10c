import { gaussLegendre, integrate } from "./gauss-legendre.ts";
import { departure, departureByPowers, powers, type Departure } from "./pareto-departure.ts";
import type { HistoryColumns } from "./purchase-history.ts";
import type { Alive, Evaluation, Four, History, PurchaseModel } from "./purchase-model.ts";
import { drawExponential, drawGamma, type Random } from "./variates.ts";

const rule = gaussLegendre(16);

/** P(alive) from the logarithms of the two ways to a history: still there, or left. */
const odds = (there: number, left: number): number => 1 / (1 + Math.exp(left - there));

function evaluate(
  [r, alpha, s, beta]: Four,
  { x: xs, tx: txs, T: Ts, n: ns, beyond, customers }: HistoryColumns,
): Evaluation {
  let value = customers * (r * Math.log(alpha) + s * Math.log(beta));
  const table = powers(s);
  let dr = customers * Math.log(alpha);
  let dalpha = (customers * r) / alpha;
  let ds = customers * Math.log(beta);
  let dbeta = (customers * s) / beta;
  for (let j = 0; j < beyond.length; j++) {
    const count = beyond[j] ?? 0;
    value += count * Math.log(r + j);
    dr += count / (r + j);
  }
  for (let i = 0; i < xs.length; i++) {
    const [tx, T, n] = [txs[i] ?? 0, Ts[i] ?? 0, ns[i] ?? 0];
    const m = r + (xs[i] ?? 0);
    const [logT, logBetaT] = [Math.log(alpha + T), Math.log(beta + T)];
    const there = -m * logT - s * logBetaT;
    if (tx === T) {
      value += n * there;
      dr -= n * logT;
      dalpha -= (n * m) / (alpha + T);
      ds -= n * logBetaT;
      dbeta -= (n * s) / (beta + T);
      continue;
    }
    const gone = departed(m, [r, alpha, s, beta], tx, T, table);
    const left = Math.log(s) + gone.log;
    const p = odds(there, left);
    value += n * (Math.max(there, left) + Math.log1p(Math.exp(-Math.abs(there - left))));
    dr -= n * (p * logT + (1 - p) * gone.logAlpha);
    dalpha -= n * m * (p / (alpha + T) + (1 - p) * gone.perAlpha);
    ds -= n * (p * logBetaT + (1 - p) * (gone.logBeta - 1 / s));
    dbeta -= n * ((p * s) / (beta + T) + (1 - p) * (s + 1) * gone.perBeta);
  }
  return { value, gradient: [r * dr, alpha * dalpha, s * ds, beta * dbeta] };
}

/** @param table of `powers(s)` */
const departed = (
  m: number,
  [, alpha, s, beta]: Four,
  tx: number,
  T: number,
  table: ReturnType<typeof powers>,
): Departure =>
  s < 4 && Math.abs(alpha - beta) < 0.6 * (alpha + tx)
    ? departureByPowers(m, alpha, s, beta, tx, T, table)
    : departure(m, alpha, s, beta, tx, T);

function alive(parameters: Four): (history: History) => Alive {
  const [r, alpha, s, beta] = parameters;
  const table = powers(s);
  return ({ x, tx, T }) => {
    if (tx === T) return { value: 1, slopes: [0, 0, 0, 0] };
    const m = r + x;
    const gone = departed(m, parameters, tx, T, table);
    const [logT, logBetaT] = [Math.log(alpha + T), Math.log(beta + T)];
    return {
      value: odds(-m * logT - s * logBetaT, Math.log(s) + gone.log),
      slopes: [
        r * (gone.logAlpha - logT),
        alpha * m * (gone.perAlpha - 1 / (alpha + T)),
        s * (gone.logBeta - logBetaT) - 1,
        beta * ((s + 1) * gone.perBeta - s / (beta + T)),
      ],
    };
  };
}

const pAlive = (parameters: Four, history: History): number => alive(parameters)(history).value;

/** Purchases within the next t weeks of someone who is still there. */
const expectedIfAlive = ([r, alpha, s, beta]: Four, { x, T }: History, t: number): number =>
  ((r + x) / (alpha + T)) * weeksThere(s, beta + T, t);

/** Weeks that someone with μ ~ Gamma(s, β) stays within the next t: β/(s − 1) · [1 − (β/(β + t))^(s−1)]. */
function weeksThere(s: number, beta: number, t: number): number {
  const log = Math.log1p(t / beta);
  const power = s - 1;
  return beta * (Math.abs(power * log) < 1e-8 ? log : -Math.expm1(-power * log) / power);
}

/**
 * Pareto/NBD (Schmittlein, Morrison, Colombo 1987; formulas of Fader & Hardie 2005): purchases at a rate
 * λ ~ Gamma(shape r, rate α in weeks) through a lifetime of rate μ ~ Gamma(shape s, rate β in weeks).
 */
export const paretonbd: PurchaseModel = {
  name: "pareto_nbd",
  parameterNames: ["r", "alpha", "s", "beta"],
  evaluate,
  pAlive,
  apart: { alive, expectedIfAlive },
  expectedTransactions: (parameters, history, t) =>
    pAlive(parameters, history) * expectedIfAlive(parameters, history, t),
  expectedTotal: ([r, alpha, s, beta], t) => (r / alpha) * weeksThere(s, beta, t),
  // Y(Y − 1) of a Poisson process over w weeks is (λw)² on average; E[w²] = 2 ∫ u (β/(β + u))^s du.
  expectedPairs: (parameters, history, t) => {
    const [r, alpha, s, beta] = parameters;
    const m = r + history.x;
    const end = beta + history.T;
    const squared = 2 * integrate((u) => u * (end / (end + u)) ** s, t, rule);
    return (pAlive(parameters, history) * m * (m + 1) * squared) / (alpha + history.T) ** 2;
  },
  simulate: ([r, alpha, s, beta], end, random) => {
    const rate = drawGamma(random, r, alpha);
    return purchasesUntil(
      random,
      rate,
      Math.min(end, drawExponential(random, drawGamma(random, s, beta))),
    );
  },
  drawFuture: (parameters, history, t, random) => {
    const [r, alpha, s, beta] = parameters;
    if (random() >= pAlive(parameters, history)) return 0;
    const rate = drawGamma(random, r + history.x, alpha + history.T);
    const stay = drawExponential(random, drawGamma(random, s, beta + history.T));
    return purchasesUntil(random, rate, Math.min(t, stay)).length;
  },
};

function purchasesUntil(random: Random, rate: number, end: number): readonly number[] {
  const times: number[] = [];
  for (let at = drawExponential(random, rate); at < end; at += drawExponential(random, rate))
    times.push(at);
  return times;
}
