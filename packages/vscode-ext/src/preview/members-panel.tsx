import { formatMoney, formatNumber } from "@clientele/core/views";
import { Blocks, cellText, classOf } from "./blocks.tsx";
import { CustomerCard } from "./customer-card.tsx";
import type { MembersTable, PreviewState, SegmentRow, Words } from "./messages.ts";
import { fill, locale, selected } from "./store.ts";
import { tell } from "./vscode-page.ts";

/** The selected segment: what it spends, what sets it apart, and its members in the last run. */
export function MembersPanel({ now, w }: { readonly now: PreviewState; readonly w: Words }) {
  const row = now.chosen?.segments.find((s) => s.id === selected.value);
  if (row === undefined) return <p class="empty">{w.pickSegment}</p>;
  const { members, persona } = now;
  return (
    <>
      <h2>{row.title}</h2>
      <Facts row={row} currency={now.currency} w={w} />
      {persona?.segment === row.id && persona.blocks.length > 0 && (
        <details open>
          <summary>{w.persona}</summary>
          <Blocks blocks={persona.blocks} />
        </details>
      )}
      {members?.segment === row.id && <Members members={members} now={now} w={w} />}
      {now.card !== null && <CustomerCard view={now.card.view} />}
    </>
  );
}

type FactsProps = { readonly row: SegmentRow; readonly currency: string; readonly w: Words };

function Facts({ row, currency, w }: FactsProps) {
  const mean = row.customers === 0 ? 0 : row.revenue / row.customers;
  const money = (value: number): string =>
    formatMoney(value, currency, { locale: locale.value, style: "short" });
  return (
    <dl class="figures">
      <div>
        <dt>{w.customers}</dt>
        <dd>{formatNumber(row.customers)}</dd>
      </div>
      <div>
        <dt>{w.spend}</dt>
        <dd>{money(row.revenue)}</dd>
      </div>
      <div>
        <dt>{w.average}</dt>
        <dd>{money(mean)}</dd>
      </div>
    </dl>
  );
}

type MembersProps = {
  readonly members: MembersTable;
  readonly now: PreviewState;
  readonly w: Words;
};

function Members({ members, now, w }: MembersProps) {
  const { rows, total, columns } = members;
  if (rows.length === 0) return <p class="empty">{w.nobody}</p>;
  return (
    <>
      <div class="bar-of-tools">
        <span class="hint">{fill(w.membersOf, formatNumber(total))}</span>
        <button type="button" class="link" onClick={() => tell({ kind: "copy" })}>
          {w.copy}
        </button>
        <button type="button" class="link" onClick={() => tell({ kind: "csv" })}>
          {w.csv}
        </button>
      </div>
      <div class="scroll">
        <table class="members">
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} column={column} members={members} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ customer, cells }) => (
              <tr key={customer} aria-current={now.card?.customer === customer}>
                {cells.map((cell, index) =>
                  index === 0 ? (
                    <th key={index} scope="row">
                      <button
                        type="button"
                        class="name"
                        aria-expanded={now.card?.customer === customer}
                        onClick={() => tell({ kind: "member", customer })}
                      >
                        {cellText(cell)}
                      </button>
                    </th>
                  ) : (
                    <td key={index} class={classOf(cell.type)}>
                      {cellText(cell)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < total && (
        <button type="button" class="link" onClick={() => tell({ kind: "more" })}>
          {w.more}
        </button>
      )}
    </>
  );
}

type HeadProps = {
  readonly column: MembersTable["columns"][number];
  readonly members: MembersTable;
};

function Head({ column, members: { by, descending } }: HeadProps) {
  const { label, type, sort } = column;
  if (sort === null)
    return (
      <th scope="col" class={classOf(type)}>
        {label}
      </th>
    );
  const sorted = sort === by;
  const next = sorted ? !descending : type !== "customer" && type !== "text";
  return (
    <th
      scope="col"
      class={classOf(type)}
      aria-sort={sorted ? (descending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        class="sort"
        onClick={() => tell({ kind: "sort", by: sort, descending: next })}
      >
        {label}
        <span aria-hidden="true">{sorted ? (descending ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}
