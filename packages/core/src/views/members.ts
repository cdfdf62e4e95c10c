import type { CustomerRow, Members, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  customerCell,
  metricOf,
  segmentTitle,
  textCell,
  valueCell,
  customerValueCell,
} from "./cells.ts";
import { dataNote } from "./data-note.ts";
import { formatNumber, formatShare } from "./format-number.ts";
import type { Block, Cell, Column, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor, type Words } from "./words.ts";

export type MembersOptions = ViewOptions & {
  /** The text that was looked for: the view asks which one is meant. */
  readonly match?: string;
  /** The segment whose customers these are. */
  readonly segment?: { readonly segmentation: string; readonly segment: string };
  /** Names of metrics and attributes to show besides, such as the one that the rows are sorted by. */
  readonly metrics?: readonly string[];
};

/** Attributes that tell customers of the same name apart, where the project has one of them. */
const cityNames = new Set(["city", "town", "城市", "所在城市"]);

type Shown = { readonly column: Column; readonly cell: (row: CustomerRow) => Cell };

/**
 * Customers, one a row: name, city, owner, id, and what was asked for besides. Columns that nobody has are left out.
 *
 * @param members the answer of `members`; `total` counts those beyond its rows
 */
export function membersView(members: Members, project: ProjectInfo, options: MembersOptions): View {
  const { rows, total, more = false, base } = members;
  const words = wordsFor(options.locale);
  const columns = columnsOf(members, project, options, words);
  return {
    id: "members",
    title: titleOf(formatNumber(total, 0) + (more ? "+" : ""), project, options, words),
    run: base.run,
    blocks: [
      {
        kind: "table",
        columns: columns.map(({ column }) => column),
        rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
        total,
      },
      ...againNote(members, options.locale, words),
      dataNote(base.asOf, options),
    ],
    actions: [],
  };
}

/** How many of a stage of a lifecycle really bought again. */
function againNote(
  { boughtAgain: again }: Members,
  locale: string,
  words: Words,
): readonly Block[] {
  if (again === undefined || again.share === null) return [];
  const [customers, days] = [formatNumber(again.customers, 0), formatNumber(again.days, 0)];
  const share = formatShare(again.share, locale);
  return [{ kind: "note", tone: "plain", text: words.reallyBoughtAgain(customers, days, share) }];
}

function titleOf(
  count: string,
  project: ProjectInfo,
  options: MembersOptions,
  words: Words,
): string {
  const { match, segment, locale } = options;
  if (match !== undefined) return words.hits(count, match);
  if (segment === undefined) return words.countCustomers(count);
  return words.titled(segmentTitle(project, segment.segmentation, segment.segment, locale), count);
}

function columnsOf(
  { rows }: Members,
  project: ProjectInfo,
  { locale, metrics = [] }: MembersOptions,
  words: Words,
): readonly Shown[] {
  const city = project.metrics.find(({ id }) => cityNames.has(id.toLowerCase()))?.id;
  const named = rows.some((row) => row.label !== null);
  const ofMetric = (id: string): Shown => {
    const metric = metricOf(project, id);
    const cell = (row: CustomerRow): Cell =>
      metric === undefined
        ? valueCell(metric, row.values[id] ?? null, project.currency)
        : customerValueCell(metric, row, project.currency);
    const label = metric === undefined ? id : textFor(metric.title, locale);
    return { column: { id, label, type: cell(emptyRow).type }, cell };
  };
  const hasCity = city !== undefined && rows.some((row) => (row.values[city] ?? null) !== null);
  const hasOwner = rows.some((row) => row.owner !== null);
  return [
    {
      column: { id: "customer", label: named ? words.customer : words.id, type: "customer" },
      cell: (row) => customerCell(row, project),
    },
    ...(hasCity ? [ofMetric(city)] : []),
    ...(hasOwner
      ? [
          {
            column: { id: "owner", label: words.owner, type: "text" } as const,
            cell: ({ owner }: CustomerRow): Cell => ({ value: owner, type: "text" }),
          },
        ]
      : []),
    ...(named
      ? [
          {
            column: { id: "id", label: words.id, type: "text" } as const,
            cell: ({ id }: CustomerRow) => textCell(id),
          },
        ]
      : []),
    ...metrics.filter((id) => id !== city).map(ofMetric),
  ];
}

/** Stands for any row where only a column's type is asked for. */
const emptyRow: CustomerRow = { id: "", label: null, owner: null, values: {}, segments: {} };
