/** A source of numbers in [0, 1). The same seed gives the same numbers, on every machine. */
export type Random = () => number;

/**
 * Mulberry32, a small generator with 32 bits of state (Tommy Ettinger, public domain).
 *
 * @param seed any whole number
 * @example seeded(7)() === seeded(7)() // => true
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included. */
export const integer = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/**
 * One of the choices.
 *
 * @throws RangeError when there are none
 */
export function pick<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError("nothing to pick from");
  return choice;
}

/**
 * One of the choices, each as often as its weight says.
 *
 * @throws RangeError when there are none
 */
export function pickWeighted<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = random() * total;
  for (const [choice, weight] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  return pick(random, choices)[0];
}

/** A waiting time with the given mean: Erlang with two stages, so that very short ones are rare. */
export const waiting = (random: Random, mean: number): number =>
  -(mean / 2) * Math.log((1 - random()) * (1 - random()));

/** A number of the normal distribution (Box, Muller 1958). */
export const normal = (random: Random, mean = 0, deviation = 1): number =>
  mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Whether something of this probability happens. */
export const chance = (random: Random, probability: number): boolean => random() < probability;

/** `value`, but not below `low` nor above `high`. @example within(1.2, 0, 1) // => 1 */
export const within = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
