/** Answers that are words: what a name means, who moved, how it went, what was not understood. */
import type { BaseInfo, Methods, ProjectInfo, Trend } from "../../../host/protocol.ts";
import { findBuiltin } from "../../../language/model/builtins.ts";
import { textFor } from "../../../language/config/text.ts";
import {
  metricOf,
  segmentationTitle,
  segmentTitle,
  textCell,
  valueCell,
} from "../../../views/cells.ts";
import { formatDate } from "../../../views/format-date.ts";
import { formatDays, formatNumber } from "../../../views/format-number.ts";
import { formatCell } from "../../../views/format.ts";
import type { Block, Cell, Fact, View } from "../../../views/view.ts";
import type { ViewOptions } from "../../../views/view-options.ts";
import type { AskCatalog } from "../ask-catalog.ts";
import type { AskQuestion, Defined, SegmentRef, TrendOf } from "../question.ts";
import { ruleOf } from "../rule-of.ts";
import { valueTitle } from "./set-words.ts";
import { answerWords, dataTo } from "./words.ts";

type Of<K extends AskQuestion["kind"]> = Extract<AskQuestion, { readonly kind: K }>;

const note = (text: string, tone: "plain" | "hint" = "plain"): Block => ({
  kind: "note",
  tone,
  text,
});

/** What a name means. @param told sentences about a segment, such as its persona */
export function defineAnswer(
  of: Defined,
  base: BaseInfo | null,
  told: readonly Block[],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const make = (title: string, blocks: readonly Block[]): View => ({
    id: "define",
    title,
    run: base?.run ?? null,
    blocks,
    actions: [],
  });
  if (of.kind === "value") {
    const metric = metricOf(project, of.value);
    const builtin = findBuiltin(of.value.replace(/_\d+$/, ""));
    const kind =
      metric?.estimate !== undefined
        ? words.estimate
        : metric?.kind === "metric"
          ? words.metric
          : words.attribute;
    const unit = metric?.unit ?? null;
    const said = builtin === undefined ? kind : textFor(builtin.definition, locale);
    return make(valueTitle(project, of.value, locale), [
      note(said),
      note([of.value, ...(unit === null ? [] : [words.unit[unit]])].join(" · "), "hint"),
    ]);
  }
  const segmentation = project.segmentations.find(({ id }) => id === of.segmentation);
  const within = segmentationTitle(project, of.segmentation, locale);
  if (of.kind === "segment")
    return make(segmentTitle(project, of.segmentation, of.segment, locale), [
      note(words.partOf(within)),
      ...told,
    ]);
  const names = (segmentation?.segments ?? []).map(({ title }) => textFor(title, locale));
  return make(within, [note(words.segmentsOf(names.join(" · ")))]);
}

type Diff = Methods["diff"]["result"];

/** The movers that a question asks for, those who spend most first. */
function moversOf(
  diff: Diff,
  { into, from }: Of<"moves">,
): Diff["segmentations"][number]["movers"] {
  const of = (into ?? from)?.segmentation;
  const inIt = (state: string | null | undefined, ref: SegmentRef | undefined): boolean =>
    ref === undefined || state === ref.segment;
  return diff.segmentations
    .filter(({ segmentation }) => of === undefined || segmentation === of)
    .flatMap(({ movers, assign }) =>
      movers.filter(({ states, segment }) => {
        const [old, now] = [states[0], states[4]];
        if (old === now) return false;
        if (assign === "first") return inIt(now, into) && inIt(old, from);
        // Of segments that overlap each move is in or out of the one that it is about.
        if (into !== undefined) return segment === into.segment && now !== null;
        if (from !== undefined) return segment === from.segment && now === null;
        return true;
      }),
    );
}

/** How many moved, and who of them. */
export function movesAnswer(
  question: Of<"moves">,
  diff: Diff,
  most: number,
  project: ProjectInfo,
  options: ViewOptions,
): { readonly view: View; readonly customers: readonly string[] } {
  const { locale } = options;
  const words = answerWords(locale);
  const title = (ref: SegmentRef): string =>
    segmentTitle(project, ref.segmentation, ref.segment, locale);
  const { into, from } = question;
  const heading =
    into !== undefined && from !== undefined
      ? words.moves.between(title(from), title(into))
      : into !== undefined
        ? words.moves.into(title(into))
        : from !== undefined
          ? words.moves.from(title(from))
          : words.moves.all;
  const movers = moversOf(diff, question);
  const pii = project.metrics.find((m) => m.pii === "name")?.pii ?? null;
  const days = words.between(
    formatDate(diff.from.asOf, options),
    formatDate(diff.to.asOf, options),
  );
  const shown = movers.slice(0, most);
  const rows = shown.map(({ id, label, revenue }): readonly Cell[] => [
    {
      value: label ?? id,
      type: "customer",
      ...(pii === null || label === null ? {} : { pii }),
      ref: { kind: "customer", id },
    },
    { value: id, type: "text" },
    { value: revenue, type: "money", unit: project.currency },
  ]);
  const blocks: readonly Block[] = [
    note(words.count(formatNumber(movers.length, 0))),
    ...(rows.length === 0
      ? []
      : [
          {
            kind: "table",
            columns: [
              { id: "customer", label: "", type: "customer" },
              { id: "id", label: "", type: "text" },
              { id: "revenue", label: "", type: "money" },
            ],
            rows,
            total: movers.length,
          } as const,
        ]),
    note(days, "hint"),
  ];
  return {
    view: { id: "moves", title: heading, run: diff.to.run, blocks, actions: [] },
    customers: shown.map(({ id }) => id),
  };
}

