import { formatMoney, formatNumber } from "@clientele/core/views";
import type { PreviewState, Words } from "./messages.ts";
import { locale } from "./store.ts";

/** Who changes segment against the base, the largest move first. */
export function MovesPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  if (now.base === null) return <p class="empty">{w.noBase}</p>;
  if (now.chosen === null) return null;
  if (now.chosen.moves.length === 0) return <p class="empty">{w.nobodyMoves}</p>;
  const titles = new Map(now.chosen.segments.map((s) => [s.id, s.title]));
  const name = (id: string | null) => (id === null ? w.noSegment : (titles.get(id) ?? id));
  const moves = now.chosen.moves.toSorted((a, b) => b.customers - a.customers);
  return (
    <table>
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
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={`${move.from} ${move.to}`}>
            <td>{name(move.from)}</td>
            <td>{name(move.to)}</td>
            <td class="figure">{formatNumber(move.customers)}</td>
            <td class="figure">
              {formatMoney(move.revenue, now.currency, { locale: locale.value })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
