import { gaussLegendre, integrate } from "./gauss-legendre.ts";
import { hyp2f1 } from "./hyp2f1.ts";
import type { HistoryColumns } from "./purchase-history.ts";
import type { Evaluation, Four, History } from "./purchase-model.ts";
import { drawBeta, drawExponential, drawGamma, type Random } from "./variates.ts";

const rule = gaussLegendre(16);

// A customer buys at a rate λ ~ Gamma(r, α) and leaves with probability p ~ Beta(a, b) at each chance to leave: after
// every repeat purchase in BG/NBD, after the first purchase too in MBG/NBD. `first` counts that extra chance, 0 or 1.

/** Whether the first purchase is a chance to leave: 0 in BG/NBD, 1 in MBG/NBD. */
export type FirstChance = 0 | 1;

/**
 * The log-likelihood of BG/NBD (Fader, Hardie, Lee 2005, eq. 6) or MBG/NBD (Batislam et al. 2007, eq. 5).
 *
 * Gamma and beta functions enter as sums over whole x, taken once for all customers: no ln Γ is evaluated.
 */
export function betaGeometricLikelihood(
  first: FirstChance,
  [r, alpha, a, b]: Four,
  { x: xs, tx: txs, T: Ts, n: ns, beyond, customers }: HistoryColumns,
): Evaluation {
  let [value, dr, dalpha, da, db] = [0, 0, 0, 0, 0];
  for (let j = 0; j < beyond.length; j++) {
    const count = beyond[j] ?? 0;
    value += count * Math.log(r + j);
    dr += count / (r + j);
  }
  for (let j = 0; j < beyond.length + first; j++) {
    const count = j < first ? customers : (beyond[j - first] ?? 0);
    value -= count * Math.log1p(a / (b + j));
    da -= count / (a + b + j);
    db += (count * a) / ((b + j) * (a + b + j));
  }
  const logAlpha = Math.log(alpha);
  const logA = Math.log(a);
  for (let i = 0; i < xs.length; i++) {
    const [x, tx, T, n] = [xs[i] ?? 0, txs[i] ?? 0, Ts[i] ?? 0, ns[i] ?? 0];
    const k = x + first;
    const logT = Math.log(alpha + T);
    let own = r * logAlpha - (r + x) * logT;
    let slopeR = logAlpha - logT;
    let slopeAlpha = r / alpha - (r + x) / (alpha + T);
    if (k > 0) {
      const idle = logT - Math.log(alpha + tx);
      const u = logA - Math.log(b + k - 1) + (r + x) * idle;
      const e = Math.exp(-Math.abs(u));
      const left = (u > 0 ? 1 : e) / (1 + e);
      own += Math.max(u, 0) + Math.log1p(e);
      slopeR += left * idle;
      slopeAlpha += left * (r + x) * (1 / (alpha + T) - 1 / (alpha + tx));
      da += (n * left) / a;
      db -= (n * left) / (b + k - 1);
    }
    value += n * own;
    dr += n * slopeR;
    dalpha += n * slopeAlpha;
  }
  return { value, gradient: [r * dr, alpha * dalpha, a * da, b * db] };
}

/** P(alive) at T: Fader, Hardie, Lee 2008 (BG; exactly 1 for x = 0), Batislam et al. 2007 (MBG). In [0, 1]. */
export function betaGeometricAlive(
  first: FirstChance,
  [r, alpha, a, b]: Four,
  { x, tx, T }: History,
): number {
  const k = x + first;
  if (k === 0) return 1;
  return 1 / (1 + (a / (b + k - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x));
}

/** E[(1 − e^(−λpt)) / p] with λ ~ Gamma(r, α), p ~ Beta(a, b): what someone who is there will buy in t weeks. */
function bought(r: number, alpha: number, a: number, b: number, t: number): number {
  const at = (shape: number): number => {
    const still = (alpha / (alpha + t)) ** r;
    // c · ₂F₁(…; c; z) has a limit at c = 0, which is as good as what it is a hair beside.
    const c = Math.abs(shape + b - 1) < 1e-10 ? 1e-10 : shape + b - 1;
    return (c / (shape - 1)) * (1 - still * hyp2f1(r, b, c, t / (alpha + t)));
  };
  // The formula is 0/0 at a = 1, the expectation is smooth there: a chord over ±1e-4 is right to about 1e-9.
  if (Math.abs(a - 1) < 1e-4) {
    const [below, above] = [at(1 - 1e-4), at(1 + 1e-4)];
    return below + ((a - 1 + 1e-4) / 2e-4) * (above - below);
  }
  return at(a);
}

/** Expected purchases in (T, T + t]: Fader, Hardie, Lee 2005, eq. 10 (BG); Batislam et al. 2007 (MBG). */
export function betaGeometricExpected(
  first: FirstChance,
  parameters: Four,
  history: History,
  t: number,
): number {
  if (t === 0) return 0;
  const [r, alpha, a, b] = parameters;
  return (
    betaGeometricAlive(first, parameters, history) *
    bought(r + history.x, alpha + history.T, a, b + history.x + first, t)
  );
}

/** Expected repeat purchases of a new customer in t weeks: Fader, Hardie, Lee 2005, eq. 9 (BG). */
export function betaGeometricTotal(first: FirstChance, [r, alpha, a, b]: Four, t: number): number {
  if (t === 0) return 0;
  // Who has survived the first chance (a share b / (a + b)) has p ~ Beta(a, b + 1).
  const there = first === 0 ? 1 : b / (a + b);
  return there * bought(r, alpha, a, b + first, t);
}

/** E[Y (Y − 1)] in (T, T + t] given the history: 2 ∫ u · E[λ² (1 − p) e^(−λpu)] du of those who are there. */
export function betaGeometricPairs(
  first: FirstChance,
  parameters: Four,
  history: History,
  t: number,
): number {
  const [r, alpha, a, b] = parameters;
  const [m, end, later] = [r + history.x, alpha + history.T, b + history.x + first];
  const decay = (u: number): number => u * hyp2f1(m + 2, a, a + later + 1, -u / end);
  return (
    (betaGeometricAlive(first, parameters, history) *
      (2 * m * (m + 1) * later * integrate(decay, t, rule))) /
    (end * end * (a + later))
  );
}

/** Times of repeat purchases until `end` of someone who is there, leaving after each with probability `p`. */
function purchases(random: Random, rate: number, p: number, end: number): readonly number[] {
  const times: number[] = [];
  for (let at = drawExponential(random, rate); at <= end; at += drawExponential(random, rate)) {
    times.push(at);
    if (random() < p) break;
  }
  return times;
}

/** Times of the repeat purchases of a new customer until `end`. */
export function simulateBetaGeometric(
  first: FirstChance,
  [r, alpha, a, b]: Four,
  end: number,
  random: Random,
): readonly number[] {
  const [rate, p] = [drawGamma(random, r, alpha), drawBeta(random, a, b)];
  return first === 1 && random() < p ? [] : purchases(random, rate, p, end);
}

/** One draw of the repeat purchases in (T, T + t] given the history. */
export function drawBetaGeometric(
  first: FirstChance,
  parameters: Four,
  history: History,
  t: number,
  random: Random,
): number {
  const [r, alpha, a, b] = parameters;
  if (random() >= betaGeometricAlive(first, parameters, history)) return 0;
  const rate = drawGamma(random, r + history.x, alpha + history.T);
  return purchases(random, rate, drawBeta(random, a, b + history.x + first), t).length;
}
