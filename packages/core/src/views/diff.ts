/** Two runs compared: sizes before and after with what moved them, the moves, and who of those who spend most. */
import { causes, type Cause, type SegmentFlows } from "../domain/migration/migration.ts";
import type { Mover, SegmentationDiff, SnapshotDiff } from "../domain/migration/snapshot-diff.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import {
  countCell,
  moneyCell,
  segmentCell,
  segmentTitle,
  segmentationTitle,
  textCell,
} from "./cells.ts";
import { diffWordsFor, type DiffWords } from "./diff-words.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import { driftBlocks } from "./drift.ts";
import type { Block, Cell, Column, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

type Dated = { readonly run: string; readonly asOf: string };
export type RunsDiff = SnapshotDiff & { readonly from: Dated; readonly to: Dated };

/** @param project for titles, the currency, and whether names are personal data */
export function diffView(diff: RunsDiff, project: ProjectInfo, options: ViewOptions): View {
  const { locale } = options;
  const words = diffWordsFor(locale);
  const separator = wordsFor(locale).listSeparator;
  const titled = (names: readonly string[]): string =>
    names.map((name) => segmentationTitle(project, name, locale)).join(separator);
  const note = (text: string): Block => ({ kind: "note", tone: "hint", text });
  const day = (run: Dated): string => formatDate(run.asOf, options);
  return {
    id: "diff",
    title: words.title(`${day(diff.from)} (${diff.from.run})`, `${day(diff.to)} (${diff.to.run})`),
    run: diff.to.run,
    blocks: [
      ...diff.segmentations.flatMap((s) => segmentationBlocks(s, project, locale, words)),
      ...driftBlocks(diff.drift, project, locale, words),
      ...(diff.added.length === 0 ? [] : [note(words.added(titled(diff.added)))]),
      ...(diff.removed.length === 0 ? [] : [note(words.removed(titled(diff.removed)))]),
    ],
    actions: [],
  };
}

function segmentationBlocks(
  diff: SegmentationDiff,
  project: ProjectInfo,
  locale: string,
  words: DiffWords,
): readonly Block[] {
  const { segmentation, moved, flows, movers } = diff;
  const title = segmentationTitle(project, segmentation, locale);
  const named = (segment: string | null): Cell =>
    segment === null
      ? textCell(wordsFor(locale).noSegment)
      : segmentCell(segmentation, segment, segmentTitle(project, segmentation, segment, locale));
  const told = causes.filter((cause) => moved[cause].customers > 0);
  const sentence =
    told.length === 0
      ? words.nobody(title)
      : words.summary(
          title,
          told
            .map((cause) => words.part(words.net[cause], formatNumber(moved[cause].customers, 0)))
            .join(wordsFor(locale).listSeparator),
        );
  return [
    { kind: "note", tone: "plain", text: sentence },
    sizesTable(diff, title, told, project.currency, named, words, locale),
    ...(flows.length === 0
      ? []
      : [movesTable(diff, title, project.currency, named, words, locale)]),
    ...(movers.length === 0 ? [] : [moversTable(diff, title, project, named, words, locale)]),
    ...diff.unsplit.map(({ cause, why }): Block => {
      const text = `${words.unsplit[why]} ${words.net[cause]}`;
      return { kind: "note", tone: "warning", text };
    }),
    { kind: "note", tone: "hint", text: footOf(diff, project, locale, words) },
  ];
}

function footOf(
  { segmentation, psi, drift }: SegmentationDiff,
  project: ProjectInfo,
  locale: string,
  words: DiffWords,
): string {
  const foot = words.foot(formatNumber(psi, 3));
  if (drift === null || drift.psi.chance === null) return foot;
  const { segment } = drift;
  const title = segment === null ? null : segmentTitle(project, segmentation, segment, locale);
  return `${foot} · ${words.chance(formatNumber(drift.psi.chance, 3), title)}`;
}

type Named = (segment: string | null) => Cell;

function sizesTable(
  diff: SegmentationDiff,
  title: string,
  told: readonly Cause[],
  currency: string,
  named: Named,
  words: DiffWords,
  locale: string,
): Block {
  const number = (id: string, label: string): Column => ({ id, label, type: "number" });
  const rows = diff.segments.filter(
    (s) => s.segment !== null || s.opening.customers > 0 || s.closing.customers > 0,
  );
  const net = ({ moved }: SegmentFlows, cause: Cause): Cell =>
    countCell(moved[cause].in.customers - moved[cause].out.customers);
  return {
    kind: "table",
    title,
    columns: [
      { id: "segment", label: wordsFor(locale).segment, type: "segment" },
      number("before", words.before),
      number("joined", words.joined),
      ...told.map((cause) => number(cause, words.net[cause])),
      number("left", words.left),
      number("after", words.after),
      { id: "revenue", label: words.revenueAfter, type: "money" },
    ],
    rows: rows.map((s) => [
      named(s.segment),
      countCell(s.opening.customers),
      countCell(s.joined.customers),
      ...told.map((cause) => net(s, cause)),
      countCell(-s.left.customers),
      countCell(s.closing.customers),
      moneyCell(s.closing.revenue, currency),
    ]),
  };
}

const mostMoves = 10;

function movesTable(
  { flows }: SegmentationDiff,
  title: string,
  currency: string,
  named: Named,
  words: DiffWords,
  locale: string,
): Block {
  const { from, to, customers, theirSpend } = wordsFor(locale);
  return {
    kind: "table",
    title: words.moves(title),
    columns: [
      { id: "from", label: from, type: "segment" },
      { id: "to", label: to, type: "segment" },
      { id: "cause", label: words.cause, type: "text" },
      { id: "customers", label: customers, type: "number" },
      { id: "revenue", label: theirSpend, type: "money" },
    ],
    rows: flows
      .slice(0, mostMoves)
      .map((flow) => [
        named(flow.from),
        named(flow.to),
        textCell(words.net[flow.cause]),
        countCell(flow.customers),
        moneyCell(flow.revenue, currency),
      ]),
    total: flows.length,
  };
}

/** What moved a customer, in the order in which it did. */
export const causesOf = ({ states }: Mover): readonly Cause[] =>
  causes.filter((_, i) => states[i] !== states[i + 1]);

function moversTable(
  { movers }: SegmentationDiff,
  title: string,
  project: ProjectInfo,
  named: Named,
  words: DiffWords,
  locale: string,
): Block {
  const { customer, from, to, theirSpend } = wordsFor(locale);
  // A name may be personal data: what is declared of any column that holds names is taken to hold for it.
  const pii = project.metrics.find((m) => m.pii === "name")?.pii ?? null;
  const whole = (n: number | null): string => (n === null ? "–" : formatNumber(n, 0));
  const reason = (mover: Mover): string => {
    const found = causesOf(mover);
    const { recency, frequency } = mover.values;
    const acted = found.includes("customers") || found.includes("corrected");
    const did = [
      ...(!acted || recency[0] === recency[1]
        ? []
        : [words.days(whole(recency[0]), whole(recency[1]))]),
      ...(!acted || frequency[0] === frequency[1]
        ? []
        : [words.orders(whole(frequency[0]), whole(frequency[1]))]),
    ];
    return [...found.map((cause) => words.why[cause]), ...did].join(wordsFor(locale).listSeparator);
  };
  return {
    kind: "table",
    title: words.movers(title),
    columns: [
      { id: "customer", label: customer, type: "customer" },
      { id: "from", label: from, type: "segment" },
      { id: "to", label: to, type: "segment" },
      { id: "why", label: words.cause, type: "text" },
      { id: "revenue", label: theirSpend, type: "money" },
    ],
    rows: movers.map((mover) => [
      {
        value: mover.label ?? mover.id,
        type: "customer",
        ...(pii === null || mover.label === null ? {} : { pii }),
        ref: { kind: "customer", id: mover.id },
      },
      named(mover.states[0]),
      named(mover.states[4]),
      textCell(reason(mover)),
      moneyCell(mover.revenue, project.currency),
    ]),
  };
}
