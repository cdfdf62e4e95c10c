/** All strategies with what they ask for and bring. */
import type {
  ActionTotals,
  ServingTotals,
  StrategyTotals,
} from "../domain/strategy/serving-totals.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { countCell, moneyCell, textCell } from "./cells.ts";
import { formatNumber, formatShare } from "./format-number.ts";
import { gainCell } from "./plan.ts";
import { servingWordsFor } from "./serving-words.ts";
import type { Block, Cell, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** @param totals of the run that answers */
export function strategiesView(
  totals: Partial<ServingTotals>,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const words = servingWordsFor(options.locale);
  const { strategies = [], coincidences = [] } = totals;
  const meeting = coincidences.map(({ departments: [one, other], customers }): Block => ({
    kind: "note",
    tone: "warning",
    text: words.meeting(one, other, formatNumber(customers, 0)),
  }));
  return {
    id: "strategies",
    title: words.strategies,
    run: project.base?.run ?? null,
    blocks: [
      ...(strategies.length === 0
        ? [{ kind: "note", tone: "plain", text: words.noStrategies } as const]
        : [overview(strategies, project, options)]),
      ...strategies.flatMap((s) => totalsBlocks(s, project, options)),
      ...meeting,
    ],
    actions: [],
  };
}

function overview(
  strategies: readonly StrategyTotals[],
  project: ProjectInfo,
  { locale }: ViewOptions,
): Block {
  const words = servingWordsFor(locale);
  return {
    kind: "table",
    columns: [
      { id: "strategy", label: words.strategy, type: "text" },
      { id: "owner", label: words.owner, type: "text" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "wins", label: words.wins, type: "number" },
      { id: "cost", label: words.cost, type: "money" },
      { id: "gain", label: words.gain, type: "money" },
    ],
    rows: strategies.map((s) => [
      textCell(textFor(s.title, locale)),
      textCell(s.lead ?? words.nobody),
      countCell(s.customers),
      countCell(s.wins),
      moneyCell(s.money, project.currency),
      gainOr(s, project.currency, words.unknown),
    ]),
  };
}

const gainOr = ({ gain }: Pick<StrategyTotals, "gain">, currency: string, unknown: string): Cell =>
  gain === null ? textCell(unknown) : gainCell(gain, currency);

/** What is due of a strategy now, what it takes and what it would bring; nothing where it has no actions. */
export function totalsBlocks(
  { title, actions }: StrategyTotals,
  project: ProjectInfo,
  { locale }: ViewOptions,
): readonly Block[] {
  const words = servingWordsFor(locale);
  if (actions.length === 0) return [];
  const work = ({ hours }: ActionTotals): string =>
    Object.entries(hours)
      .filter(([, h]) => h > 0)
      .map(([department, h]) => words.hours(department, formatNumber(h, 1)))
      .join(words.separator);
  return [
    {
      kind: "table",
      title: textFor(title, locale),
      columns: [
        { id: "action", label: words.actions, type: "text" },
        { id: "due", label: words.due, type: "number" },
        { id: "cost", label: words.cost, type: "money" },
        { id: "work", label: words.work, type: "text" },
        { id: "gain", label: words.gain, type: "money" },
        { id: "judgement", label: words.judgement, type: "text" },
      ],
      rows: actions.map((a) => [
        textCell(textFor(a.do, locale)),
        countCell(a.eligible),
        moneyCell(a.money, project.currency),
        textCell(work(a)),
        gainOr(a, project.currency, words.unknown),
        textCell(
          a.gain === null || a.gain.judgement === null
            ? ""
            : formatShare(a.gain.judgement, locale, "short"),
        ),
      ]),
    },
  ];
}
