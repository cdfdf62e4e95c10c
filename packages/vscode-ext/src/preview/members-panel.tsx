import { formatMoney, formatNumber } from "@clientele/core/views";
import { CustomerCard } from "./customer-card.tsx";
import type { PreviewState, SegmentRow, Words } from "./messages.ts";
import { fill, locale, selected } from "./store.ts";
import { tell } from "./vscode-page.ts";

/** The selected segment: what it spends, and its members in the last run. */
export function MembersPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const row = now.chosen?.segments.find((s) => s.id === selected.value);
  if (row === undefined) return <p class="empty">{w.pickSegment}</p>;
  const { members } = now;
  return (
    <>
      <h2>{row.title}</h2>
      <Facts row={row} currency={now.currency} w={w} />
      {members !== null && members.segment === row.id && (
        <table>
          <caption>
            {members.rows.length === 0 ? w.nobody : fill(w.membersOf, formatNumber(members.total))}
          </caption>
          <tbody>
            {members.rows.map((member) => (
              <tr key={member.id}>
                <th scope="row">
                  <button
                    type="button"
                    class="name"
                    aria-expanded={now.card?.customer === member.id}
                    onClick={() => tell({ kind: "member", customer: member.id })}
                  >
                    {member.label ?? member.id}
                  </button>
                </th>
                <td class="id">{member.label === null ? "" : member.id}</td>
                <td class="figure">
                  {member.spend === null
                    ? ""
                    : formatMoney(member.spend, now.currency, { locale: locale.value })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {members?.segment === row.id && now.card !== null && <CustomerCard view={now.card.view} />}
    </>
  );
}

type FactsProps = { readonly row: SegmentRow; readonly currency: string; readonly w: Words };

function Facts({ row, currency, w }: FactsProps) {
  const mean = row.customers === 0 ? 0 : row.revenue / row.customers;
  return (
    <dl>
      <dt>{w.customers}</dt>
      <dd>{formatNumber(row.customers)}</dd>
      <dt>{w.spend}</dt>
      <dd>{formatMoney(row.revenue, currency, { locale: locale.value, style: "short" })}</dd>
      <dt>{w.average}</dt>
      <dd>{formatMoney(mean, currency, { locale: locale.value, style: "short" })}</dd>
    </dl>
  );
}
