/** The strategies of a segment. */
import type { ProjectInfo } from "../host/protocol.ts";
import type { StrategyInfo } from "../domain/strategy/strategy-info.ts";
import { textFor } from "../language/config/text.ts";
import { moneyCell, textCell } from "./cells.ts";
import { formatNumber } from "./format-number.ts";
import { wayFacts } from "./next-step.ts";
import { leadOf, servingWordsFor } from "./serving-words.ts";
import type { Block, Fact } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** The strategies that serve a segment, the winning one first. */
export const strategiesFor = (
  { strategies = [] }: ProjectInfo,
  segment: { readonly segmentation: string; readonly segment: string },
): readonly StrategyInfo[] =>
  strategies.filter(
    (s) =>
      s.for.segmentation === segment.segmentation &&
      (s.for.segment === null || s.for.segment === segment.segment),
  );

/** How a segment is served: each of its strategies with its actions and what to say. Nothing in a project without strategies. */
export function strategyBlocks(
  project: ProjectInfo,
  segment: { readonly segmentation: string; readonly segment: string },
  options: ViewOptions,
): readonly Block[] {
  const { locale } = options;
  const words = servingWordsFor(locale);
  if ((project.strategies ?? []).length === 0) return [];
  const found = strategiesFor(project, segment);
  if (found.length === 0) return [{ kind: "note", tone: "plain", text: words.noStrategy }];
  return found.map((strategy): Block => {
    const { owners } = strategy;
    const heading: Fact = {
      label: words.strategy,
      cells: [textCell(textFor(strategy.title, locale))],
      note: owners === null ? words.nobody : leadOf(owners, words),
    };
    const actions = strategy.actions.flatMap((action): readonly Fact[] => {
      const work = Object.entries(action.cost.hours).map(([who, hours]) =>
        textCell(words.hours(who, formatNumber(hours))),
      );
      const money = action.cost.money === 0 ? [] : [moneyCell(action.cost.money, project.currency)];
      return [
        {
          label: textFor(action.do, locale),
          cells: [...money, ...work],
          ...(action.when === null ? {} : { note: action.when.replaceAll(/\s+/g, " ").trim() }),
        },
        ...(action.talkTrack === null
          ? []
          : [{ label: words.say, cells: [textCell(textFor(action.talkTrack, locale))] }]),
      ];
    });
    return {
      kind: "facts",
      facts: [heading, ...wayFacts(strategy, { options, words }), ...actions],
    };
  });
}
