/** Answers that are numbers: counts, shares, figures, one value or place of a customer, and tables of them. */
import type { Aggregated, CustomerRow, Figures, ProjectInfo } from "../../../host/protocol.ts";
import { textFor } from "../../../language/config/text.ts";
import {
  customerCell,
  customerValueCell,
  metricOf,
  segmentationTitle,
  segmentTitle,
  textCell,
  valueCell,
} from "../../../views/cells.ts";
import { formatDate } from "../../../views/format-date.ts";
import { formatNumber, formatShare } from "../../../views/format-number.ts";
import type { Block, Cell, Fact, View } from "../../../views/view.ts";
import type { ViewOptions } from "../../../views/view-options.ts";
import type { AskQuestion, CustomerSet, How, SegmentRef } from "../question.ts";
import { setWords, valueTitle } from "./set-words.ts";
import { answerWords, dataTo } from "./words.ts";

type Of<K extends AskQuestion["kind"]> = Extract<AskQuestion, { readonly kind: K }>;

const foot = (base: Aggregated["base"], options: ViewOptions): Block => ({
  kind: "note",
  tone: "hint",
  text: dataTo(options.locale, formatDate(base.asOf, options)),
});

const whole = (n: number): string => formatNumber(n, 0);

function view(
  id: string,
  title: string,
  base: Aggregated["base"],
  blocks: readonly Block[],
  options: ViewOptions,
): View {
  return { id, title, run: base.run, blocks: [...blocks, foot(base, options)], actions: [] };
}

const whom = (set: CustomerSet, project: ProjectInfo, options: ViewOptions): string =>
  set.length === 0 ? answerWords(options.locale).everybody : setWords(set, project, options);

/** How many fit, with their share of all, or how many in each group. */
export function countAnswer(
  question: Of<"count">,
  answer: Aggregated,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = answerWords(options.locale);
  const title = whom(question.set, project, options);
  if (question.by !== undefined)
    return groupsAnswer(question.by, title, answer, null, project, options);
  const share = answer.all.customers === 0 ? 0 : answer.customers / answer.all.customers;
  const told = [textCell(words.count(whole(answer.customers)))];
  const note =
    question.set.length === 0 ? {} : { note: words.share(formatShare(share, options.locale)) };
  const facts: readonly Fact[] = [{ label: "", cells: told, ...note }];
  return view("count", title, answer.base, [{ kind: "facts", facts }], options);
}

/** Which part of all customers fits, or of what all of them come to in a value. */
export function shareAnswer(
  question: Of<"share">,
  answer: Aggregated,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const title = whom(question.set, project, options);
  const customers = words.count(whole(answer.customers));
  if (question.of.kind === "customers") {
    const share = answer.all.customers === 0 ? 0 : answer.customers / answer.all.customers;
    const facts = [
      { label: "", cells: [textCell(words.share(formatShare(share, locale)))], note: customers },
    ];
    return view("share", title, answer.base, [{ kind: "facts", facts }], options);
  }
  const { value } = question.of;
  const [part, all] = [answer.figures[0]?.sum ?? 0, answer.all.figures[0]?.sum ?? 0];
  const told = words.shareOf(
    all === 0 ? words.unknownValue : formatShare(part / all, locale),
    valueTitle(project, value, locale),
  );
  const facts: readonly Fact[] = [
    { label: "", cells: [textCell(told)] },
    { label: words.how.sum, cells: [valueCell(metricOf(project, value), part, project.currency)] },
    { label: words.customers, cells: [textCell(customers)] },
  ];
  return view("share", title, answer.base, [{ kind: "facts", facts }], options);
}

/** The figure that is asked for. */
const figureIn = (figures: Figures | undefined, how: How): number | string | null =>
  figures === undefined ? null : figures[how];

/** One number over customers, or one for each group. */
export function figureAnswer(
  question: Of<"figure">,
  answer: Aggregated,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const name = valueTitle(project, question.of, locale);
  const title = words.of(
    `${words.how[question.how]} · ${name}`,
    whom(question.set, project, options),
  );
  if (question.by !== undefined)
    return groupsAnswer(question.by, title, answer, question, project, options);
  const [figures] = answer.figures;
  const cell = figureCell(question.of, figureIn(figures, question.how), project);
  const known = figures?.known ?? 0;
  const facts: readonly Fact[] = [
    {
      label: words.how[question.how],
      cells: [cell],
      note:
        known === answer.customers
          ? words.count(whole(answer.customers))
          : words.knownOf(whole(known), whole(answer.customers)),
    },
  ];
  return view("figure", title, answer.base, [{ kind: "facts", facts }], options);
}

