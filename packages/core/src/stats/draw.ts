import { randomIndex } from "./random.ts";

/**
 * Positions of a sample without putting back, in ascending order; all of them where there are no more than asked for.
 *
 * @param count how many there are
 * @param size how many are drawn
 * @example drawWithout(3, 5, random(1)) // => [0, 1, 2]
 */
export function drawWithout(count: number, size: number, next: () => number): readonly number[] {
  const positions = Array.from({ length: count }, (_, i) => i);
  if (size >= count) return positions;
  for (let i = 0; i < size; i += 1) {
    const j = i + randomIndex(next, count - i);
    const taken = positions[j] ?? 0;
    positions[j] = positions[i] ?? 0;
    positions[i] = taken;
  }
  return positions.slice(0, size).toSorted((a, b) => a - b);
}

/**
 * Positions of a bootstrap sample: `size` draws of `count`, each put back.
 *
 * @example drawWith(1, 3, random(1)) // => [0, 0, 0]
 */
export const drawWith = (count: number, size: number, next: () => number): readonly number[] =>
  Array.from({ length: size }, () => randomIndex(next, count));
