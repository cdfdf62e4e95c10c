/** A stream of numbers in [0, 1), as `random` gives it. */
export type Random = () => number;

/** A draw from the standard normal distribution (Box & Muller 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A draw from the exponential distribution. @param rate > 0 */
export function drawExponential(random: Random, rate: number): number {
  return -Math.log(1 - random()) / rate;
}

/**
 * A draw from the gamma distribution (Marsaglia & Tsang 2000).
 *
 * @param shape > 0
 * @param rate > 0; the mean is shape / rate
 */
export function drawGamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) return drawGamma(random, shape + 1, rate) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = drawNormal(random);
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v))
      return (d * v) / rate;
  }
}

/** A draw from the beta distribution, in [0, 1]. @param a > 0 @param b > 0 */
export function drawBeta(random: Random, a: number, b: number): number {
  const [one, other] = [drawGamma(random, a, 1), drawGamma(random, b, 1)];
  return one + other === 0 ? (random() < a / (a + b) ? 1 : 0) : one / (one + other);
}

/**
 * A draw from the binomial distribution: the trials are halved at their median, a draw of a beta distribution, until few are
 * left (Knuth, The Art of Computer Programming 2, 3.4.1).
 *
 * @param trials a whole number, at least 0
 * @param chance of success in each, in [0, 1]
 * @returns a whole number in [0, trials]
 */
export function drawBinomial(random: Random, trials: number, chance: number): number {
  if (chance <= 0) return 0;
  if (chance >= 1) return trials;
  let [left, p, successes] = [trials, chance, 0];
  while (left >= 32) {
    const rank = 1 + Math.floor(left / 2);
    const at = drawBeta(random, rank, left + 1 - rank);
    if (at >= p) {
      left = rank - 1;
      p = Math.min(1, p / at);
    } else {
      successes += rank;
      left -= rank;
      p = Math.max(0, (p - at) / (1 - at));
    }
  }
  for (let i = 0; i < left; i += 1) if (random() < p) successes += 1;
  return successes;
}
