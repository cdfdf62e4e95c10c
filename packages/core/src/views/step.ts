/** The next step as a form tells it: what to do, by when, what it takes, what to say, what it is worth. */
import type { Explained, ProjectInfo } from "../host/protocol.ts";
import type { Step } from "../domain/strategy/serving.ts";
import { textFor } from "../language/config/text.ts";
import { customerCell, moneyCell, textCell } from "./cells.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import { reasonText, worthFact, type StepContext } from "./next-step.ts";
import { servingWordsFor } from "./serving-words.ts";
import { stepWordsFor } from "./step-words.ts";
import type { Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/**
 * A step of a customer; where nothing is due, that it is so, and why what there is has to wait.
 *
 * @param which the step that is meant; the next best one where it is left out or is not due any more
 * @example stepView(explained, project, { locale: "en", today: "2026-11-18" }).title // => "苏州丽华纺织 · 00428"
 */
export function stepView(
  explained: Explained,
  project: ProjectInfo,
  options: ViewOptions,
  which?: Pick<Step, "strategy" | "action">,
): View {
  const { customer, base } = explained;
  const context: StepContext = { project, options, words: servingWordsFor(options.locale) };
  const step = stepOf(explained, which);
  const facts = step === undefined ? waitingFacts(explained, context) : stepFacts(step, context);
  return {
    id: "step",
    title: customer.label === null ? customer.id : `${customer.label} · ${customer.id}`,
    subject: customerCell(customer, project),
    run: base.run,
    blocks: [{ kind: "facts", facts }],
    actions: [],
  };
}

/** The step that is meant; the next best one where it is not due any more. */
export const stepOf = (
  { serving }: Explained,
  which?: Pick<Step, "strategy" | "action">,
): Step | undefined =>
  serving?.steps.find((s) => s.strategy === which?.strategy && s.action === which.action) ??
  serving?.steps[0];

function stepFacts(step: Step, context: StepContext): readonly Fact[] {
  const { project, options, words } = context;
  const { locale } = options;
  const told = stepWordsFor(locale);
  const hours = Object.values(step.cost.hours).reduce((sum, h) => sum + h, 0);
  const takes = [
    ...(step.due === null ? [] : [textCell(dueText(step.due, context))]),
    ...(hours === 0 ? [] : [textCell(durationText(hours, locale))]),
    ...(step.cost.money === 0 ? [] : [moneyCell(step.cost.money, project.currency)]),
  ];
  const verb = step.channel === null ? undefined : told.verbs[step.channel.toLowerCase()];
  return [
    { label: told.does(verb ?? step.channel, textFor(step.do, locale)), cells: [] },
    ...(takes.length === 0 ? [] : [{ label: "", cells: takes }]),
    ...(step.talkTrack === null
      ? []
      : [{ label: words.say, cells: [textCell(textFor(step.talkTrack, locale))] }]),
    worthFact(step, context),
  ];
}

function dueText(due: string, { options }: StepContext): string {
  const told = stepWordsFor(options.locale);
  const day = formatDate(due, { ...options, weekday: true });
  return options.today !== undefined && due < options.today ? told.overdue(day) : told.due(day);
}

/** Minutes up to two hours, then hours. */
function durationText(hours: number, locale: string): string {
  const told = stepWordsFor(locale);
  return hours < 2
    ? told.minutes(formatNumber(Math.round(hours * 60), 0))
    : told.hours(formatNumber(hours));
}

function waitingFacts({ serving }: Explained, context: StepContext): readonly Fact[] {
  const { options, words } = context;
  const waiting = (serving?.withheld ?? []).slice(0, 3);
  return [
    { label: "", cells: [textCell(serving?.refused === true ? words.refusedCard : words.nothing)] },
    ...waiting.map((w): Fact => ({
      label: words.not,
      cells: [textCell(textFor(w.do, options.locale))],
      note: reasonText(w, context),
    })),
  ];
}
