import { formatNumber } from "@clientele/core/views";
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import {
  axisPairs,
  between,
  cellsBySpot,
  gridView,
  placeOf,
  spotKey,
  type Axis,
  type GridView,
  type Spot,
} from "./grid-view.ts";
import type { CellAt, Grid, Words } from "./messages.ts";
import { makeEdit, tryEdit } from "./store.ts";

/**
 * The map of scores, two axes at a time. A segment is the brush; dragging, or Shift with arrow keys and Enter, gives cells to it.
 * There is no eraser, so that no hole can come about.
 */
export function RfmGrid({ grid, w }: { readonly grid: Grid; readonly w: Words }) {
  const brush = useSignal(grid.segments[0]?.id ?? "");
  const pair = useSignal(0);
  const score = useSignal<number | null>(null);
  const focus = useSignal<Spot>({ row: grid.scale, column: grid.scale });
  const anchor = useSignal<Spot | null>(null);
  const painted = useSignal<readonly Spot[]>([]);
  const drawing = useSignal(false);
  const table = useRef<HTMLTableElement>(null);
  const view = gridView(grid, pair.value, score.value);
  const bySpot = cellsBySpot(grid, view);
  const marked = new Set(painted.value.map(spotKey));
  const titles = new Map(grid.segments.map((s, i) => [s.id, { title: s.title, colour: i }]));

  const cellsAt = (spots: readonly Spot[]): readonly CellAt[] =>
    spots.flatMap((spot) => (bySpot.get(spotKey(spot)) ?? []).map(placeOf));
  const paint = (spots: readonly Spot[]): void => {
    painted.value = spots;
    const cells = cellsAt(spots);
    tryEdit(cells.length === 0 ? null : { kind: "paint", brush: brush.value, cells });
  };
  const finish = (): void => {
    const cells = cellsAt(painted.value);
    drawing.value = false;
    anchor.value = null;
    painted.value = [];
    if (cells.length > 0) makeEdit({ kind: "paint", brush: brush.value, cells });
  };
  const giveUp = (): void => {
    drawing.value = false;
    anchor.value = null;
    paint([]);
  };
  useEffect(() => {
    const up = (): void => {
      if (drawing.value) finish();
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && painted.value.length > 0) giveUp();
    };
    addEventListener("pointerup", up);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerup", up);
      removeEventListener("keydown", escape);
    };
  });
  const step = (event: KeyboardEvent): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (painted.value.length === 0) painted.value = [focus.value];
      finish();
      return;
    }
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const inside = (at: number): number => Math.min(grid.scale, Math.max(1, at));
    const next = {
      row: inside(focus.value.row + by[0]),
      column: inside(focus.value.column + by[1]),
    };
    if (event.shiftKey) {
      anchor.value ??= focus.value;
      paint(between(anchor.value, next));
    } else if (painted.value.length > 0) giveUp();
    focus.value = next;
    table.current?.querySelector<HTMLElement>(`[data-cell="${spotKey(next)}"]`)?.focus();
  };
  const scores = Array.from({ length: grid.scale }, (_, i) => i + 1);
  return (
    <section aria-label={w.grid}>
      <div class="bar-of-tools">
        <h2>{w.grid}</h2>
        {view.third !== null && <Axes grid={grid} view={view} pair={pair} score={score} w={w} />}
        <label class="brush">
          <span>{w.brush}</span>
          <select
            value={brush.value}
            onChange={(event) => {
              brush.value = event.currentTarget.value;
            }}
          >
            {grid.segments.map((s) => (
              <option key={s.id} value={s.id}>
                {s.title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <table ref={table} class="rfm" role="grid" aria-label={w.grid} onKeyDown={step}>
        <thead>
          <tr>
            <td />
            {scores.map((column) => (
              <th key={column} scope="col">
                {w[view.columns]} {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((row) => (
            <tr key={row}>
              <th scope="row">
                {w[view.rows]} {row}
              </th>
              {scores.map((column) => {
                const at = { row, column };
                const cells = bySpot.get(spotKey(at)) ?? [];
                const isMarked = marked.has(spotKey(at));
                const held = new Set(isMarked ? [brush.value] : cells.map((c) => c.segment));
                const [segment = null] = held;
                const known = held.size > 1 || segment === null ? undefined : titles.get(segment);
                const look = known === undefined ? "hole" : `c${known.colour % 6}`;
                const current = spotKey(focus.value) === spotKey(at);
                return (
                  <td
                    key={column}
                    role="gridcell"
                    class={`cell ${held.size > 1 ? "mixed" : look}`}
                    data-cell={spotKey(at)}
                    data-marked={isMarked}
                    aria-selected={isMarked}
                    tabIndex={current ? 0 : -1}
                    onFocus={() => {
                      focus.value = at;
                    }}
                    onPointerDown={(event) => {
                      // the capture that a press takes would keep the other cells from being entered
                      event.currentTarget.releasePointerCapture(event.pointerId);
                      drawing.value = true;
                      paint([at]);
                    }}
                    onPointerEnter={() => {
                      if (drawing.value && !isMarked) paint([...painted.value, at]);
                    }}
                  >
                    <span class="of">
                      {held.size > 1 ? w.several : (known?.title ?? w.unpainted)}
                    </span>
                    <span class="count">{countText(cells)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{w.gridHint}</p>
    </section>
  );
}

type AxesProps = {
  readonly grid: Grid;
  readonly view: GridView;
  readonly pair: Signal<number>;
  readonly score: Signal<number | null>;
  readonly w: Words;
};

/** Which two axes are shown, and which score of the third one; every score at once paints through all of them. */
function Axes({ grid, view, pair, score, w }: AxesProps) {
  const name = ([rows, columns]: readonly [Axis, Axis]): string => `${w[rows]} × ${w[columns]}`;
  return (
    <>
      <label class="brush">
        <span>{w.axes}</span>
        <select
          value={String(pair.value)}
          onChange={(event) => {
            pair.value = Number(event.currentTarget.value);
            score.value = null;
          }}
        >
          {axisPairs.map((axes, index) => (
            <option key={name(axes)} value={String(index)}>
              {name(axes)}
            </option>
          ))}
        </select>
      </label>
      <label class="brush">
        <span>{view.third === null ? "" : w[view.third]}</span>
        <select
          value={String(score.value ?? "")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            score.value = value === "" ? null : Number(value);
          }}
        >
          <option value="">{w.everyScore}</option>
          {Array.from({ length: grid.scale }, (_, i) => (
            <option key={i} value={String(i + 1)}>
              {i + 1}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function countText(cells: Grid["cells"]): string {
  const counts = cells.flatMap(({ customers }) => (customers === null ? [] : [customers]));
  return counts.length === 0 ? "" : formatNumber(counts.reduce((sum, n) => sum + n, 0));
}

/** By how much an arrow changes row and column. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
