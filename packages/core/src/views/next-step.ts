/** What to do next for a customer, and how they are served. */
import type { Explained, ProjectInfo } from "../host/protocol.ts";
import type { ServedBy, Step, Withheld } from "../domain/strategy/serving.ts";
import type { Clause } from "../domain/explain/clause.ts";
import { neverContacted, sinceContactName } from "../language/model/strategy-scope.ts";
import { textFor } from "../language/config/text.ts";
import { customerCell, metricOf, moneyCell, textCell, valueCell } from "./cells.ts";
import { dataNote } from "./data-note.ts";
import { formatCell } from "./format.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, formatNumber, toSignificant } from "./format-number.ts";
import { leadOf, servingWordsFor, type ServingWords } from "./serving-words.ts";
import type { Block, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

export type StepContext = {
  readonly project: ProjectInfo;
  readonly options: ViewOptions;
  readonly words: ServingWords;
};
type Context = StepContext;

/** The strategy in a line, and the next step with the day by which; nothing where the run had no strategies. */
export function servingFacts(
  { serving }: Explained,
  project: ProjectInfo,
  options: ViewOptions,
): readonly Fact[] {
  if (serving === undefined) return [];
  const words = servingWordsFor(options.locale);
  const context: Context = { project, options, words };
  const [winner] = serving.strategies;
  const [next] = serving.steps;
  return [
    ...(winner === undefined ? [] : [strategyFact(words.served, winner, context)]),
    ...(next === undefined ? [] : [stepFact(words.next, next, context)]),
    ...(serving.refused ? [{ label: "", cells: [textCell(words.refusedCard)] }] : []),
  ];
}

/** The next best action with what to say, what it takes and what it is worth; then other steps, and why the rest is not due. */
export function nextStepView(
  explained: Explained,
  project: ProjectInfo,
  options: ViewOptions,
): View | undefined {
  const { customer, base, serving } = explained;
  if (serving === undefined || serving.strategies.length === 0) return undefined;
  const words = servingWordsFor(options.locale);
  const context: Context = { project, options, words };
  const [winner, ...others] = serving.strategies;
  const [next, ...more] = serving.steps;
  const contact =
    serving.sinceContact === null
      ? words.neverContact
      : words.ago(formatDays(serving.sinceContact, options.locale));
  const served: readonly Fact[] = [
    ...(winner === undefined ? [] : [strategyFact(words.served, winner, context)]),
    ...others.map((other) => strategyFact(words.also, other, context)),
    ...(winner === undefined ? [] : wayFacts(winner, context)),
    { label: words.lastContact, cells: [textCell(contact)] },
  ];
  const steps: readonly Fact[] =
    next === undefined
      ? [{ label: "", cells: [textCell(words.nothing)] }]
      : [stepFact(words.next, next, context), ...detailFacts(next, context)];
  const later = more.map((step) => stepFact(words.then, step, context));
  const not = serving.withheld.map((w): Fact => ({
    label: words.not,
    cells: [textCell(textFor(w.do, options.locale))],
    note: reasonText(w, context),
  }));
  const blocks: readonly Block[] = [steps, later, served, not]
    .filter((facts) => facts.length > 0)
    .map((facts) => ({ kind: "facts", facts }));
  return {
    id: "next-step",
    title: words.nextTitle(customer.label ?? customer.id),
    subject: customerCell(customer, project),
    run: base.run,
    blocks: [...blocks, dataNote(base.asOf, options)],
    actions: [],
  };
}

function strategyFact(label: string, served: ServedBy, { options, words }: Context): Fact {
  const { owners } = served;
  const note = owners === null ? words.nobody : leadOf(owners, words);
  return { label, cells: [textCell(textFor(served.title, options.locale))], note };
}

/** How the strategy that wins says that the customer is served. */
export function wayFacts(
  {
    objective,
    offer,
    channel,
    service,
    contactEvery,
  }: Pick<ServedBy, "objective" | "offer" | "channel" | "service" | "contactEvery">,
  { options: { locale }, words }: Pick<Context, "options" | "words">,
): readonly Fact[] {
  const fact = (label: string, text: string, note?: string): Fact => ({
    label,
    cells: [textCell(text)],
    ...(note === undefined ? {} : { note }),
  });
  const parts = ["product", "price", "promotion", "positioning"] as const;
  const hours = service.firstResponseHours;
  const response = hours === null ? undefined : words.response(formatNumber(hours));
  return [
    fact(words.objective, words.objectives[objective]),
    ...parts.flatMap((part) => {
      const text = offer[part];
      return text === undefined ? [] : [fact(words.offer[part], textFor(text, locale))];
    }),
    ...(channel.prefer.length === 0
      ? []
      : [fact(words.prefer, channel.prefer.join(words.separator))]),
    ...(channel.avoid.length === 0 ? [] : [fact(words.avoid, channel.avoid.join(words.separator))]),
    ...(service.tier === null
      ? response === undefined
        ? []
        : [fact(words.tier, response)]
      : [fact(words.tier, service.tier, response)]),
    ...(contactEvery === null
      ? []
      : [fact(words.contactEvery, words.every(formatDays(contactEvery, locale)))]),
  ];
}

function stepFact(label: string, step: Step, { options, words }: Context): Fact {
  const note = step.due === null ? {} : { note: words.by(formatDate(step.due, options)) };
  return { label, cells: [textCell(textFor(step.do, options.locale))], ...note };
}

function detailFacts(step: Step, context: Context): readonly Fact[] {
  const { project, options, words } = context;
  const { locale } = options;
  const { cost, kpi } = step;
  const work = Object.entries(cost.hours).map(([who, h]) => words.hours(who, formatNumber(h)));
  const takes = [
    ...(cost.money === 0 ? [] : [moneyCell(cost.money, project.currency)]),
    ...work.map(textCell),
  ];
  const because = step.because.map((clause) => clauseText(clause, context));
  return [
    ...(step.talkTrack === null
      ? []
      : [{ label: words.say, cells: [textCell(textFor(step.talkTrack, locale))] }]),
    ...(step.channel === null ? [] : [{ label: words.channel, cells: [textCell(step.channel)] }]),
    ...(step.owner === null ? [] : [{ label: words.owner, cells: [textCell(step.owner)] }]),
    ...(takes.length === 0 ? [] : [{ label: words.takes, cells: takes }]),
    worthFact(step, context),
    ...(kpi === null
      ? []
      : [{ label: words.kpi, cells: [textCell(kpi.name)], note: nowText(kpi, context) }]),
    ...(because.length === 0
      ? []
      : [{ label: words.because, cells: [textCell(because.join(words.separator))] }]),
  ];
}

/** What a step is worth with its likely interval, and where the number comes from. */
export function worthFact({ gain }: Step, { project, words }: Context): Fact {
  if (gain === null) return { label: words.worth, cells: [textCell(words.unknownWorth)] };
  const interval = [
    toSignificant(gain.interval[0], 2),
    toSignificant(gain.interval[1], 2),
  ] as const;
  return {
    label: words.worth,
    cells: [{ ...moneyCell(toSignificant(gain.gain, 2), project.currency), interval }],
    note: gain.source === "judgement" ? words.judged : words.tested(gain.source),
  };
}

function nowText({ name, value }: NonNullable<Step["kpi"]>, context: Context): string {
  const { project, options, words } = context;
  if (value === null) return words.now(words.unknown);
  return words.now(
    formatCell(valueCell(metricOf(project, name), value, project.currency), options),
  );
}

function clauseText({ text, verdict, metric, value }: Clause, context: Context): string {
  const { project, options, words } = context;
  const known = `${wordsFor(options.locale).verdict[verdict]} ${text}`;
  if (value === null || metric === null) return known;
  const told =
    metric === sinceContactName && value === neverContacted
      ? words.neverContact
      : words.now(
          formatCell(valueCell(metricOf(project, metric), value, project.currency), options),
        );
  return `${known} (${told})`;
}

/** Why an action is not proposed, in a line. */
export function reasonText({ reason }: Withheld, context: Context): string {
  const { options, words } = context;
  switch (reason.kind) {
    case "rule": {
      const failed = reason.clauses.filter((c) => c.verdict !== "met");
      return words.rule(failed.map((c) => clauseText(c, context)).join(words.separator));
    }
    case "channels":
      return [
        ...(reason.refused.length === 0
          ? []
          : [words.refusedChannels(reason.refused.join(words.separator))]),
        ...(reason.avoided.length === 0
          ? []
          : [words.avoidedChannels(reason.avoided.join(words.separator))]),
      ].join(words.separator);
    case "cap":
      return words.cap(
        formatNumber(reason.contacts, 0),
        formatNumber(reason.atMost, 0),
        formatDays(reason.days, options.locale),
        reason.unit,
      );
    case "refused":
      return words.refused;
    case "not-personalised":
      return words.notPersonalised;
  }
}