const figureCell = (id: string, value: number | string | null, project: ProjectInfo): Cell =>
  valueCell(metricOf(project, id), value, project.currency);

function groupsAnswer(
  by: string,
  title: string,
  answer: Aggregated,
  figure: Of<"figure"> | null,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const segmentation = project.segmentations.some(({ id }) => id === by);
  const name = segmentation
    ? segmentationTitle(project, by, locale)
    : valueTitle(project, by, locale);
  const groups = answer.groups ?? [];
  const more = (answer.groupsInAll ?? groups.length) - groups.length;
  const rows = groups.map(({ key, customers, figures }): readonly Cell[] => [
    textCell(
      key === null ? words.nobodys : segmentation ? segmentTitle(project, by, key, locale) : key,
    ),
    { value: customers, type: "number" },
    ...(figure === null ? [] : [figureCell(figure.of, figureIn(figures[0], figure.how), project)]),
  ]);
  const last =
    figure === null
      ? []
      : [
          {
            id: figure.of,
            label: `${words.how[figure.how]} · ${valueTitle(project, figure.of, locale)}`,
            type: figureCell(figure.of, null, project).type,
          },
        ];
  const blocks: readonly Block[] = [
    {
      kind: "table",
      columns: [
        { id: "group", label: name, type: "text" },
        { id: "customers", label: words.customers, type: "number" },
        ...last,
      ],
      rows,
    },
    ...(more > 0
      ? [{ kind: "note", tone: "hint", text: words.moreGroups(whole(more)) } as const]
      : []),
  ];
  return view("groups", words.by(title, name), answer.base, blocks, options);
}

/** One value of one customer, with the interval where a model gives one. */
export function valueAnswer(
  row: CustomerRow,
  value: string,
  base: Aggregated["base"],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const fact = valueFact(row, value, project, options);
  const unknown = fact.cells.every((cell) => cell.value === null);
  const cells = unknown ? [textCell(answerWords(options.locale).unknownValue)] : fact.cells;
  return {
    ...view(
      "value",
      row.label ?? row.id,
      base,
      [{ kind: "facts", facts: [{ ...fact, cells }] }],
      options,
    ),
    subject: customerCell(row, project),
    actions: [],
  };
}

/** A metric or an attribute of a customer, or where they are in a segmentation. */
function valueFact(
  row: CustomerRow,
  value: string,
  project: ProjectInfo,
  { locale }: ViewOptions,
): Fact {
  const metric = metricOf(project, value);
  if (metric !== undefined)
    return {
      label: textFor(metric.title, locale),
      cells: [customerValueCell(metric, row, project.currency)],
    };
  const titles = (row.segments[value] ?? []).map((segment) =>
    segmentTitle(project, value, segment, locale),
  );
  return {
    label: segmentationTitle(project, value, locale),
    cells: titles.map((title) => textCell(title)),
  };
}

/** Segments beside each other: customers and what they come to. @param answers one for each segment, in their order */
export function compareAnswer(
  segments: readonly SegmentRef[],
  values: readonly string[],
  answers: readonly Aggregated[],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = answerWords(locale);
  const titles = segments.map((s) => segmentTitle(project, s.segmentation, s.segment, locale));
  const [first] = answers;
  if (first === undefined) throw new RangeError("nothing to compare");
  const facts: readonly Fact[] = [
    {
      label: words.customers,
      cells: answers.map(({ customers }): Cell => ({ value: customers, type: "number" })),
    },
    ...values.map((value, at): Fact => ({
      label: words.meanOf(valueTitle(project, value, locale)),
      cells: answers.map(({ figures }) => figureCell(value, figures[at]?.mean ?? null, project)),
    })),
  ];
  // A row a segment reads on a phone, where columns side by side do not.
  const rows = titles.map((title, i): readonly Cell[] => [
    textCell(title),
    ...facts.flatMap(({ cells }) => cells.slice(i, i + 1)),
  ]);
  const columns = [
    { id: "segment", label: "", type: "text" } as const,
    ...facts.map(({ label, cells: [cell] }, at) => ({
      id: `value${at}`,
      label,
      type: cell?.type ?? "number",
    })),
  ];
  const title = words.compare(titles.join(words.versus));
  return view("compare", title, first.base, [{ kind: "table", columns, rows }], options);
}
