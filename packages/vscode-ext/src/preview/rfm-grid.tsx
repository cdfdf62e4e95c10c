import { formatNumber } from "@clientele/core/views";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CellAt, Grid, Words } from "./messages.ts";
import { makeEdit, tryEdit } from "./store.ts";

const keyOf = ({ recency, frequency }: CellAt): string => `${recency} ${frequency}`;

/**
 * The map of recency × frequency. A segment is the brush; dragging, or Shift with arrow keys and Enter, gives cells to it.
 * There is no eraser, so that no hole can come about.
 */
export function RfmGrid({ grid, w }: { readonly grid: Grid; readonly w: Words }) {
  const brush = useSignal(grid.segments[0]?.id ?? "");
  const focus = useSignal<CellAt>({ recency: grid.scale, frequency: grid.scale });
  const anchor = useSignal<CellAt | null>(null);
  const painted = useSignal<readonly CellAt[]>([]);
  const drawing = useSignal(false);
  const table = useRef<HTMLTableElement>(null);
  const marked = new Set(painted.value.map(keyOf));
  const titles = new Map(grid.segments.map((s, i) => [s.id, { title: s.title, colour: i }]));

  const paint = (cells: readonly CellAt[]): void => {
    painted.value = cells;
    tryEdit(cells.length === 0 ? null : { kind: "paint", brush: brush.value, cells });
  };
  const finish = (): void => {
    const cells = painted.value;
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
    const inside = (score: number): number => Math.min(grid.scale, Math.max(1, score));
    const next = {
      recency: inside(focus.value.recency + by[0]),
      frequency: inside(focus.value.frequency + by[1]),
    };
    if (event.shiftKey) {
      anchor.value ??= focus.value;
      paint(between(anchor.value, next));
    } else if (painted.value.length > 0) giveUp();
    focus.value = next;
    table.current?.querySelector<HTMLElement>(`[data-cell="${keyOf(next)}"]`)?.focus();
  };
  const scores = Array.from({ length: grid.scale }, (_, i) => i + 1);
  return (
    <section aria-label={w.grid}>
      <div class="bar-of-tools">
        <h2>{w.grid}</h2>
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
            {scores.map((frequency) => (
              <th key={frequency} scope="col">
                {w.frequency} {frequency}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((recency) => (
            <tr key={recency}>
              <th scope="row">
                {w.recency} {recency}
              </th>
              {scores.map((frequency) => {
                const at = { recency, frequency };
                const cell = grid.cells.find(
                  (c) => c.recency === recency && c.frequency === frequency,
                );
                const isMarked = marked.has(keyOf(at));
                const segment = isMarked ? brush.value : (cell?.segment ?? null);
                const known = segment === null ? undefined : titles.get(segment);
                const current = keyOf(focus.value) === keyOf(at);
                return (
                  <td
                    key={frequency}
                    role="gridcell"
                    class={known === undefined ? "cell hole" : `cell c${known.colour % 6}`}
                    data-cell={keyOf(at)}
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
                    <span class="of">{known?.title ?? w.unpainted}</span>
                    <span class="count">
                      {cell?.customers === null || cell === undefined
                        ? ""
                        : formatNumber(cell.customers)}
                    </span>
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

/** By how much an arrow changes recency and frequency. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

function between(a: CellAt, b: CellAt): readonly CellAt[] {
  const [low, high] = [Math.min(a.recency, b.recency), Math.max(a.recency, b.recency)];
  const [left, right] = [Math.min(a.frequency, b.frequency), Math.max(a.frequency, b.frequency)];
  const cells: CellAt[] = [];
  for (let recency = low; recency <= high; recency += 1)
    for (let frequency = left; frequency <= right; frequency += 1)
      cells.push({ recency, frequency });
  return cells;
}
