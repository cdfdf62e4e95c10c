/** The best of several lines at any point: what is best for a customer by what they are worth. */

/** Between breaks, the line that is highest; `lines` is one longer than `breaks`, which ascend. */
export type Envelope = { readonly breaks: Float64Array; readonly lines: Int16Array };

/**
 * The upper envelope of lines `slope · x − cost` and of zero, for x ≥ 0.
 *
 * @param slopes at least 0
 * @returns -1 stands for zero; of equal lines the first, and where two meet the flatter one
 * @example envelopeOf([1, 2], [1, 4]) // => { breaks: [1, 3], lines: [-1, 0, 1] }
 */
export function envelopeOf(slopes: ArrayLike<number>, costs: ArrayLike<number>): Envelope {
  const all = Array.from({ length: slopes.length }, (_, line) => ({
    line,
    slope: slopes[line] ?? 0,
    cost: costs[line] ?? 0,
  }));
  const sorted = [{ line: -1, slope: 0, cost: 0 }, ...all].toSorted(
    (a, b) => a.slope - b.slope || a.cost - b.cost || a.line - b.line,
  );
  const hull: { readonly line: number; readonly slope: number; readonly cost: number }[] = [];
  const breaks: number[] = [];
  for (const next of sorted) {
    let from = -Infinity;
    for (;;) {
      const top = hull.at(-1);
      if (top === undefined) break;
      from =
        top.slope === next.slope ? Infinity : (next.cost - top.cost) / (next.slope - top.slope);
      if (from > (breaks.at(-1) ?? -Infinity)) break;
      hull.pop();
      breaks.pop();
      from = -Infinity;
    }
    if (from === Infinity) continue; // parallel to a line that costs less
    if (hull.length > 0) breaks.push(from);
    hull.push(next);
  }
  return { breaks: Float64Array.from(breaks), lines: Int16Array.from(hull, (h) => h.line) };
}
