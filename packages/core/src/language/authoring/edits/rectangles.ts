/** One cell of a map of scores; `monetary` where the map looks at it. */
export type Cell = {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary?: number;
};
type Side = readonly [number, number];
/** Scores from the first to the second, both in it. */
export type Rectangle = {
  readonly recency: Side;
  readonly frequency: Side;
  readonly monetary?: Side;
};

/**
 * Few rectangles, or boxes where monetary scores count, that hold exactly these cells, none twice: from the highest scores down,
 * each as wide and then as tall as it goes; the same rectangle at scores that follow each other is one box.
 *
 * @returns the highest recency first, then the highest frequency, then the highest monetary score
 * @example rectanglesOf([{ recency: 5, frequency: 4 }, { recency: 5, frequency: 5 }]) // => [{ recency: [5, 5], frequency: [4, 5] }]
 */
export function rectanglesOf(cells: readonly Cell[]): readonly Rectangle[] {
  const slices = [...Map.groupBy(cells, (cell) => cell.monetary)].toSorted(
    ([a = 0], [b = 0]) => b - a,
  );
  const boxes = new Map<string, Rectangle[]>();
  for (const [monetary, slice] of slices)
    for (const flat of flatRectangles(slice)) {
      const key = JSON.stringify(flat);
      const known = boxes.get(key) ?? [];
      boxes.set(key, known);
      const last = known.at(-1);
      if (monetary === undefined) known.push(flat);
      else if (last?.monetary?.[0] === monetary + 1)
        known[known.length - 1] = { ...flat, monetary: [monetary, last.monetary[1]] };
      else known.push({ ...flat, monetary: [monetary, monetary] });
    }
  return [...boxes.values()].flat().toSorted(highestFirst);
}

const highestFirst = (a: Rectangle, b: Rectangle): number =>
  b.recency[1] - a.recency[1] ||
  b.frequency[1] - a.frequency[1] ||
  (b.monetary?.[1] ?? 0) - (a.monetary?.[1] ?? 0);

function flatRectangles(cells: readonly Cell[]): readonly Rectangle[] {
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
