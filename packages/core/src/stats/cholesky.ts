/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[];

/**
 * The lower triangle L with L·Lᵀ = A.
 *
 * @param a symmetric
 * @returns null where A is not positive definite (or holds NaN)
 * @example cholesky([[4, 2], [2, 2]]) // => [[2, 0], [1, 1]]
 */
export function cholesky(a: Matrix): Matrix | null {
  const lower: number[][] = a.map((row) => row.map(() => 0));
  for (const [i, row] of lower.entries())
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? [];
      let rest = a[i]?.[j] ?? Number.NaN;
      for (let k = 0; k < j; k++) rest -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i === j && !(rest > 0)) return null;
      row[j] = i === j ? Math.sqrt(rest) : rest / (other[j] ?? 1);
    }
  return lower;
}

/**
 * The inverse of a symmetric positive definite matrix.
 *
 * @returns null where it is not positive definite
 * @example invert([[4, 0], [0, 2]]) // => [[0.25, 0], [0, 0.5]]
 */
export function invert(a: Matrix): Matrix | null {
  const lower = cholesky(a);
  if (lower === null) return null;
  const columns = a.map((_, c) => {
    const y: number[] = [];
    for (const [i, row] of lower.entries()) {
      let rest = i === c ? 1 : 0;
      for (let k = 0; k < i; k++) rest -= (row[k] ?? 0) * (y[k] ?? 0);
      y.push(rest / (row[i] ?? 1));
    }
    for (let i = lower.length - 1; i >= 0; i--) {
      let rest = y[i] ?? 0;
      for (let k = i + 1; k < lower.length; k++) rest -= (lower[k]?.[i] ?? 0) * (y[k] ?? 0);
      y[i] = rest / (lower[i]?.[i] ?? 1);
    }
    return y;
  });
  return a.map((row, i) =>
    row.map((_, j) => ((columns[j]?.[i] ?? 0) + (columns[i]?.[j] ?? 0)) / 2),
  );
}
