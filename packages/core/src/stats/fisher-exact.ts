import { logFactorial } from "./incomplete-gamma.ts";

/**
 * Fisher's exact test of a table of two by two, two-sided: the chance of a table as unlikely as this one or more so, given
 * its margins (R's `fisher.test`).
 *
 * @param table counts [[a, b], [c, d]], whole numbers of at least 0
 * @returns in (0, 1]
 * @throws RangeError for anything but whole numbers of at least 0
 * @example fisherExact([[3, 1], [1, 3]]) // => 0.4857 (Fisher's tea)
 */
export function fisherExact(
  table: readonly [readonly [number, number], readonly [number, number]],
): number {
  const [[a, b], [c, d]] = table;
  if ([a, b, c, d].some((count) => !Number.isInteger(count) || count < 0))
    throw new RangeError("Fisher's test takes whole numbers of at least 0");
  const [row, other, column, n] = [a + b, c + d, a + c, a + b + c + d];
  const margins =
    logFactorial(row) +
    logFactorial(other) +
    logFactorial(column) +
    logFactorial(n - column) -
    logFactorial(n);
  const chance = (k: number): number =>
    Math.exp(
      margins -
        logFactorial(k) -
        logFactorial(row - k) -
        logFactorial(column - k) -
        logFactorial(other - column + k),
    );
  const seen = chance(a) * (1 + 1e-7); // tables of one chance differ in the last digits
  let p = 0;
  for (let k = Math.max(0, column - other); k <= Math.min(row, column); k += 1) {
    const here = chance(k);
    if (here <= seen) p += here;
  }
  return Math.min(1, p);
}
