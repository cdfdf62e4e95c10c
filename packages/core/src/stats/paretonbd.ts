import { gaussLegendre, integrate } from "./gauss-legendre.ts";
import type { HistoryColumns } from "./purchase-history.ts";
import type { Evaluation, Four, History, PurchaseModel } from "./purchase-model.ts";
import { drawExponential, drawGamma, type Random } from "./variates.ts";

const rule = gaussLegendre(10);
const fine = gaussLegendre(16);

/** What the customers who left between t_x and T add: ln ∫ (α + y)^−(r+x) (β + y)^−(s+1) dy, and means under it. */
type Departure = {
  readonly log: number;
  readonly logAlpha: number;
  readonly logBeta: number;
  readonly perAlpha: number;
  readonly perBeta: number;
};

/**
 * The integral that the paper writes as a difference of two ₂F₁ (Fader & Hardie 2005, "A note on deriving the
 * Pareto/NBD model", eq. 22), taken over z = ln (c + y), c = min(α, β), where the integrand is nearly an exponential:
 * ten points a panel give 12 digits whatever the order and the size of α and β, and the derivatives by the way.
 */
function departure(
  m: number,
  alpha: number,
  s: number,
  beta: number,
  tx: number,
  T: number,
): Departure {
  const c = Math.min(alpha, beta);
  const [overAlpha, overBeta] = [alpha - c, beta - c];
  const base = c + tx;
  const whole = Math.log((c + T) / base);
  const top = -m * Math.log(alpha + tx) - (s + 1) * Math.log(beta + tx);
  const height = (z: number): number => {
    const y = base * Math.exp(z);
    return -m * Math.log(y + overAlpha) - (s + 1) * Math.log(y + overBeta) + z - top;
  };
  // The further on, the faster it falls: behind 40 / (its fall at the start) nothing is left.
  const fall = (m * base) / (base + overAlpha) + ((s + 1) * base) / (base + overBeta) - 1;
  const end = fall * whole > 40 ? 40 / fall : whole;
  const panels = Math.min(64, Math.ceil(Math.max(1, end / 2, -height(end) / 8)));
  const width = end / panels;
  let [sum, logAlpha, logBeta, perAlpha, perBeta] = [0, 0, 0, 0, 0];
  for (let panel = 0; panel < panels; panel++)
    for (let i = 0; i < 10; i++) {
      const z = (panel + (rule.nodes[i] ?? 0)) * width;
      const y = base * Math.exp(z);
      const [a, b] = [y + overAlpha, y + overBeta];
      const [logA, logB] = [Math.log(a), Math.log(b)];
      const weight = (rule.weights[i] ?? 0) * Math.exp(-m * logA - (s + 1) * logB + z - top);
      sum += weight;
      logAlpha += weight * logA;
      logBeta += weight * logB;
      perAlpha += weight / a;
      perBeta += weight / b;
    }
  return {
    log: top + Math.log(sum * width * base),
    logAlpha: logAlpha / sum,
    logBeta: logBeta / sum,
    perAlpha: perAlpha / sum,
    perBeta: perBeta / sum,
  };
}

/** P(alive) from the logarithms of the two ways to a history: still there, or left. */
const odds = (there: number, left: number): number => 1 / (1 + Math.exp(left - there));

function evaluate(
  [r, alpha, s, beta]: Four,
  { x: xs, tx: txs, T: Ts, n: ns, beyond, customers }: HistoryColumns,
): Evaluation {
  let value = customers * (r * Math.log(alpha) + s * Math.log(beta));
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
    const gone = departure(m, alpha, s, beta, tx, T);
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

function pAlive([r, alpha, s, beta]: Four, { x, tx, T }: History): number {
  if (tx === T) return 1;
  const m = r + x;
  return odds(
    -m * Math.log(alpha + T) - s * Math.log(beta + T),
    Math.log(s) + departure(m, alpha, s, beta, tx, T).log,
  );
}

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
  expectedTransactions: (parameters, history, t) => {
    const [r, alpha, s, beta] = parameters;
    const { x, T } = history;
    return pAlive(parameters, history) * ((r + x) / (alpha + T)) * weeksThere(s, beta + T, t);
  },
  expectedTotal: ([r, alpha, s, beta], t) => (r / alpha) * weeksThere(s, beta, t),
  // Y(Y − 1) of a Poisson process over w weeks is (λw)² on average; E[w²] = 2 ∫ u (β/(β + u))^s du.
  expectedPairs: (parameters, history, t) => {
    const [r, alpha, s, beta] = parameters;
    const m = r + history.x;
    const end = beta + history.T;
    const squared = 2 * integrate((u) => u * (end / (end + u)) ** s, t, fine);
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
