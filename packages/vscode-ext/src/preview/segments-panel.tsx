import { formatChange, formatNumber, formatShare } from "@clientele/core/views";
import type { PreviewState, SegmentRow, Words } from "./messages.ts";
import { locale, selected } from "./store.ts";
import { tell } from "./vscode-page.ts";

/** Each segment with its customers, share and change; a press reveals its line in the text. */
export function SegmentsPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const chosen = now.chosen;
  if (chosen === null)
    return now.counting || now.problems.length > 0 ? null : <p class="empty">{w.noSegments}</p>;
  const most = Math.max(1, ...chosen.segments.map((s) => s.customers));
  return (
    <>
      <table class="segments">
        <thead>
          <tr>
            <th scope="col">{w.segment}</th>
            <th scope="col" class="figure">
              {w.customers}
            </th>
            <th scope="col" class="figure">
              {w.share}
            </th>
            {now.base !== null && (
              <th scope="col" class="figure">
                {w.change}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {chosen.segments.map((row) => (
            <Row key={row.id} row={row} most={most} compared={now.base !== null} w={w} />
          ))}
          {chosen.unassigned > 0 && <Unassigned now={now} customers={chosen.unassigned} w={w} />}
        </tbody>
      </table>
      {!chosen.exclusive && <p class="hint">{w.overlap}</p>}
      {now.base === null && (
        <p class="hint">
          {w.noBase}{" "}
          <button type="button" class="link" onClick={() => tell({ kind: "run" })}>
            {w.run}
          </button>
        </p>
      )}
    </>
  );
}

type RowProps = {
  readonly row: SegmentRow;
  readonly most: number;
  readonly compared: boolean;
  readonly w: Words;
};

function Row({ row, most, compared, w }: RowProps) {
  return (
    <tr aria-current={selected.value === row.id}>
      <th scope="row">
        <button type="button" class="name" title={row.id} onClick={() => choose(row.id)}>
          {row.title}
        </button>
        <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
          <rect width={(100 * row.customers) / most} height="2" />
        </svg>
      </th>
      <td class="figure">{formatNumber(row.customers)}</td>
      <td class="figure">{formatShare(row.share, locale.value)}</td>
      {compared && (
        <td class={row.change === 0 ? "figure same" : "figure"}>
          {row.change === null ? w.new : formatChange(row.change)}
        </td>
      )}
    </tr>
  );
}

function Unassigned({
  now,
  customers,
  w,
}: {
  readonly now: PreviewState;
  readonly customers: number;
  readonly w: Words;
}) {
  const of = now.customers ?? 0;
  return (
    <tr class="rest">
      <th scope="row">{w.noSegment}</th>
      <td class="figure">{formatNumber(customers)}</td>
      <td class="figure">{of === 0 ? "" : formatShare(customers / of, locale.value)}</td>
      {now.base !== null && <td />}
    </tr>
  );
}

function choose(segment: string): void {
  selected.value = segment;
  tell({ kind: "segment", segment });
}
