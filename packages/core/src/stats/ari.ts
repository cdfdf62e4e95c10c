/**
 * The adjusted Rand index of two partitions of the same things (Hubert & Arabie 1985): agreement on pairs, less what chance
 * would give.
 *
 * @param a labels, one a thing; any values
 * @param b labels of the same things in the same order
 * @returns 1 where both are the same partition, about 0 for unrelated ones, at least −0.5
 * @throws RangeError when the lists differ in length
 * @example ari([0, 0, 1, 1], [0, 0, 1, 2]) // => 0.5714285714285714
 */
export function ari(
  a: ArrayLike<number | string | null>,
  b: ArrayLike<number | string | null>,
): number {
  if (a.length !== b.length) throw new RangeError(`ari of ${a.length} and ${b.length} labels`);
  const cells = new Map<string, { readonly a: string; readonly b: string; count: number }>();
  for (let i = 0; i < a.length; i += 1) {
    const [left, right] = [JSON.stringify(a[i]), JSON.stringify(b[i])];
    const cell = cells.get(`${left} ${right}`);
    if (cell === undefined) cells.set(`${left} ${right}`, { a: left, b: right, count: 1 });
    else cell.count += 1;
  }
  return ariOfTable([...cells.values()]);
}

/**
 * The same from a cross table: one cell for each pair of labels that occurs.
 *
 * @example ariOfTable([{ a: "x", b: "1", count: 2 }, { a: "y", b: "2", count: 2 }]) // => 1
 */
export function ariOfTable(
  cells: readonly { readonly a: string; readonly b: string; readonly count: number }[],
): number {
  const [rows, columns] = [new Map<string, number>(), new Map<string, number>()];
  let [total, together] = [0, 0];
  for (const { a, b, count } of cells) {
    rows.set(a, (rows.get(a) ?? 0) + count);
    columns.set(b, (columns.get(b) ?? 0) + count);
    total += count;
    together += pairs(count);
  }
  const sumOfPairs = (sums: ReadonlyMap<string, number>): number =>
    [...sums.values()].reduce((sum, count) => sum + pairs(count), 0);
  const [inA, inB, all] = [sumOfPairs(rows), sumOfPairs(columns), pairs(total)];
  const expected = all === 0 ? 0 : (inA * inB) / all;
  const most = (inA + inB) / 2;
  // Both partitions put everything together, or everything apart: they are the same.
  return most === expected ? 1 : (together - expected) / (most - expected);
}

const pairs = (count: number): number => (count * (count - 1)) / 2;
