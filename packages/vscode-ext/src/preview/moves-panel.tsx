import { formatMoney, formatNumber } from "@clientele/core/views";
import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { FlowDiagram } from "./flow-diagram.tsx";
import type { MoveRow, PreviewState, Words } from "./messages.ts";
import { fill, locale, wide } from "./store.ts";
import { tell } from "./vscode-page.ts";

type Props = { readonly now: PreviewState; readonly w: Words };

/** Who changes segment against the base, the largest move first: a table, or a diagram of it. */
export function MovesPanel({ now, w }: Props) {
  const asFlow = useSignal(false);
  const moves = (now.chosen?.moves ?? []).toSorted((a, b) => b.customers - a.customers);
  if (now.base === null) return <p class="empty">{w.noBase}</p>;
  if (now.chosen === null) return null;
  if (moves.length === 0)
    return (
      <>
        <h2>{w.moves}</h2>
        <p class="empty">{w.nobodyMoves}</p>
      </>
    );
  const titles = new Map(now.chosen.segments.map((s) => [s.id, s.title]));
  const name = (id: string | null): string => (id === null ? w.noSegment : (titles.get(id) ?? id));
  const all = moves.reduce((sum, move) => sum + move.customers, 0);
  const spend = moves.reduce((sum, move) => sum + move.revenue, 0);
  const money = formatMoney(spend, now.currency, { locale: locale.value, style: "short" });
  const sentence = fill(w.movesSentence, formatNumber(all), money);
  return (
    <>
      <div class="bar-of-tools">
        <h2>{w.moves}</h2>
        <span class="hint">{sentence}</span>
        <div class="switch" role="group" aria-label={w.moves}>
          {([false, true] as const).map((flow) => (
            <button
              key={String(flow)}
              type="button"
              aria-pressed={asFlow.value === flow}
              onClick={() => {
                asFlow.value = flow;
              }}
            >
              {flow ? w.flow : w.table}
            </button>
          ))}
        </div>
      </div>
      {asFlow.value ? (
        <FlowDiagram moves={moves} name={name} sentence={sentence} />
      ) : (
        <MovesTable moves={moves} name={name} now={now} w={w} />
      )}
    </>
  );
}

type TableProps = Props & {
  readonly moves: readonly MoveRow[];
  readonly name: (id: string | null) => string;
};

function MovesTable({ moves, name, now, w }: TableProps) {
  const money = (value: number): string =>
    formatMoney(value, now.currency, { locale: locale.value });
  const served = moves.some((move) => move.service !== null);
  const explained = moves.some((move) => move.example !== null);
  // Beside a text there is no room for a clause in a column of its own.
  const beside = explained && wide.value;
  return (
    <div class="scroll" role="region" aria-label={w.moves} tabIndex={0}>
      <table class="moves">
        <thead>
          <tr>
            <th scope="col">{w.from}</th>
            <th scope="col">{w.to}</th>
            <th scope="col" class="figure">
              {w.customers}
            </th>
            <th scope="col" class="figure">
              {w.theirSpend}
            </th>
            {served && (
              <th scope="col" class="figure">
                {w.serviceCost}
              </th>
            )}
            {beside && <th scope="col">{w.example}</th>}
          </tr>
        </thead>
        <tbody>
          {moves.map((move) => (
            <Fragment key={`${move.from} ${move.to}`}>
              <tr>
                <td>{name(move.from)}</td>
                <td>{name(move.to)}</td>
                <td class="figure">{formatNumber(move.customers)}</td>
                <td class="figure">{money(move.revenue)}</td>
                {served && <td class="figure">{serviceText(move, money, w)}</td>}
                {beside && (
                  <td>
                    <Example move={move} w={w} />
                  </td>
                )}
              </tr>
              {!beside && move.example !== null && (
                <tr class="because">
                  <td colSpan={served ? 5 : 4}>
                    <Example move={move} w={w} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `+¥15,920 · +199 h` */
function serviceText({ service }: MoveRow, money: (value: number) => string, w: Words): string {
  if (service === null) return "";
  const signed = (value: number, text: string): string =>
    value === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
  const hours = Math.round(Math.abs(service.hours) * 10) / 10;
  const parts = [signed(service.money, money(Math.abs(service.money)))];
  if (hours > 0) parts.push(signed(service.hours, fill(w.hours, formatNumber(hours))));
  return parts.join(" · ");
}

function Example({ move: { example }, w }: { readonly move: MoveRow; readonly w: Words }) {
  if (example === null) return null;
  const { customer, name, clause, before, value } = example;
  return (
    <>
      <button type="button" class="name" onClick={() => tell({ kind: "member", customer })}>
        {name}
      </button>
      {clause !== null && (
        <span class="flip">
          {" · "}
          <code>{clause}</code>
          {before !== null && (
            <span class="hint">
              {" "}
              {w.was} <code>{before}</code>
            </span>
          )}
          {value !== null && ` · ${fill(w.has, value)}`}
        </span>
      )}
    </>
  );
}