/** How a size or the revenue went from run to run. */
export function trendAnswer(
  of: TrendOf,
  { base, points }: Trend,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const title =
    of.kind === "segment"
      ? segmentTitle(project, of.segmentation, of.segment, locale)
      : of.kind === "value"
        ? valueTitle(project, of.value, locale)
        : words.everybody;
  const money = of.kind === "value";
  const cell = (value: number): Cell =>
    money
      ? valueCell(metricOf(project, "monetary"), value, project.currency)
      : { value, type: "number" };
  const text = (value: number): string =>
    money ? formatCell(cell(value), options) : words.count(formatNumber(value, 0));
  const values = points.map((p) => (money ? p.revenue : p.customers));
  const [first, last] = [points[0], points.at(-1)];
  const [from, to] = [values[0] ?? 0, values.at(-1) ?? 0];
  const sentence =
    points.length === 0
      ? words.notToAll
      : first === undefined || last === undefined || points.length < 2
        ? `${words.oneRun} ${text(to)}`
        : from === to
          ? words.same(text(to))
          : words.grew(
              text(from),
              text(to),
              formatDays(daysBetween(first.asOf, last.asOf), locale),
            );
  const facts: readonly Fact[] = points.map(({ asOf }, at) => ({
    label: formatDate(asOf, options),
    cells: [cell(values[at] ?? 0)],
  }));
  return {
    id: "trend",
    title: words.trend(title),
    run: base.run,
    blocks: [
      note(sentence),
      ...(points.length < 2 ? [] : [{ kind: "facts", facts } as const]),
      note(dataTo(locale, formatDate(base.asOf, options)), "hint"),
    ],
    actions: [],
  };
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A question as one could have asked it; undefined where it takes more than a line, or rests on a name. */
function questionWords(
  question: AskQuestion,
  catalog: AskCatalog,
  locale: string,
): string | undefined {
  const words = answerWords(locale).example;
  const title = (ref: SegmentRef): string => {
    const found = catalog.segmentations
      .find(({ id }) => id === ref.segmentation)
      ?.segments.find(({ id }) => id === ref.segment);
    return textFor(found?.title ?? ref.segment, locale);
  };
  const value = (id: string): string =>
    textFor(catalog.values.find((v) => v.id === id)?.title ?? id, locale);
  switch (question.kind) {
    case "list":
    case "count":
    case "figure": {
      const [only] = question.set;
      const named =
        question.set.length === 1 && only?.kind === "segment" && !only.negated
          ? title(only)
          : undefined;
      const rule = ruleOf(question.set, catalog);
      if (question.kind === "figure")
        return rule !== undefined && named === undefined
          ? undefined
          : words.figure(question.how, value(question.of), named ?? "");
      if (named !== undefined) return words[question.kind](named);
      if (rule === undefined) return undefined;
      return question.kind === "list" ? words.find(rule) : words.countOf(rule);
    }
    default:
      return undefined;
  }
}

/** The nearest thing that can be answered, as one would ask it: always something. */
export function suggestionFor(
  { nearest }: Of<"unknown">,
  catalog: AskCatalog,
  locale: string,
): { readonly text: string; readonly meant: boolean } | undefined {
  const meant = nearest === undefined ? undefined : questionWords(nearest, catalog, locale);
  if (meant !== undefined) return { text: meant, meant: true };
  const [first] = catalog.segmentations.flatMap(({ id, segments }) =>
    segments.map((s) => ({ segmentation: id, segment: s.id })),
  );
  if (first === undefined) return undefined;
  const text = questionWords(
    { kind: "count", set: [{ kind: "segment", ...first, negated: false }] },
    catalog,
    locale,
  );
  return text === undefined ? undefined : { text, meant: false };
}

/** What was not understood, and the nearest thing that can be answered. */
export function unknownAnswer(
  question: Of<"unknown">,
  suggestion: { readonly text: string; readonly meant: boolean } | undefined,
  options: ViewOptions,
): View {
  const words = answerWords(options.locale);
  const sentence =
    suggestion === undefined
      ? []
      : [note(suggestion.meant ? words.meant(suggestion.text) : words.canDo(suggestion.text))];
  return {
    id: "unknown",
    title: "",
    run: null,
    blocks: [note(words.missed(question.words)), ...sentence],
    actions: [],
  };
}

/** One sentence. */
export const sentenceAnswer = (text: string): View => ({
  id: "sentence",
  title: "",
  run: null,
  blocks: [{ kind: "facts", facts: [{ label: "", cells: [textCell(text)] }] }],
  actions: [],
});
