import type { Clause } from "../domain/explain/clause.ts";
import type { Explained, MetricInfo, ProjectInfo, Reason } from "../host/protocol.ts";
import { textFor, type Localised } from "../language/config/text.ts";
import {
  customerCell,
  metricOf,
  segmentCell,
  segmentationTitle,
  segmentTitle,
  textCell,
  valueCell,
} from "./cells.ts";
import { dataNote } from "./data-note.ts";
import { formatCell, type FormatOptions } from "./format.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import type { Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor, type Words } from "./words.ts";

type Context = {
  readonly project: ProjectInfo;
  readonly reasons: readonly Reason[];
  readonly words: Words;
  readonly format: FormatOptions;
};

/**
 * Why a customer is in their segments: for each segmentation the segment, and each clause with its verdict, value and cut.
 *
 * @param explained the answer of `explain`
 */
export function whyView(explained: Explained, project: ProjectInfo, options: ViewOptions): View {
  const { customer, base, reasons } = explained;
  const words = wordsFor(options.locale);
  const context = { project, reasons, words, format: { ...options, style: "short" } } as const;
  const blocks = reasons.map((reason): Block => ({
    kind: "facts",
    facts: reasonFacts(reason, context),
  }));
  return {
    id: "why",
    title: words.why(customer.label ?? customer.id),
    subject: customerCell(customer, project),
    run: base.run,
    blocks: [...blocks, dataNote(base.asOf, options)],
    actions: [{ id: "card", args: { customer: customer.id }, label: words.backToCard }],
  };
}

function reasonFacts(reason: Reason, context: Context): readonly Fact[] {
  const { project, words, format } = context;
  const { segmentation, segment, clauses, notAmong } = reason;
  const name = segmentationTitle(project, segmentation, format.locale);
  if (notAmong !== undefined)
    return [
      { label: name, cells: [textCell(words.notAmong(notAmong))] },
      ...unitFacts(reason, context),
      ...clauses.flatMap((clause, i) => [
        ...joint(clauses[i - 1], clause, words),
        clauseFact(clause, context),
      ]),
    ];
  if (segment === null) return [{ label: name, cells: [textCell(words.inNoSegment)] }];
  const title = segmentTitle(project, segmentation, segment, format.locale);
  const eitherAtTop = clauses[0]?.depth === 0 && clauses[0].joined === "or";
  const heading = {
    label: eitherAtTop ? words.becauseEither(title) : words.because(title),
    cells: [],
  };
  const unit = unitFacts(reason, context);
  if (clauses.length === 0)
    return [heading, ...unit, { label: "", cells: [textCell(words.everyoneElse)] }];
  const kind = project.segmentations.find((s) => s.id === segmentation)?.kind;
  if (kind === "kmeans") return [heading, ...clusterFacts(reason, context)];
  return [
    heading,
    ...unit,
    ...withinFacts(reason, context),
    ...heldFacts(reason, context),
    ...clauses.flatMap((clause, i) => [
      ...joint(clauses[i - 1], clause, words),
      kind === "rfm" ? scoreFact(clause, context) : clauseFact(clause, context),
    ]),
  ];
}

/** What the segment is of, where it is not the customer alone. */
function unitFacts({ unit }: Reason, { words }: Context): readonly Fact[] {
  if (unit === undefined) return [];
  const name = words.unitName(unit.name);
  const count = formatNumber(unit.customers, 0);
  const text = unit.id === null ? words.inNoGroup(unit.name) : words.ofUnit(name, unit.id, count);
  return [{ label: "", cells: [textCell(text)] }];
}

/** The group in which the customer is ranked. */
function withinFacts({ within }: Reason, { project, words, format }: Context): readonly Fact[] {
  if (within === undefined) return [];
  const metric = metricOf(project, within.metric);
  const title = textCell(textFor(metric?.title ?? within.metric, format.locale));
  const cells = [title, valueCell(metric, within.value, project.currency)];
  return [{ label: words.rankedWithin, cells }];
}

/** Why the customer has not gone down yet. */
function heldFacts({ segmentation, held }: Reason, context: Context): readonly Fact[] {
  if (held === undefined) return [];
  const { project, words, format } = context;
  const lower = segmentTitle(project, segmentation, held.segment, format.locale);
  const text = words.held(lower, formatDate(held.since, format), formatDate(held.until, format));
  return [{ label: "", cells: [textCell(text)] }];
}

/** The word between two clauses where the rule goes into brackets or comes out of them. */
function joint(before: Clause | undefined, clause: Clause, words: Words): readonly Fact[] {
  const depth = before?.depth ?? 0;
  if (clause.depth > depth)
    return [{ label: clause.joined === "or" ? words.andEither : words.orAll, cells: [] }];
  if (clause.depth < depth)
    return [{ label: clause.joined === "or" ? words.or : words.and, cells: [] }];
  return [];
}

/** `Met  NPS · 4 (cut: 4 or lower)` */
function clauseFact(clause: Clause, context: Context): Fact {
  const { project, words, format } = context;
  const label = words.verdict[clause.verdict];
  const scheme = project.segmentations.find((s) => s.id === clause.metric);
  if (scheme !== undefined && clause.title === undefined)
    return segmentFact(clause, scheme.id, context);
  const flag = segmentOfFlag(clause.metric, project);
  if (flag !== undefined)
    return { label, cells: [segmentCell(...flag, segmentTitle(project, ...flag, format.locale))] };
  const metric = clause.metric === null ? undefined : metricOf(project, clause.metric);
  if (clause.title !== undefined) return titledFact(clause, clause.title, metric, context);
  if (metric === undefined) return { label, cells: [textCell(clause.text)] };
  const title = textCell(textFor(metric.title, format.locale));
  const note = cutNote(clause, valueCell(metric, clause.cut, project.currency), context);
  const value = valueCell(metric, clause.value, project.currency);
  return { label, cells: [title, value], ...(note === undefined ? {} : { note }) };
}

