import { gammaAbove } from "./incomplete-gamma.ts";

/**
 * The chance that a χ² variable is above a value.
 *
 * @param statistic at least 0
 * @param degrees degrees of freedom, above 0
 * @example chiSquaredAbove(5.991465, 2) // => 0.05
 */
export const chiSquaredAbove = (statistic: number, degrees: number): number =>
  gammaAbove(degrees / 2, statistic / 2);

export type ChiSquared = {
  readonly statistic: number;
  /** Degrees of freedom: (rows − 1) · (columns − 1), empty ones not counted. */
  readonly degrees: number;
  readonly p: number;
  /** Cramér's V: √(χ² / (n · (min(rows, columns) − 1))), in [0, 1]. */
  readonly cramersV: number;
  /** The smallest expected count: below 5 the p-value is not to be trusted (Cochran 1954). */
  readonly leastExpected: number;
};

/**
 * Pearson's test that the rows of a table of counts do not differ, without continuity correction.
 *
 * @param table counts, rows of one length
 * @returns p 1 and V 0 where fewer than two rows or columns hold anything
 * @throws RangeError for rows of different lengths or a negative count
 * @example chiSquared([[12, 5], [3, 14]]).p // => 0.00177
 */
export function chiSquared(table: readonly (readonly number[])[]): ChiSquared {
  const width = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== width || row.some((count) => !(count >= 0))))
    throw new RangeError("a table of counts has rows of one length without negative counts");
  const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);
  const rows = table.filter((row) => total(row) > 0);
  const columns = Array.from({ length: width }, (_, i) => total(rows.map((r) => r[i] ?? 0)));
  const n = total(columns);
  const kept = columns.filter((count) => count > 0).length;
  if (rows.length < 2 || kept < 2)
    return { statistic: 0, degrees: 0, p: 1, cramersV: 0, leastExpected: 0 };
  let statistic = 0;
  let leastExpected = Infinity;
  for (const row of rows)
    columns.forEach((column, i) => {
      if (column === 0) return;
      const expected = (total(row) * column) / n;
      statistic += ((row[i] ?? 0) - expected) ** 2 / expected;
      leastExpected = Math.min(leastExpected, expected);
    });
  const degrees = (rows.length - 1) * (kept - 1);
  const cramersV = Math.sqrt(statistic / (n * (Math.min(rows.length, kept) - 1)));
  return { statistic, degrees, p: chiSquaredAbove(statistic, degrees), cramersV, leastExpected };
}
