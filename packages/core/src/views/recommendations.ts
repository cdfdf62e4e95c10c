/** Recommendations: to a customer, to a segment, bundles, and how well they foretell. */
import type { RecommendationQuality } from "../domain/recommendations/evaluation.ts";
import type { Bundle, SuggestedToSegment } from "../domain/recommendations/recommended.ts";
import type { BaseInfo, Explained, ProjectInfo } from "../host/protocol.ts";
import { countCell, customerCell, segmentTitle, shareCell, textCell } from "./cells.ts";
import { dataNote } from "./data-note.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, formatNumber } from "./format-number.ts";
import { recommendationWordsFor } from "./recommendation-words.ts";
import type { Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** How many products a card shows. */
const onCard = 3;

/** A line of the customer's card; nothing where the project recommends nothing. */
export function suggestedFacts({ suggested }: Explained, locale: string): readonly Fact[] {
  if (suggested === undefined || suggested.items.length === 0) return [];
  const words = recommendationWordsFor(locale);
  const cells = suggested.items.slice(0, onCard).map(({ label }) => textCell(label));
  const note = suggested.basis === "history" ? {} : { note: words.popular };
  return [{ label: words.next, cells, ...note }];
}

/** What a customer might buy next, each with what speaks for it. */
export function suggestionsView(
  { customer, base, suggested }: Explained,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = recommendationWordsFor(options.locale);
  const subject = customerCell(customer, project);
  const items = suggested?.items ?? [];
  const refused = suggested?.basis === "refused";
  const table: TableBlock = {
    kind: "table",
    columns: [
      { id: "product", label: words.product, type: "text" },
      ...(refused ? [] : [{ id: "because", label: words.because, type: "text" } as const]),
      { id: "customers", label: words.customers, type: "number" },
    ],
    rows: items.map(({ label, because, customers }) => [
      textCell(label),
      ...(refused ? [] : [textCell(because?.label ?? words.popular)]),
      countCell(customers),
    ]),
  };
  return {
    id: "recommend",
    title: words.title(customer.label ?? customer.id),
    subject,
    run: base.run,
    blocks: [
      items.length === 0 ? { kind: "note", tone: "plain", text: words.nothing } : table,
      ...(suggested === undefined
        ? []
        : [{ kind: "note", tone: "hint", text: words.basis[suggested.basis] } as const]),
      dataNote(base.asOf, options),
    ],
    actions: [],
  };
}

type TableBlock = Extract<Block, { readonly kind: "table" }>;

/** The table, or that there is nothing; what its figures mean; how recent the data are. */
const tableOr = (
  table: TableBlock,
  nothing: string,
  meaning: string,
  data: Block,
): readonly Block[] => [
  table.rows.length === 0 ? { kind: "note", tone: "plain", text: nothing } : table,
  { kind: "note", tone: "hint", text: meaning },
  data,
];

const liftCell = (value: number): Cell => ({ value: Math.round(value * 10) / 10, type: "number" });

/** What customers of a segment buy more than others. */
export function segmentSuggestionsView(
  { base, buyers, items }: SuggestedToSegment & { readonly base: BaseInfo },
  segment: { readonly segmentation: string; readonly segment: string },
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = recommendationWordsFor(options.locale);
  const table: TableBlock = {
    kind: "table",
    columns: [
      { id: "product", label: words.product, type: "text" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "share", label: words.share, type: "share" },
      { id: "lift", label: words.lift, type: "number" },
    ],
    rows: items.map((item) => [
      textCell(item.label),
      countCell(item.customers),
      shareCell(item.share),
      liftCell(item.lift),
    ]),
  };
  const title = segmentTitle(project, segment.segmentation, segment.segment, options.locale);
  return {
    id: "recommend-segment",
    title: words.segmentTitle(title),
    run: base.run,
    blocks: tableOr(
      table,
      words.nothing,
      words.segmentFoot(formatNumber(buyers, 0)),
      dataNote(base.asOf, options),
    ),
    actions: [],
  };
}

/** Products that are bought together. */
export function bundlesView(
  { base, bundles }: { readonly base: BaseInfo; readonly bundles: readonly Bundle[] },
  options: ViewOptions,
): View {
  const words = recommendationWordsFor(options.locale);
  const table: TableBlock = {
    kind: "table",
    columns: [
      { id: "together", label: words.together, type: "text" },
      { id: "orders", label: words.orders, type: "number" },
      { id: "lift", label: words.lift, type: "number" },
      { id: "confidence", label: words.confidence, type: "share" },
    ],
    rows: bundles.map(({ items, orders, lift, confidence }) => [
      textCell(items.map(({ label }) => label).join(" + ")),
      countCell(orders),
      liftCell(lift),
      shareCell(confidence),
    ]),
  };
  return {
    id: "bundles",
    title: words.bundlesTitle,
    run: base.run,
    blocks: tableOr(table, words.nothing, words.bundleFoot, dataNote(base.asOf, options)),
    actions: [],
  };
}

/** How well recommendations foretell purchases, beside what is popular. @param quality `null` where nothing could be tested */
export function recommendationQualityView(
  quality: RecommendationQuality | null,
  options: ViewOptions,
): View {
  const words = recommendationWordsFor(options.locale).evaluation;
  const view = { id: "recommend-evaluation", title: words.title, run: null, actions: [] } as const;
  if (quality === null)
    return { ...view, blocks: [{ kind: "note", tone: "warning", text: words.none }] };
  const { recommended, popular, gain, groups } = quality;
  const show = formatNumber(quality.show, 0);
  const row = (label: string, ours: number, theirs: number): readonly Cell[] => [
    textCell(label),
    shareCell(ours),
    shareCell(theirs),
  ];
  const points = (value: number): string => words.points(formatNumber(value * 100, 1));
  const told = [points(gain.value), points(gain.low), points(gain.high)] as const;
  const kind = quality.repeat ? words.again : words.fresh;
  const foot = words.foot(
    formatNumber(quality.customers, 0),
    formatDate(quality.cut, options),
    formatDays(quality.days, options.locale),
    kind,
  );
  return {
    ...view,
    blocks: [
      {
        kind: "note",
        tone: gain.low > 0 ? "plain" : "warning",
        text: gain.low > 0 ? words.beats(...told) : words.noBetter(...told),
      },
      {
        kind: "table",
        columns: [
          { id: "measure", label: words.measure, type: "text" },
          { id: "recommended", label: words.recommended, type: "share" },
          { id: "popular", label: words.popular, type: "share" },
        ],
        rows: [
          row(words.hit(show), recommended.hitRate, popular.hitRate),
          row(words.recall(show), recommended.recall, popular.recall),
          row(words.coverage, recommended.coverage, popular.coverage),
          ...groups.map((group, i) => {
            const next = groups[i + 1]?.from;
            const to = next === undefined ? null : formatNumber(next - 1, 0);
            const label = words.group(formatNumber(group.from, 0), to);
            return row(label, group.recommended.hitRate, group.popular.hitRate);
          }),
        ],
      },
      { kind: "note", tone: "hint", text: foot },
    ],
  };
}
