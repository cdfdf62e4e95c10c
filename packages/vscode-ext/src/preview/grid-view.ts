import type { CellAt, Grid } from "./messages.ts";

export type Axis = "recency" | "frequency" | "monetary";

/** Two axes of a map as rows and columns, and which scores of the third are looked at. */
export type GridView = {
  readonly rows: Axis;
  readonly columns: Axis;
  /** The third axis; `null` where the map has two. */
  readonly third: Axis | null;
  /** One of its scores; `null`: every one. */
  readonly score: number | null;
};

/** The pairs of axes that can be shown, the first one where there are only two. */
export const axisPairs: readonly (readonly [Axis, Axis])[] = [
  ["recency", "frequency"],
  ["recency", "monetary"],
  ["frequency", "monetary"],
];

export function gridView(
  { monetary }: Pick<Grid, "monetary">,
  pair: number,
  score: number | null,
): GridView {
  const [rows, columns] = (monetary ? axisPairs[pair] : undefined) ?? ["recency", "frequency"];
  const others = (["recency", "frequency", "monetary"] as const).filter(
    (axis) => axis !== rows && axis !== columns,
  );
  return { rows, columns, third: monetary ? (others[0] ?? null) : null, score };
}

/** A place of the view: a row's score and a column's. */
export type Spot = { readonly row: number; readonly column: number };

export const spotKey = ({ row, column }: Spot): string => `${row} ${column}`;

type Cell = Grid["cells"][number];

/** The cells that lie at each spot: one, or one for each score of the third axis. */
export function cellsBySpot(grid: Grid, view: GridView): ReadonlyMap<string, readonly Cell[]> {
  const { rows, columns, third, score } = view;
  const shown = grid.cells.filter((c) => third === null || score === null || c[third] === score);
  return Map.groupBy(shown, (c) => spotKey({ row: c[rows] ?? 0, column: c[columns] ?? 0 }));
}

export const placeOf = ({ recency, frequency, monetary }: Cell): CellAt => ({
  recency,
  frequency,
  ...(monetary === undefined ? {} : { monetary }),
});

/** The spots of the rectangle between two. */
export function between(a: Spot, b: Spot): readonly Spot[] {
  const [low, high] = [Math.min(a.row, b.row), Math.max(a.row, b.row)];
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)];
  const spots: Spot[] = [];
  for (let row = low; row <= high; row += 1)
    for (let column = left; column <= right; column += 1) spots.push({ row, column });
  return spots;
}
