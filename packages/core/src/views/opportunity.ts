/** What serving segments differently gains against one treatment for all, with satisfaction and share of wallet beside it. */
import type {
  Opportunity,
  OpportunityOfSegment,
  Standing,
} from "../domain/planning/opportunity.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  countCell,
  metricOf,
  moneyCell,
  segmentCell,
  segmentTitle,
  shareCell,
  textCell,
} from "./cells.ts";
import { formatNumber, formatShare, toSignificant } from "./format-number.ts";
import { opportunityWordsFor, type OpportunityWords } from "./opportunity-words.ts";
import { gainCell } from "./plan.ts";
import type { Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

export function opportunityView(
  found: Opportunity,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = opportunityWordsFor(options.locale);
  const several = project.segmentations.find((s) => s.id === found.segmentation)?.assign === "all";
  return {
    id: "opportunity",
    title: words.title(textFor(found.title, options.locale)),
    run: found.run,
    blocks: [
      { kind: "facts", facts: headFacts(found, project, options, words) },
      gainsTable(found, project, options, words),
      ...standingBlocks(found, project, options, words),
      ...(several ? [{ kind: "note", tone: "hint", text: words.overlap } as const] : []),
      { kind: "note", tone: "hint", text: words.assumed },
    ],
    actions: [],
  };
}

function headFacts(
  { planned, uniform, all }: Opportunity,
  { currency }: ProjectInfo,
  { locale }: ViewOptions,
  words: OpportunityWords,
): readonly Fact[] {
  const { difference } = all;
  const { judgement } = planned;
  const rests =
    judgement === null
      ? words.untold
      : judgement === 0
        ? words.tested
        : words.judged(formatShare(judgement, locale, "short"));
  const count = (n: number): string => formatNumber(Math.round(n), 0);
  return [
    {
      label: words.beyond,
      cells: [differenceCell(difference, currency)],
      note:
        difference.value < 0 ? words.less : difference.interval[0] < 0 ? words.unsure : words.sure,
    },
    { label: words.nothing, cells: [gainCell(planned, currency)], note: rests },
    uniform === null
      ? { label: words.uniform, cells: [textCell(words.none)] }
      : {
          label: words.uniform,
          cells: [gainCell(uniform.gain, currency)],
          note: words.uniformOf(
            textFor(uniform.do, locale),
            count(uniform.treated),
            count(uniform.reachable),
          ),
        },
  ];
}

/** A difference with its interval, to two figures. */
const differenceCell = (
  { value, interval: [low, high] }: OpportunityOfSegment["difference"],
  currency: string,
): Cell => ({
  ...moneyCell(toSignificant(value, 2), currency),
  ...(low === high ? {} : { interval: [toSignificant(low, 2), toSignificant(high, 2)] as const }),
});

function nameCell(
  { segmentation }: Opportunity,
  { segment }: OpportunityOfSegment,
  project: ProjectInfo,
  { locale }: ViewOptions,
  words: OpportunityWords,
): Cell {
  if (segment === null) return textCell(words.all);
  return segmentCell(segmentation, segment, segmentTitle(project, segmentation, segment, locale));
}

function gainsTable(
  found: Opportunity,
  project: ProjectInfo,
  options: ViewOptions,
  words: OpportunityWords,
): Block {
  const money = (value: number): Cell => moneyCell(toSignificant(value, 2), project.currency);
  return {
    kind: "table",
    columns: [
      { id: "segment", label: words.segment, type: "segment" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "served", label: words.served, type: "number" },
      { id: "planned", label: words.planned, type: "money" },
      { id: "alike", label: words.alike, type: "money" },
      { id: "difference", label: words.difference, type: "money" },
      { id: "low", label: words.low, type: "money" },
      { id: "high", label: words.high, type: "money" },
    ],
    rows: [...found.segments, found.all].map((row) => [
      nameCell(found, row, project, options, words),
      countCell(row.customers),
      countCell(row.served),
      money(row.planned),
      money(row.uniform),
      ...[row.difference.value, ...row.difference.interval].map(money),
    ]),
  };
}

function standingBlocks(
  found: Opportunity,
  project: ProjectInfo,
  options: ViewOptions,
  words: OpportunityWords,
): readonly Block[] {
  const { standing } = found.all;
  if (standing.length === 0) return [];
  const title = (of: string): string => {
    const metric = metricOf(project, of);
    return metric === undefined ? of : textFor(metric.title, options.locale);
  };
  return [
    {
      kind: "table",
      title: words.standing,
      columns: [
        { id: "segment", label: words.segment, type: "segment" },
        ...standing.map(({ kind, of }) => ({
          id: `${kind}_${of}`,
          label: words.kinds[kind](title(of)),
          type: kind === "wallet" ? ("share" as const) : ("number" as const),
        })),
      ],
      rows: [...found.segments, found.all].map((row) => [
        nameCell(found, row, project, options, words),
        ...row.standing.map(standingCell),
      ]),
    },
  ];
}

function standingCell({ kind, value }: Standing): Cell {
  if (value === null) return countCell(null);
  if (kind === "wallet") return shareCell(value);
  return countCell(kind === "nps" ? Math.round(value) : Math.round(value * 100) / 100);
}
