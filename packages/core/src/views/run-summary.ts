import type { ProjectInfo, RunSummary, ScoreSensitivity } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  countCell,
  dateCell,
  moneyCell,
  segmentTitle,
  segmentationTitle,
  textCell,
} from "./cells.ts";
import { formatMoney } from "./format-money.ts";
import { formatNumber, formatShare } from "./format-number.ts";
import { figureCell } from "./persona.ts";
import { personaWordsFor } from "./persona-words.ts";
import { cardWordsFor } from "./model-card-words.ts";
import { segmentTable, type SegmentLine } from "./segment-table.ts";
import type { Block, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor, type Words } from "./words.ts";

type Group = {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly lines: readonly SegmentLine[];
};

/**
 * What a run found: totals, the segments, and what their numbers ask to be looked at.
 *
 * @param project for titles and the currency
 */
export function runSummaryView(
  summary: RunSummary,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = wordsFor(locale);
  const groups = groupsOf(summary, project, locale);
  const tables = groups.flatMap((group): readonly Block[] => {
    const table = segmentTable(group, group.lines, project.currency, words, locale);
    const note = sensitivityNote(summary.segmentations[group.id]?.sensitivity, words, locale);
    return note === undefined ? [table] : [table, note];
  });
  const sentences = sentencesOf(groups, summary, project, words, locale);
  const heading = sentences.length === 0 ? [] : [{ label: words.lookAt, cells: [] }];
  return {
    id: "run-summary",
    title: textFor(project.name, locale),
    run: summary.run,
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: words.customers, cells: [countCell(summary.customers)] },
          ...Object.entries(summary.units ?? {}).map(([unit, count]) => ({
            label: words.unitName(unit),
            cells: [countCell(count)],
          })),
          { label: words.orders, cells: [countCell(summary.orders)] },
          { label: words.transactions, cells: [countCell(summary.transactions)] },
          { label: words.revenue, cells: [moneyCell(summary.revenue, project.currency)] },
          { label: words.asOf, cells: [dateCell(summary.as_of)] },
          ...(summary.figures ?? []).map(({ name, of, value }) => ({
            label: personaWordsFor(locale).figures[name](of ?? ""),
            cells: [figureCell(name, value, project.currency)],
          })),
          ...modelFacts(summary, locale),
        ],
      },
      ...tables,
      ...notJudgedNote(summary, words),
      {
        kind: "facts",
        facts: [...heading, ...sentences.map((s) => ({ label: "", cells: [textCell(s)] }))],
      },
      {
        kind: "note",
        tone: "hint",
        text: `${words.run} ${summary.run} · ${words.took(formatNumber(summary.seconds, 1))}`,
      },
    ],
    actions: [],
  };
}

/** Each fitted model once, with the metrics that it gives and what to think of it. */
function modelFacts({ models }: RunSummary, locale: string): readonly Fact[] {
  const words = cardWordsFor(locale);
  const known: Readonly<Record<string, string>> = words.models;
  const told = Object.entries(models).map(
    ([name, { model, verdict }]) =>
      [
        name,
        `${known[model] ?? model}${words.separator}${words.short[verdict] ?? verdict}`,
      ] as const,
  );
  return [...Map.groupBy(told, ([, text]) => text)].map(([text, metrics]) => ({
    label: metrics.map(([name]) => name).join(words.separator),
    cells: [textCell(text)],
    note: words.more,
  }));
}

/** Of a back-test that leaves out customers of whom nobody knows since when they are known. */
function notJudgedNote({ segmentations }: RunSummary, words: Words): readonly Block[] {
  const left = Object.values(segmentations).reduce(
    (sum, { bought_again: again }) =>
      Object.values(again?.segments ?? {}).reduce((n, s) => n + (s.not_judged ?? 0), sum),
    0,
  );
  if (left === 0) return [];
  return [{ kind: "note", tone: "hint", text: words.notJudged(formatNumber(left, 0)) }];
}

/** How much the segments of a score rest on its weights. */
function sensitivityNote(
  found: ScoreSensitivity | undefined,
  words: Words,
  locale: string,
): Block | undefined {
  if (found === undefined) return undefined;
  const share = (value: number): string => formatShare(value, locale);
  const { spread, moves, moves_high: high, flips } = found;
  const text = words.sensitivity(
    formatShare(spread, locale, "short"),
    share(moves),
    share(high),
    share(flips),
  );
  return { kind: "note", tone: "plain", text };
}

function groupsOf(summary: RunSummary, project: ProjectInfo, locale: string): readonly Group[] {
  return Object.entries(summary.segmentations).map(
    ([id, { segments, unit, bought_again: again }]) => ({
      id,
      title: segmentationTitle(project, id, locale),
      ...(unit === undefined ? {} : { unit }),
      lines: Object.entries(segments).map(([segment, counts]) => ({
        id: segment,
        title: segmentTitle(project, id, segment, locale),
        ...counts,
        ...(again === undefined ? {} : { boughtAgain: again.segments[segment]?.share ?? null }),
      })),
    }),
  );
}

/** Segments of these names are about to be lost. */
const slippingNames = /at_?risk|cant_?lose|save_?list|churn|lapsing|cooling|流失|挽留|风险/i;

/** Up to three sentences: who brings the revenue, who is slipping away, which segments are empty. */
function sentencesOf(
  groups: readonly Group[],
  { customers, revenue }: RunSummary,
  project: ProjectInfo,
  words: Words,
  locale: string,
): readonly string[] {
  if (customers === 0) return [];
  const lines = groups.flatMap((group) => group.lines);
  const share = (value: number): string => formatShare(value, locale, "short");
  const sentences: string[] = [];
  const most = greatest(lines, (line) => (revenue > 0 ? line.revenue / revenue - line.share : 0));
  if (most !== undefined)
    sentences.push(words.bringsMost(most.title, share(most.share), share(most.revenue / revenue)));
  const slipping = greatest(
    lines.filter((line) => slippingNames.test(line.id) && line.id !== most?.id),
    (line) => line.revenue,
  );
  if (slipping !== undefined) {
    const spend = formatMoney(slipping.revenue, project.currency, { locale, style: "short" });
    sentences.push(
      words.slipping(
        slipping.title,
        formatNumber(slipping.customers, 0),
        share(slipping.share),
        spend,
      ),
    );
  }
  const empty = lines.filter((line) => line.customers === 0).map((line) => line.title);
  if (empty.length > 0) sentences.push(words.nobodyIn(empty.join(words.listSeparator)));
  return sentences;
}

/** The line of the greatest positive score; the first of equals. */
function greatest(
  lines: readonly SegmentLine[],
  score: (line: SegmentLine) => number,
): SegmentLine | undefined {
  let best: SegmentLine | undefined;
  for (const line of lines) if (score(line) > (best === undefined ? 0 : score(best))) best = line;
  return best;
}
