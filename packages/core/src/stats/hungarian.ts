/**
 * The cheapest assignment of rows to columns, each column at most once (Kuhn 1955; Jonker & Volgenant's shortest augmenting
 * paths). Takes time in rows² × columns.
 *
 * @param cost finite costs, one list a row, all of one length
 * @returns the column of each row; −1 for rows that stay without one where there are more rows than columns
 * @example hungarian([[4, 1], [2, 3]]) // => [1, 0]
 */
export function hungarian(cost: readonly (readonly number[])[]): readonly number[] {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  if (rows > columns) {
    const turned = Array.from({ length: columns }, (_, j) => cost.map((row) => row[j] ?? 0));
    const rowOf = hungarian(turned);
    return cost.map((_, i) => rowOf.indexOf(i));
  }
  // Rows and columns count from 1; column 0 is where each search starts.
  const [u, v] = [new Float64Array(rows + 1), new Float64Array(columns + 1)];
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) augment(cost, row, u, v, rowOf);
  const found = Array.from({ length: rows }, () => -1);
  for (let j = 1; j <= columns; j += 1) {
    const row = rowOf[j] ?? 0;
    if (row > 0) found[row - 1] = j - 1;
  }
  return found;
}

/** One more row gets a column, along the shortest path over reduced costs. */
function augment(
  cost: readonly (readonly number[])[],
  row: number,
  u: Float64Array,
  v: Float64Array,
  rowOf: Int32Array,
): void {
  const columns = v.length - 1;
  const least = new Float64Array(columns + 1).fill(Infinity);
  const before = new Int32Array(columns + 1);
  const used = new Uint8Array(columns + 1);
  rowOf[0] = row;
  let at = 0;
  do {
    used[at] = 1;
    const i = rowOf[at] ?? 0;
    let [delta, nearest] = [Infinity, 0];
    for (let j = 1; j <= columns; j += 1) {
      if (used[j] === 1) continue;
      const reduced = (cost[i - 1]?.[j - 1] ?? 0) - (u[i] ?? 0) - (v[j] ?? 0);
      if (reduced < (least[j] ?? 0)) {
        least[j] = reduced;
        before[j] = at;
      }
      const step = least[j] ?? 0;
      if (step < delta) [delta, nearest] = [step, j];
    }
    for (let j = 0; j <= columns; j += 1)
      if (used[j] === 1) {
        const owner = rowOf[j] ?? 0;
        u[owner] = (u[owner] ?? 0) + delta;
        v[j] = (v[j] ?? 0) - delta;
      } else least[j] = (least[j] ?? 0) - delta;
    at = nearest;
  } while (rowOf[at] !== 0);
  while (at !== 0) {
    const previous = before[at] ?? 0;
    rowOf[at] = rowOf[previous] ?? 0;
    at = previous;
  }
}
