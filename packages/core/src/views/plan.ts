/** A plan: what it gains, what it takes, what is done, and what is left out and why. */
import type { PlanGain, PlanResource, PlanResult } from "../domain/planning/plan-result.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { countCell, moneyCell, segmentCell, segmentTitle, textCell } from "./cells.ts";
import { formatCell } from "./format.ts";
import { formatDays, formatNumber, formatShare, toSignificant } from "./format-number.ts";
import { planWordsFor, type PlanWords } from "./plan-words.ts";
import type { Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

type Context = {
  readonly project: ProjectInfo;
  readonly options: ViewOptions;
  readonly words: PlanWords;
};

/** @param folder where all of its steps are kept, relative to the project */
export function planView(
  plan: PlanResult,
  folder: string,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = planWordsFor(options.locale);
  const context: Context = { project, options, words };
  return {
    id: "plan",
    title: words.title(textFor(plan.title, options.locale)),
    run: plan.run,
    blocks: [
      { kind: "facts", facts: headFacts(plan, context) },
      actionsTable(plan, context),
      resourcesTable(plan, context),
      ...floorBlocks(plan, context),
      ...leftTable(plan, context),
      ...demandBlocks(plan, context),
      ...stepsTable(plan, context),
      { kind: "note", tone: "hint", text: words.all(folder) },
    ],
    actions: [],
  };
}

/** A gain with its interval, to two figures. */
export const gainCell = ({ value, interval }: PlanGain, currency: string): Cell => ({
  ...moneyCell(toSignificant(value, 2), currency),
  ...(interval[0] === interval[1]
    ? {}
    : { interval: [toSignificant(interval[0], 2), toSignificant(interval[1], 2)] as const }),
});

const count = (n: number): string => formatNumber(n, 0);

function headFacts(plan: PlanResult, { project, options, words }: Context): readonly Fact[] {
  const { gain, gap, served, eligible, done, within } = plan;
  const { judgement } = gain;
  const rests =
    judgement === null
      ? words.untold
      : judgement === 0
        ? words.tested
        : words.judged(formatShare(judgement, options.locale, "short"));
  const money = (n: number): string =>
    formatCell(moneyCell(toSignificant(n, 2), project.currency), options);
  // Below a thousandth of the gain nothing else would be planned for it.
  const certain = gap <= Math.abs(gain.value) / 1000 ? words.best : words.gap(money(gap));
  return [
    { label: words.expected, cells: [gainCell(gain, project.currency)], note: rests },
    {
      label: words.served,
      cells: [countCell(served)],
      note: words.servedOf(count(eligible)),
    },
    {
      label: words.done,
      cells: [countCell(done)],
      note: words.both(words.time(formatDays(within, options.locale)), certain),
    },
  ];
}

function actionsTable(plan: PlanResult, { project, options, words }: Context): Block {
  return {
    kind: "table",
    title: words.actions,
    columns: [
      { id: "action", label: words.action, type: "text" },
      { id: "strategy", label: words.strategy, type: "text" },
      { id: "due", label: words.due, type: "number" },
      { id: "chosen", label: words.chosen, type: "number" },
      { id: "gain", label: words.gain, type: "money" },
    ],
    rows: plan.actions.map((action) => [
      textCell(textFor(action.do, options.locale)),
      textCell(strategyTitle(project, action.strategy, options.locale)),
      countCell(action.due),
      countCell(action.chosen),
      gainCell(action.gain, project.currency),
    ]),
  };
}

/** A strategy by its title. */
const strategyTitle = ({ strategies = [] }: ProjectInfo, id: string, locale: string): string =>
  textFor(strategies.find((s) => s.id === id)?.title ?? id, locale);

function resourcesTable(plan: PlanResult, { project, words }: Context): Block {
  const amount = ({ kind }: PlanResource, n: number | null): Cell =>
    n === null
      ? textCell(words.notLimited)
      : kind === "money"
        ? moneyCell(n, project.currency)
        : countCell(Math.round(n * 10) / 10);
  const label = ({ kind, department }: PlanResource): string =>
    kind === "hours" ? words.hours(department ?? "") : words[kind];
  return {
    kind: "table",
    title: words.resources,
    columns: [
      { id: "resource", label: words.resource, type: "text" },
      { id: "used", label: words.used, type: "number" },
      { id: "limit", label: words.limit, type: "number" },
      { id: "wanted", label: words.wanted, type: "number" },
      { id: "price", label: words.price, type: "money" },
    ],
    rows: plan.resources.map((r) => [
      textCell(label(r)),
      amount(r, r.used),
      amount(r, r.limit),
      amount(r, r.wanted),
      r.price === null ? textCell("") : moneyCell(toSignificant(r.price, 2), project.currency),
    ]),
  };
}

function floorBlocks(plan: PlanResult, { project, options, words }: Context): readonly Block[] {
  if (plan.floors.length === 0) return [];
  const { locale } = options;
  const title = (f: PlanResult["floors"][number]): string =>
    segmentTitle(project, f.segmentation, f.segment, locale);
  const missed = plan.floors.filter((f) => f.served < f.wanted);
  return [
    {
      kind: "table",
      title: words.floors,
      columns: [
        { id: "segment", label: words.segment, type: "segment" },
        { id: "asked", label: words.asked, type: "number" },
        { id: "reached", label: words.reached, type: "number" },
        { id: "price", label: words.floorPrice, type: "money" },
      ],
      rows: plan.floors.map((f) => [
        segmentCell(f.segmentation, f.segment, title(f)),
        countCell(f.wanted),
        countCell(f.served),
        moneyCell(toSignificant(f.price, 2), project.currency),
      ]),
    },
    ...missed.map((f): Block => ({
      kind: "note",
      tone: "warning",
      text: words.short(
        title(f),
        count(f.served),
        count(f.wanted),
        f.reachable < f.wanted ? words.notReachable(count(f.reachable)) : words.notEnough,
      ),
    })),
  ];
}

function leftTable(plan: PlanResult, { project, options, words }: Context): readonly Block[] {
  const rows = plan.actions.flatMap((action) =>
    action.left.map(({ reason, customers, gain }) => [
      textCell(textFor(action.do, options.locale)),
      textCell(words.reasons[reason]),
      countCell(customers),
      gain > 0 ? moneyCell(toSignificant(gain, 2), project.currency) : textCell(""),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      title: words.left,
      columns: [
        { id: "action", label: words.action, type: "text" },
        { id: "why", label: words.why, type: "text" },
        { id: "customers", label: words.customers, type: "number" },
        { id: "gain", label: words.behind, type: "money" },
      ],
      rows,
    },
  ];
}

const demandBlocks = (plan: PlanResult, { options, words }: Context): readonly Block[] =>
  plan.demand.map((d) => ({
    kind: "note",
    tone: "plain",
    text: `${words.demand(d.department, formatNumber(d.hours, 1), formatDays(plan.within, options.locale))}: ${words.demandHow(
      words.methods[d.method],
      count(d.weeks),
      d.from === "contacts" ? words.loggedActions : d.from,
      formatNumber(d.mae, 1),
      formatNumber(d.meanMae, 1),
      count(d.heldOut),
    )}`,
  }));

function stepsTable(plan: PlanResult, { project, options, words }: Context): readonly Block[] {
  if (plan.steps.length === 0) return [];
  const doing = (strategy: string, action: string): string => {
    const found = plan.actions.find((a) => a.strategy === strategy && a.action === action);
    return textFor(found?.do ?? action, options.locale);
  };
  return [
    {
      kind: "table",
      title: words.first,
      columns: [
        { id: "customer", label: words.customer, type: "customer" },
        { id: "action", label: words.action, type: "text" },
        { id: "gain", label: words.gain, type: "money" },
      ],
      rows: plan.steps.map(({ customer, strategy, action, gain }) => [
        { value: customer, type: "customer", ref: { kind: "customer", id: customer } },
        textCell(doing(strategy, action)),
        gain === null ? textCell("") : moneyCell(toSignificant(gain, 2), project.currency),
      ]),
      total: plan.done,
    },
  ];
}
