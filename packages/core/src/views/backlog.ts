/** The backlog: needs of segments that no strategy addresses, those of the most worth first. */
import type { Backlog, BacklogEntry } from "../domain/strategy/backlog.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { backlogWordsFor } from "./backlog-words.ts";
import { metricOf, moneyCell, segmentationTitle, segmentTitle, textCell } from "./cells.ts";
import { formatCell } from "./format.ts";
import { formatNumber, toSignificant } from "./format-number.ts";
import { personaSentence } from "./persona.ts";
import type { Block, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** @param options `most`: of each list; default 10 */
export function backlogView(
  { needs, value, tests, segments, tooFew }: Backlog,
  project: ProjectInfo,
  options: ViewOptions & { readonly most?: number },
): View {
  const { locale, most = 10 } = options;
  const words = backlogWordsFor(locale);
  const count = (n: number): string => formatNumber(n, 0);
  const by = textFor(metricOf(project, value)?.title ?? value, locale);
  const open = needs.filter((n) => n.addressed === null);
  const served = needs.filter((n) => n.addressed !== null);
  const titleOf = (strategy: string): string =>
    textFor(project.strategies?.find((s) => s.id === strategy)?.title ?? strategy, locale);
  const fact = (entry: BacklogEntry): Fact => {
    const { segmentation, segment, finding, q, addressed } = entry;
    const title = `${segmentationTitle(project, segmentation, locale)} · ${segmentTitle(project, segmentation, segment, locale)}`;
    const money = moneyCell(toSignificant(entry.worth, 3), project.currency);
    const notes = [
      words.have(count(entry.customers), formatCell(money, options), by),
      ...(entry.defining ? [words.defining] : []),
      ...(addressed === null ? [] : [words[addressed.how](titleOf(addressed.strategy))]),
    ];
    return {
      label: title,
      cells: [textCell(personaSentence({ ...finding, q }, project, locale))],
      note: notes.join(words.separator),
    };
  };
  const note = (tone: "plain" | "hint", text: string): Block => ({ kind: "note", tone, text });
  return {
    id: "backlog",
    title: words.title,
    run: project.base?.run ?? null,
    blocks: [
      ...(open.length === 0
        ? [note("plain", words.nothing)]
        : [{ kind: "facts", facts: open.slice(0, most).map(fact) } as const]),
      ...(open.length > most ? [note("hint", words.more(count(open.length - most)))] : []),
      ...(served.length === 0
        ? []
        : [
            note("plain", words.addressed),
            { kind: "facts", facts: served.slice(0, most).map(fact) } as const,
          ]),
      ...(tooFew === 0 ? [] : [note("hint", words.tooFew(count(tooFew)))]),
      note("hint", words.foot(count(tests), count(segments))),
    ],
    actions: [],
  };
}