/** A clause about a value that its kind names, not the project. */
function titledFact(
  clause: Clause,
  words: Localised,
  metric: MetricInfo | undefined,
  context: Context,
): Fact {
  const { project, format } = context;
  const label = context.words.verdict[clause.verdict];
  const value = clause.value === null ? [] : [valueCell(metric, clause.value, project.currency)];
  const cut =
    clause.cut === null
      ? undefined
      : cutNote(clause, valueCell(metric, clause.cut, project.currency), context);
  const more = clause.note === undefined ? undefined : textFor(clause.note, format.locale);
  const note = [cut, more].filter((part) => part !== undefined).join(context.words.listSeparator);
  const cells = [textCell(textFor(words, format.locale)), ...value];
  return { label, cells, ...(note === "" ? {} : { note }) };
}

/** A clause about another segmentation; where that one is a tier, with the number that put the customer there. */
function segmentFact(clause: Clause, segmentation: string, context: Context): Fact {
  const { project, reasons, words, format } = context;
  const label = words.verdict[clause.verdict];
  const { value } = clause;
  if (typeof value !== "string") {
    const name = segmentationTitle(project, segmentation, format.locale);
    return { label, cells: [textCell(name), textCell(words.noSegment)] };
  }
  const cell = segmentCell(
    segmentation,
    value,
    segmentTitle(project, segmentation, value, format.locale),
  );
  const [inner, ...more] =
    reasons.find((r) => r.segmentation === segmentation && r.segment === value)?.clauses ?? [];
  const metric =
    inner?.metric === undefined || inner.metric === null
      ? undefined
      : metricOf(project, inner.metric);
  if (inner === undefined || more.length > 0 || metric === undefined)
    return { label, cells: [cell] };
  const note = cutNote(inner, valueCell(metric, inner.cut, project.currency), context);
  const amount = valueCell(metric, inner.value, project.currency);
  return { label, cells: [cell, amount], ...(note === undefined ? {} : { note }) };
}

/** A metric of RFM with its score, which the clause's text holds: `R 5/5`. */
function scoreFact(clause: Clause, { project, words, format }: Context): Fact {
  const metric = clause.metric === null ? undefined : metricOf(project, clause.metric);
  const label = metric === undefined ? clause.text : textFor(metric.title, format.locale);
  const [, score, scale] = /(\d+)\/(\d+)$/.exec(clause.text) ?? [];
  const note =
    score === undefined || scale === undefined ? words.noScore : words.score(score, scale);
  return { label, cells: [valueCell(metric, clause.value, project.currency)], note };
}

/** Each feature beside what is typical for the cluster, and how far the centres are. */
function clusterFacts(
  { segmentation, clauses, distances = [] }: Reason,
  context: Context,
): readonly Fact[] {
  const { project, words, format } = context;
  const titleOf = (segment: string): string =>
    segmentTitle(project, segmentation, segment, format.locale);
  const next = distances[1];
  const features = clauses.map((clause): Fact => {
    const metric = clause.metric === null ? undefined : metricOf(project, clause.metric);
    const label = metric === undefined ? clause.text : textFor(metric.title, format.locale);
    const typical = formatCell(valueCell(metric, clause.cut, project.currency), format);
    const against = clause.verdict === "not-met" && next !== undefined;
    const note = against
      ? words.typicalBut(typical, titleOf(next.segment))
      : words.typical(typical);
    return { label, cells: [valueCell(metric, clause.value, project.currency)], note };
  });
  const far = distances.map(({ segment, distance }): Fact => {
    const cell: Cell = { value: Number(distance.toFixed(2)), type: "number" };
    return { label: titleOf(segment), cells: [cell], note: words.distance };
  });
  return [...features, ...far];
}

/** A segment of a list, which rules name `care.save_list`. */
function segmentOfFlag(
  metric: string | null,
  project: ProjectInfo,
): readonly [string, string] | undefined {
  for (const { id, segments } of project.segmentations)
    for (const segment of segments) if (metric === `${id}.${segment.id}`) return [id, segment.id];
  return undefined;
}

/** How the value was judged; the rule's own words where no cut says it, and nothing where the value says it all. */
function cutNote(clause: Clause, cut: Cell, { words, format }: Context): string | undefined {
  const isMet = clause.verdict === "met";
  if (clause.cut === null || typeof clause.cut === "boolean")
    return isMet ? undefined : clause.text;
  const text = formatCell(cut, format);
  const operator = /<=|>=|<>|<|>|=/.exec(clause.text)?.[0];
  if (operator === undefined) return words.cut(text);
  // `5 < recency` reads from the other side.
  if (/^\s*[\d'(]/.test(clause.text)) return clause.text;
  const countsDays = cut.type === "days";
  switch (operator) {
    case "<=":
      return countsDays ? words.upTo(text) : words.atMost(text);
    case "<":
      return words.under(text);
    case ">=":
      return countsDays ? words.fromOn(text) : words.atLeast(text);
    case ">":
      return words.over(text);
    case "=":
      return isMet ? undefined : clause.text;
    default:
      return clause.text;
  }
}
