/**
 * Many yes-or-no columns as few numbers, so that one `group by` counts them all: thirty filters of their own cost thirty
 * times as much.
 */
import { add, cases, int, number, type Scalar } from "../query/index.ts";

/** Bits that a double holds exactly. */
export const flagsPerMask = 52;

/**
 * Numbers whose bits are the flags: the first flag is bit 0 of the first number. A flag that is unknown counts as no.
 *
 * @returns one number for each 52 flags
 */
export function masksOf(flags: readonly Scalar[]): readonly Scalar[] {
  const groups = Array.from({ length: Math.ceil(flags.length / flagsPerMask) }, (_, i) =>
    flags.slice(i * flagsPerMask, (i + 1) * flagsPerMask),
  );
  return groups.map((group) =>
    group
      .map((flag, bit) => cases([[flag, number(String(2 ** bit))]], int(0)))
      .reduce((left, right) => add(left, right)),
  );
}

/**
 * Whether a flag is set in what `masksOf` gave.
 *
 * @param masks the numbers, in order
 * @param flag the flag's position among all
 * @example isSet([5], 2) // => true
 */
export function isSet(masks: readonly number[], flag: number): boolean {
  const mask = masks[Math.floor(flag / flagsPerMask)] ?? 0;
  return Math.floor(mask / 2 ** (flag % flagsPerMask)) % 2 === 1;
}

/**
 * The numbers of some flags, as the engine makes them of `masksOf`.
 *
 * @example maskNumbers([true, false, true]) // => [5]
 */
export function maskNumbers(flags: readonly boolean[]): readonly number[] {
  return Array.from({ length: Math.ceil(flags.length / flagsPerMask) }, (_, i) =>
    flags
      .slice(i * flagsPerMask, (i + 1) * flagsPerMask)
      .reduce((sum, flag, bit) => sum + (flag ? 2 ** bit : 0), 0),
  );
}
