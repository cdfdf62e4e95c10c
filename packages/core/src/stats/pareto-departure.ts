import { gaussLegendre } from "./gauss-legendre.ts";

const rule = gaussLegendre(10);

/** What the customers who left between t_x and T add: ln ∫ (α + y)^−(r+x) (β + y)^−(s+1) dy, and means under it. */
export type Departure = {
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
export function departure(
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

const terms = 80;

/** The coefficients (s + 1)ₖ / k! and the derivatives of their logarithms along s, for `departureByPowers`. */
export function powers(s: number): { readonly c: Float64Array; readonly h: Float64Array } {
  const c = new Float64Array(terms).fill(1);
  const h = new Float64Array(terms);
  for (let k = 1; k < terms; k++) {
    c[k] = ((c[k - 1] ?? 0) * (s + k)) / k;
    h[k] = (h[k - 1] ?? 0) + 1 / (s + k);
  }
  return { c, h };
}

/**
 * The same as `departure` where |α − β| is below 0.6 (α + t_x) and s below 4, ten times as fast: ((α + y) / (β + y))^(s+1) as a power
 * series in (α − β) / (α + y), integrated and differentiated term by term.
 */
export function departureByPowers(
  m: number,
  alpha: number,
  s: number,
  beta: number,
  tx: number,
  T: number,
  { c, h }: { readonly c: Float64Array; readonly h: Float64Array },
): Departure {
  const q = m + s;
  const [first, last] = [alpha + tx, alpha + T];
  const [near, far] = [(alpha - beta) / first, (alpha - beta) / last];
  const log = Math.log(first);
  const span = Math.log(last) - log;
  const w = Math.exp(-q * span);
  let [up, down] = [1, w];
  // up = nearᵏ, down = w farᵏ; their predecessors give the derivative along α − β.
  let [up1, down1] = [0, 0];
  let [sum, bySpan, bySquare, byS, byBeta] = [0, 0, 0, 0, 0];
  for (let k = 0; k < terms; k++) {
    const ck = (c[k] ?? 0) / (q + k);
    const term = ck * (up - down);
    sum += term;
    bySpan += ck * down;
    bySquare += term / (q + k);
    byS += (h[k] ?? 0) * term;
    byBeta += k * ck * (up1 / first - down1 / last);
    if (k > 2 && Math.abs(ck * up) < 1e-16 * sum) break;
    [up1, down1] = [up, down];
    up *= near;
    down *= far;
  }
  const along = log * sum - span * bySpan + bySquare;
  const perBeta = byBeta / (s + 1);
  // The integral of the derivative is the difference at the ends: m · perAlpha + (s + 1) · perBeta.
  const fall =
    Math.exp(-(s + 1) * Math.log1p(-near)) / first -
    (Math.exp(-(s + 1) * Math.log1p(-far)) * w) / last;
  return {
    log: Math.log(sum) - q * log,
    logAlpha: along / sum,
    logBeta: (along - byS) / sum,
    perAlpha: (fall - (s + 1) * perBeta) / m / sum,
    perBeta: perBeta / sum,
  };
}
