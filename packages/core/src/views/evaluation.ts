/** What `evaluate` found, and two segmentations beside each other. */
import type {
  CustomerStability,
  Reconciliation,
  SegmentationQuality,
} from "../domain/evaluate/evaluation.ts";
import type { CustomerRow, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  countCell,
  customerCell,
  metricOf,
  segmentationTitle,
  segmentTitle,
  shareCell,
  textCell,
  valueCell,
} from "./cells.ts";
import { evaluationWordsFor } from "./evaluation-words.ts";
import { formatCell } from "./format.ts";
import { formatNumber, formatShare } from "./format-number.ts";
import type { Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** So many metrics are shown: those that differ most between segments. */
const shownMetrics = 6;

/** Similarity, stability and gaps of each segmentation. */
export function evaluationView(
  found: readonly SegmentationQuality[],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = evaluationWordsFor(options.locale);
  return {
    id: "evaluation",
    title: words.title,
    run: project.base?.run ?? null,
    blocks: found.flatMap((quality) => qualityBlocks(quality, project, options)),
    actions: [],
  };
}

function qualityBlocks(
  quality: SegmentationQuality,
  project: ProjectInfo,
  options: ViewOptions,
): readonly Block[] {
  const { locale } = options;
  const words = evaluationWordsFor(locale);
  const { segmentation, metrics, segments, flips, gaps } = quality;
  const several = project.segmentations.find((s) => s.id === segmentation)?.assign === "all";
  const title = (segment: string): string => segmentTitle(project, segmentation, segment, locale);
  const count = (n: number): string => formatNumber(n, 0);
  const head: Block = {
    kind: "facts",
    facts: [
      {
        label: segmentationTitle(project, segmentation, locale),
        cells: [textCell(words.looked(count(quality.sample), count(quality.customers)))],
      },
      ...(several
        ? [{ label: words.silhouette, cells: [textCell(words.severalAtOnce)] }]
        : [
            {
              label: words.silhouette,
              cells: [rounded(quality.silhouette, 3)],
              note: words.silhouetteMeans,
            },
          ]),
      flips === null
        ? { label: words.stability, cells: [textCell(words.nothingEstimated)] }
        : {
            label: words.stability,
            cells: [shareCell(1 - flips)],
            note: words.flips(formatShare(flips, locale, "short")),
          },
    ],
  };
  const each: Block = {
    kind: "table",
    title: words.segments,
    columns: [
      { id: "segment", label: words.segment, type: "text" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "silhouette", label: words.silhouette, type: "number" },
      { id: "stability", label: words.overlap, type: "number" },
    ],
    rows: segments.map((s) => [
      textCell(title(s.segment)),
      countCell(s.customers),
      rounded(s.silhouette, 2),
      rounded(s.stability, 2),
    ]),
  };
  const differences: Block = {
    kind: "table",
    title: words.differences,
    columns: [
      { id: "metric", label: words.metric, type: "text" },
      { id: "between", label: words.between, type: "share" },
      { id: "furthest", label: words.furthest, type: "text" },
      { id: "smd", label: "SMD", type: "number" },
    ],
    rows: metrics
      .slice(0, shownMetrics)
      .map(({ metric, between, furthest }) => [
        textCell(textFor(metricOf(project, metric)?.title ?? metric, locale)),
        shareCell(between),
        textCell(furthest === null ? "" : `${title(furthest.high)} > ${title(furthest.low)}`),
        rounded(furthest?.smd ?? null, 2),
      ]),
  };
  return [head, each, ...(several ? [] : [differences]), ...gapBlocks(gaps, project, options)];
}

function gapBlocks(
  gaps: SegmentationQuality["gaps"],
  project: ProjectInfo,
  options: ViewOptions,
): readonly Block[] {
  if (gaps === null) return [];
  const words = evaluationWordsFor(options.locale);
  const metric = metricOf(project, gaps.target);
  const money = (n: number): string =>
    formatCell(metric?.type === "boolean" ? shareCell(n) : valueCell(metric, n, project.currency), {
      ...options,
      style: "short",
    });
  const count = (n: number): string => formatNumber(n, 0);
  const target = textFor(metric?.title ?? gaps.target, options.locale);
  if (gaps.found.length === 0)
    return [{ kind: "note", tone: "plain", text: words.noGaps(count(gaps.customers)) }];
  return [
    {
      kind: "table",
      title: words.gaps(count(gaps.customers), target),
      columns: [
        { id: "when", label: words.when, type: "text" },
        { id: "customers", label: words.customers, type: "number" },
        { id: "mean", label: target, type: "text" },
        { id: "lift", label: words.lift, type: "number" },
        { id: "q", label: "q", type: "text" },
      ],
      rows: gaps.found.map((gap) => [
        textCell(gap.when),
        countCell(gap.customers),
        textCell(words.against(money(gap.mean), money(gap.others))),
        rounded(gap.lift, 1),
        textCell(gap.q < 0.001 ? "< 0.001" : gap.q.toFixed(3)),
      ]),
    },
  ];
}

/** How sure it is in which segments a customer is. */
export function customerStabilityView(
  customer: CustomerRow,
  found: readonly CustomerStability[],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = evaluationWordsFor(locale);
  const name = customer.label ?? customer.id;
  const facts = found.map(({ segmentation, segment, rounds }): Fact => {
    const title = (id: string): string =>
      id === "" ? words.nowhere : segmentTitle(project, segmentation, id, locale);
    const label = segmentationTitle(project, segmentation, locale);
    const now = textCell(title(segment ?? ""));
    if (rounds === null) return { label, cells: [now], note: words.nothingEstimated };
    const told = rounds.map((r) => `${title(r.segment)} ${formatShare(r.share, locale, "short")}`);
    return { label, cells: [now], note: words.resampled(told.join(words.separator)) };
  });
  return {
    id: "customer-stability",
    title: words.sure(name),
    subject: customerCell(customer, project),
    run: project.base?.run ?? null,
    blocks: [{ kind: "facts", facts }],
    actions: [],
  };
}

/** Two segmentations: agreement, cross table, pairs. Customers who disagree come behind, as a list of their own. */
export function reconciliationView(
  found: Reconciliation,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = evaluationWordsFor(locale);
  const count = (n: number): string => formatNumber(n, 0);
  const [a, b] = [found.a, found.b].map((name) => segmentationTitle(project, name, locale));
  const title = (segmentation: string, segment: string | null): string =>
    segment === null ? words.nowhere : segmentTitle(project, segmentation, segment, locale);
  const share = found.customers === 0 ? 0 : found.disagree / found.customers;
  const money = (value: number): Cell => ({ value, type: "money", unit: project.currency });
  return {
    id: "reconciliation",
    title: words.compared(a ?? "", b ?? ""),
    run: project.base?.run ?? null,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: "ARI", cells: [rounded(found.ari, 3)], note: words.ariMeans },
          {
            label: words.disagree,
            cells: [countCell(found.disagree), shareCell(share)],
            note: words.ofBoth(count(found.customers)),
          },
          {
            label: words.pairs,
            cells: [
              textCell(
                found.pairs
                  .map((p) => `${title(found.a, p.a)} = ${title(found.b, p.b)}`)
                  .join(" · "),
              ),
            ],
          },
        ],
      },
      {
        kind: "table",
        columns: [
          { id: "a", label: a ?? "", type: "text" },
          { id: "b", label: b ?? "", type: "text" },
          { id: "customers", label: words.customers, type: "number" },
          { id: "revenue", label: words.revenue, type: "money" },
        ],
        rows: found.cells.map((c) => [
          textCell(title(found.a, c.a)),
          textCell(title(found.b, c.b)),
          countCell(c.customers),
          money(c.revenue),
        ]),
      },
    ],
    actions: [],
  };
}

const rounded = (value: number | null, digits: number): Cell => ({
  value: value === null ? null : Number(value.toFixed(digits)),
  type: "number",
});
