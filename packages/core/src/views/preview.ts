import type { Move, PreviewResult, SegmentationCount } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { countCell, moneyCell, segmentCell, shareCell, textCell } from "./cells.ts";
import { formatChange, formatNumber } from "./format-number.ts";
import { formatDate } from "./format-date.ts";
import type { Block, Cell, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor, type Words } from "./words.ts";

/** Segments as the texts are now, the change against the base, and who would move. */
export function previewView(preview: PreviewResult, options: ViewOptions): View {
  const { locale } = options;
  const words = wordsFor(locale);
  const { base, asOf, problems } = preview;
  const versus =
    base === null ? words.noBase : base.published ? words.versusPublished : words.versusRun;
  const foot = [
    words.counted(formatNumber(preview.milliseconds, 0)),
    ...(asOf === null ? [] : [words.dataTo(formatDate(asOf, options))]),
    versus,
  ];
  const warning: readonly Block[] =
    problems.length === 0
      ? []
      : [{ kind: "note", tone: "warning", text: words.problems(formatNumber(problems.length, 0)) }];
  return {
    id: "preview",
    title: words.countCustomers(formatNumber(preview.customers, 0)),
    run: base?.run ?? null,
    blocks: [
      ...preview.segmentations.flatMap((s) => blocksOf(s, preview, words, locale)),
      ...warning,
      { kind: "note", tone: "hint", text: foot.join(" · ") },
    ],
    actions: [],
  };
}

function blocksOf(
  segmentation: SegmentationCount,
  { base, currency }: PreviewResult,
  words: Words,
  locale: string,
): readonly Block[] {
  const { id, unit, segments, unassigned, outside = 0, moves } = segmentation;
  const change = (customers: number, before: number | null): Cell =>
    base === null
      ? textCell("")
      : textCell(before === null ? words.new : formatChange(customers - before));
  const rows = segments.map((segment) => [
    segmentCell(id, segment.id, textFor(segment.title, locale)),
    countCell(segment.customers),
    ...(unit === undefined ? [] : [countCell(segment.units ?? 0)]),
    shareCell(segment.share),
    change(segment.customers, segment.before),
  ]);
  const counted = (label: string, customers: number): readonly (readonly Cell[])[] =>
    customers === 0
      ? []
      : [
          [
            textCell(label),
            countCell(customers),
            ...(unit === undefined ? [] : [textCell("")]),
            textCell(""),
            textCell(""),
          ],
        ];
  const rest = [...counted(words.unassigned, unassigned), ...counted(words.outside, outside)];
  const table: Block = {
    kind: "table",
    title: textFor(segmentation.title, locale),
    columns: [
      { id: "segment", label: words.segment, type: "segment" },
      { id: "customers", label: words.customers, type: "number" },
      ...(unit === undefined
        ? []
        : [{ id: "units", label: words.unitName(unit), type: "number" } as const]),
      { id: "share", label: words.share, type: "share" },
      { id: "change", label: words.change, type: "number" },
    ],
    rows: [...rows, ...rest],
  };
  if (base === null) return [table];
  return moves.length === 0
    ? [table, { kind: "note", tone: "plain", text: words.nobodyMoves }]
    : [table, movesTable(segmentation, moves, currency, words, locale)];
}

function movesTable(
  { id, segments }: SegmentationCount,
  moves: readonly Move[],
  currency: string,
  words: Words,
  locale: string,
): Block {
  const cell = (segment: string | null): Cell => {
    if (segment === null) return textCell(words.noSegment);
    const found = segments.find((s) => s.id === segment);
    return segmentCell(id, segment, found === undefined ? segment : textFor(found.title, locale));
  };
  return {
    kind: "table",
    title: words.moves,
    columns: [
      { id: "from", label: words.from, type: "segment" },
      { id: "to", label: words.to, type: "segment" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "spend", label: words.theirSpend, type: "money" },
    ],
    rows: moves.map((move) => [
      cell(move.from),
      cell(move.to),
      countCell(move.customers),
      moneyCell(move.revenue, currency),
    ]),
  };
}
