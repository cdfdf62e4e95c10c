/** Checks that an RFM map covers each cell of scores exactly once. */
import { problem, type Place, type Problem } from "../../problem.ts";
import type { RfmModel } from "./model.ts";

type Cell = string;

/** How many cells a message names before it says how many more there are. */
const namedCells = 6;

/**
 * Holes, overlaps, segments without a cell of their own and scores outside the scale.
 *
 * @returns problems at the segments that cause them; holes at the segmentation's name
 */
export function lintRfm(model: RfmModel): readonly Problem[] {
  const problems: Problem[] = [];
  const withMonetary = model.segments.some((s) => s.cells.some((c) => c.monetary !== null));
  const owner = new Map<Cell, { readonly id: string; readonly place: Place }>();
  for (const segment of model.segments) {
    const outside = segment.cells
      .flatMap((c) => [...c.recency, ...c.frequency, ...(c.monetary ?? [])])
      .find((score) => score < 1 || score > model.scale);
    if (outside !== undefined) {
      const values = { id: segment.id, score: outside, scale: model.scale };
      problems.push(problem("rfm-range", values, segment.place));
    }
    const overlaps = new Map<string, Cell[]>();
    const cells = new Set(segment.cells.flatMap((c) => expand(c, model.scale, withMonetary)));
    for (const cell of cells) {
      const first = owner.get(cell);
      if (first === undefined) owner.set(cell, { id: segment.id, place: segment.place });
      else overlaps.set(first.id, [...(overlaps.get(first.id) ?? []), cell]);
    }
    for (const [first, shared] of overlaps) {
      const related = model.segments.filter((s) => s.id === first).map((s) => s.place);
      const values = { cells: shared.slice(0, namedCells).join(", "), first, second: segment.id };
      problems.push(problem("rfm-overlap", values, segment.place, { related }));
    }
    if (cells.size === 0) problems.push(problem("rfm-dead", { id: segment.id }, segment.place));
  }
  const everything = expand(
    { recency: [1, model.scale], frequency: [1, model.scale], monetary: [1, model.scale] },
    model.scale,
    withMonetary,
  );
  const holes = everything.filter((cell) => !owner.has(cell));
  if (holes.length > 0) {
    const values = { cells: holes.slice(0, namedCells).join(", "), count: holes.length };
    problems.push(problem("rfm-hole", values, model.place));
  }
  return problems;
}

function expand(
  cell: RfmModel["segments"][number]["cells"][number],
  scale: number,
  withMonetary: boolean,
): readonly Cell[] {
  const scores = ([low, high]: readonly [number, number]): readonly number[] =>
    Array.from({ length: scale }, (_, i) => i + 1).filter((s) => s >= low && s <= high);
  return scores(cell.recency).flatMap((r) =>
    scores(cell.frequency).flatMap((f) =>
      withMonetary
        ? scores(cell.monetary ?? [1, scale]).map((m) => `R${r}F${f}M${m}`)
        : [`R${r}F${f}`],
    ),
  );
}
