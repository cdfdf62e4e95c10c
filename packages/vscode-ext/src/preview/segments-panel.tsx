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
            {chosen.unit !== null && (
              <th scope="col" class="figure" title={chosen.unit}>
                {w.units}
              </th>
            )}
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
            <Row
              key={row.id}
              row={row}
              most={most}
              compared={now.base !== null}
              inUnits={chosen.unit !== null}
              w={w}
            />
          ))}
          {chosen.unassigned > 0 && (
            <Rest now={now} label={w.noSegment} customers={chosen.unassigned} />
          )}
          {chosen.outside !== null && chosen.outside > 0 && (
            <Rest now={now} label={w.outside} customers={chosen.outside} />
          )}
        </tbody>
      </table>
      {!chosen.exclusive && <Overlap now={now} w={w} />}
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
  readonly inUnits: boolean;
  readonly w: Words;
};

function Row({ row, most, compared, inUnits, w }: RowProps) {
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
      {inUnits && <td class="figure">{row.units === null ? "" : formatNumber(row.units)}</td>}
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

type RestProps = {
  readonly now: PreviewState;
  readonly label: string;
  readonly customers: number;
};

/** Customers who are in none of the segments. */
function Rest({ now, label, customers }: RestProps) {
  const of = now.customers ?? 0;
  return (
    <tr class="rest">
      <th scope="row">{label}</th>
      {now.chosen?.unit !== null && <td />}
      <td class="figure">{formatNumber(customers)}</td>
      <td class="figure">{of === 0 ? "" : formatShare(customers / of, locale.value)}</td>
      {now.base !== null && <td />}
    </tr>
  );
}

/** Which segments share customers, where one can be in several. */
function Overlap({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const { overlap } = now;
  if (overlap === null || overlap.titles.length > 12) return <p class="hint">{w.overlap}</p>;
  const most = Math.max(1, ...overlap.customers.flatMap((row, i) => row.filter((_, j) => j !== i)));
  return (
    <details open>
      <summary>{w.overlapTitle}</summary>
      <p class="hint">{w.overlap}</p>
      {/* what can be scrolled is reached by keyboard */}
      <div class="scroll" role="region" aria-label={w.overlapTitle} tabIndex={0}>
        <table class="overlap">
          <thead>
            <tr>
              <td />
              {overlap.titles.map((title) => (
                <th key={title} scope="col" class="figure">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {overlap.customers.map((row, i) => (
              <tr key={overlap.titles[i]}>
                <th scope="row">{overlap.titles[i]}</th>
                {row.map((customers, j) => (
                  <td
                    key={overlap.titles[j]}
                    class={i === j ? "figure same" : "figure"}
                    data-heat={i === j ? 0 : Math.ceil((4 * customers) / most)}
                  >
                    {formatNumber(customers)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function choose(segment: string): void {
  selected.value = segment;
  tell({ kind: "segment", segment });
}
