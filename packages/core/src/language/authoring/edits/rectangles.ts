/** One cell of a grid of scores. */
export type Cell = { readonly recency: number; readonly frequency: number };
/** Scores from the first to the second, both in it. */
export type Rectangle = {
  readonly recency: readonly [number, number];
  readonly frequency: readonly [number, number];
};

/**
 * Few rectangles that hold exactly these cells, none twice: from the highest scores down, each as wide and then as tall as it goes.
 *
 * @returns the highest recency first, then the highest frequency
 * @example rectanglesOf([{ recency: 5, frequency: 4 }, { recency: 5, frequency: 5 }]) // => [{ recency: [5, 5], frequency: [4, 5] }]
 */
export function rectanglesOf(cells: readonly Cell[]): readonly Rectangle[] {
  const whole = boundsOf(cells);
  if (whole === undefined) return [];
  const left = new Set(cells.map(({ recency, frequency }) => `${recency} ${frequency}`));
  const has = (r: number, f: number): boolean => left.has(`${r} ${f}`);
  const found: Rectangle[] = [];
  for (let top = whole.recency[1]; top >= whole.recency[0]; top -= 1)
    for (let right = whole.frequency[1]; right >= whole.frequency[0]; right -= 1) {
      if (!has(top, right)) continue;
      let low = right;
      while (has(top, low - 1)) low -= 1;
      const row = (r: number): boolean => {
        for (let f = low; f <= right; f += 1) if (!has(r, f)) return false;
        return true;
      };
      let bottom = top;
      while (row(bottom - 1)) bottom -= 1;
      for (let r = bottom; r <= top; r += 1)
        for (let f = low; f <= right; f += 1) left.delete(`${r} ${f}`);
      found.push({ recency: [bottom, top], frequency: [low, right] });
    }
  return found;
}

function boundsOf(cells: readonly Cell[]): Rectangle | undefined {
  if (cells.length === 0) return undefined;
  const [r, f] = [cells.map((c) => c.recency), cells.map((c) => c.frequency)];
  return {
    recency: [Math.min(...r), Math.max(...r)],
    frequency: [Math.min(...f), Math.max(...f)],
  };
}
