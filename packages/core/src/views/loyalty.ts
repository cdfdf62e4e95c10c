/** A loyalty programme: members by level, points and their cost, and what other rules would change. */
import type { LoyaltySimulation, ProgrammeFigures } from "../domain/loyalty/simulation.ts";
import type { Explained, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { countCell, moneyCell, numberOf, textCell } from "./cells.ts";
import { formatDate } from "./format-date.ts";
import { formatDays, formatNumber } from "./format-number.ts";
import { loyaltyWordsFor, type LoyaltyWords } from "./loyalty-words.ts";
import type { Block, Cell, Column, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

const levelName = "loyalty_level";

/** A line of the customer's card: their points, and how many are missing to the next level. */
export function pointsFacts(
  { customer }: Explained,
  project: ProjectInfo,
  locale: string,
): readonly Fact[] {
  const levels = project.segmentations.find((s) => s.id === levelName)?.segments;
  const points = numberOf(customer, "points");
  const level = customer.segments[levelName]?.[0];
  if (levels === undefined || points === null || level === undefined) return [];
  const words = loyaltyWordsFor(locale);
  const at = levels.findIndex(({ id }) => id === level);
  const above = at <= 0 ? undefined : levels[at - 1];
  const missing = numberOf(customer, "points_to_next");
  const note =
    above === undefined || missing === null
      ? {}
      : { note: words.toNext(formatNumber(missing, 0), textFor(above.title, locale)) };
  return [{ label: words.points, cells: [countCell(points)], ...note }];
}

/** @param simulation the answer of `loyalty` */
export function loyaltyView(
  { asOf, within, now, then, moves }: LoyaltySimulation,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = loyaltyWordsFor(locale);
  const titles = new Map(
    [...(then?.levels ?? []), ...now.levels].map(({ id, title }) => [id, textFor(title, locale)]),
  );
  const titleOf = (id: string | null): string =>
    id === null ? words.none : (titles.get(id) ?? id);
  const blocks: readonly Block[] = [
    levelsTable(now, then, words, titleOf, project.currency),
    costTable(now, then, words, project.currency),
    ...(then === null ? [] : [movesBlock(moves, words, titleOf, project.currency)]),
    {
      kind: "note",
      tone: "hint",
      text: [
        words.foot(formatDays(within, locale)),
        wordsFor(locale).dataTo(formatDate(asOf, options)),
      ].join(" "),
    },
  ];
  return { id: "loyalty", title: textFor(now.title, locale), run: null, blocks, actions: [] };
}

const beside = (then: ProgrammeFigures | null, words: LoyaltyWords, type: Column["type"]) => [
  { id: "now", label: words.now, type },
  ...(then === null
    ? []
    : [
        { id: "then", label: words.then, type },
        { id: "change", label: words.change, type },
      ]),
];

function levelsTable(
  now: ProgrammeFigures,
  then: ProgrammeFigures | null,
  words: LoyaltyWords,
  titleOf: (id: string) => string,
  currency: string,
): Block {
  const ids = [...new Set([...(then?.levels ?? []), ...now.levels].map(({ id }) => id))];
  const of = (figures: ProgrammeFigures | null, id: string) =>
    figures?.levels.find((level) => level.id === id);
  return {
    kind: "table",
    title: words.levels,
    columns: [
      { id: "level", label: words.level, type: "text" },
      ...beside(then, words, "number"),
      { id: "benefits", label: words.benefits, type: "money" },
    ],
    rows: ids.map((id) => {
      const [before, after] = [of(now, id)?.members ?? 0, of(then, id)?.members ?? 0];
      const changed = then === null ? [] : [countCell(after), countCell(after - before)];
      const cost = of(then ?? now, id)?.benefits ?? 0;
      return [textCell(titleOf(id)), countCell(before), ...changed, moneyCell(cost, currency)];
    }),
  };
}

function costTable(
  now: ProgrammeFigures,
  then: ProgrammeFigures | null,
  words: LoyaltyWords,
  currency: string,
): Block {
  const row = (
    label: string,
    of: (figures: ProgrammeFigures) => number,
    cell: (value: number) => Cell,
  ): readonly Cell[] => [
    textCell(label),
    cell(of(now)),
    ...(then === null ? [] : [cell(of(then)), cell(of(then) - of(now))]),
  ];
  const money = (value: number): Cell => moneyCell(value, currency);
  return {
    kind: "table",
    title: words.costs,
    columns: [
      { id: "figure", label: words.figure, type: "text" },
      ...beside(then, words, "number"),
    ],
    rows: [
      row(words.held, (f) => f.points, countCell),
      row(words.liability, (f) => f.liability, money),
      row(words.expiring, (f) => f.expiring, countCell),
      row(words.earned, (f) => f.earned, countCell),
      row(words.earnedCost, (f) => f.earnedCost, money),
      row(words.benefitsCost, (f) => f.benefits, money),
      row(words.total, (f) => f.earnedCost + f.benefits, money),
    ],
  };
}

function movesBlock(
  moves: LoyaltySimulation["moves"],
  words: LoyaltyWords,
  titleOf: (id: string | null) => string,
  currency: string,
): Block {
  if (moves.length === 0) return { kind: "note", tone: "plain", text: words.nobody };
  return {
    kind: "table",
    title: words.moves,
    columns: [
      { id: "from", label: words.from, type: "text" },
      { id: "to", label: words.to, type: "text" },
      { id: "customers", label: words.customers, type: "number" },
      { id: "revenue", label: words.revenue, type: "money" },
    ],
    rows: moves.map(({ from, to, customers, revenue }) => [
      textCell(titleOf(from)),
      textCell(titleOf(to)),
      countCell(customers),
      moneyCell(revenue, currency),
    ]),
  };
}
