/**
 * What a purchase model sees of a customer, in weeks since the first purchase.
 *
 * `x` repeat purchases (distinct purchase days − 1), a whole number ≥ 0; `tx` the last of them, 0 where there is none;
 * `T` the end of the observation, ≥ tx; `n` how many customers share the three, ≥ 1.
 */
export type PurchaseHistory = {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly n: number;
};

/** Histories as columns, in order of (x, tx, T), for the likelihoods. Made by `historyColumns`. */
export type HistoryColumns = {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly n: Float64Array;
  /** `beyond[j]`: customers with more than j repeat purchases, j = 0 … max(x) − 1. */
  readonly beyond: Float64Array;
  readonly customers: number;
};

const byHistory = (one: PurchaseHistory, other: PurchaseHistory): number =>
  one.x - other.x || one.tx - other.tx || one.T - other.T;

/**
 * Groups equal histories and adds up how many customers share them.
 *
 * @param histories in any order; `n` is 1 where it is missing
 * @returns in order of (x, tx, T), each once
 * @example groupHistories([{ x: 0, tx: 0, T: 9 }, { x: 0, tx: 0, T: 9 }]) // => [{ x: 0, tx: 0, T: 9, n: 2 }]
 */
export function groupHistories(
  histories: Iterable<Omit<PurchaseHistory, "n"> & { readonly n?: number }>,
): readonly PurchaseHistory[] {
  const sorted = Array.from(histories, ({ x, tx, T, n = 1 }) => ({ x, tx, T, n })).toSorted(
    byHistory,
  );
  const grouped: { x: number; tx: number; T: number; n: number }[] = [];
  for (const history of sorted) {
    const last = grouped.at(-1);
    if (last !== undefined && byHistory(last, history) === 0) last.n += history.n;
    else grouped.push(history);
  }
  return grouped;
}

/**
 * The columns that the likelihoods read, grouped and in order, so that a sum does not depend on the order of the input.
 *
 * @throws RangeError when a history breaks its contract
 * @example historyColumns([{ x: 2, tx: 5, T: 9, n: 3 }]).beyond // => Float64Array [3, 3]
 */
export function historyColumns(histories: Iterable<PurchaseHistory>): HistoryColumns {
  const rows = groupHistories(histories);
  for (const { x, tx, T, n } of rows)
    if (
      !(Number.isInteger(x) && x >= 0 && n > 0 && Number.isFinite(T) && tx <= T && tx >= 0) ||
      (x === 0) !== (tx === 0)
    )
      throw new RangeError(`not a purchase history: x ${x}, tx ${tx}, T ${T}, n ${n}`);
  const beyond = new Float64Array(rows.at(-1)?.x ?? 0);
  for (const { x, n } of rows) if (x > 0) beyond[x - 1] = (beyond[x - 1] ?? 0) + n;
  for (let j = beyond.length - 2; j >= 0; j--) beyond[j] = (beyond[j] ?? 0) + (beyond[j + 1] ?? 0);
  return {
    x: Float64Array.from(rows, ({ x }) => x),
    tx: Float64Array.from(rows, ({ tx }) => tx),
    T: Float64Array.from(rows, ({ T }) => T),
    n: Float64Array.from(rows, ({ n }) => n),
    beyond,
    customers: rows.reduce((sum, { n }) => sum + n, 0),
  };
}
