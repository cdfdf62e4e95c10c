/** What became of a customer over the runs that are kept. */
import type { History, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { customerCell, segmentationTitle, segmentTitle, textCell } from "./cells.ts";
import { dataNote } from "./data-note.ts";
import { formatDate } from "./format-date.ts";
import { historyWordsFor } from "./history-words.ts";
import type { Block, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/** Where the customer was first, each change with its cause, and what was logged; the newest first. */
export function historyView(history: History, project: ProjectInfo, options: ViewOptions): View {
  const { customer, runs, first, moves, contacts, base } = history;
  const words = historyWordsFor(options.locale);
  const { locale } = options;
  const day = (iso: string): string => formatDate(iso, options);
  const segmentsIn = (segmentation: string, segments: readonly string[]): string =>
    segments.map((s) => segmentTitle(project, segmentation, s, locale)).join(words.comma) ||
    words.none;
  const [oldest] = runs;
  const changes = moves.toReversed().map((move): Fact => {
    const { segmentation, from, to, cause } = move;
    const way = `${segmentsIn(segmentation, from)} → ${segmentsIn(segmentation, to)}`;
    const title = segmentationTitle(project, segmentation, locale);
    return {
      label: day(move.asOf),
      cells: [textCell(`${title}${words.colon}${way}`)],
      note: words.causes[cause],
    };
  });
  const logged = contacts.toReversed().map((contact): Fact => {
    const strategy = project.strategies?.find(({ id }) => id === contact.strategy);
    const action = strategy?.actions.find(({ id }) => id === contact.action);
    const told = action === undefined ? [] : [textCell(textFor(action.do, locale))];
    const { outcome, channel } = contact;
    return {
      label: day(contact.at),
      cells: [
        ...told,
        ...(outcome === null ? [] : [textCell(words.outcomes[outcome])]),
        ...(channel === null ? [] : [textCell(channel)]),
      ],
    };
  });
  const was: readonly Fact[] =
    oldest === undefined
      ? []
      : [
          {
            label: words.since(day(oldest.asOf)),
            cells: Object.entries(first)
              .filter(([, segments]) => segments.length > 0)
              .map(([segmentation, segments]) => textCell(segmentsIn(segmentation, segments))),
          },
        ];
  const nothing = runs.length < 2 ? words.onlyRun : words.noMoves(day(oldest?.asOf ?? base.asOf));
  const blocks: readonly Block[] = [
    {
      kind: "facts",
      facts:
        changes.length === 0
          ? [{ label: "", cells: [textCell(nothing)] }]
          : [{ label: words.moved, cells: [] }, ...changes],
    },
    { kind: "facts", facts: was },
    {
      kind: "facts",
      facts:
        logged.length === 0
          ? [{ label: "", cells: [textCell(words.noContacts)] }]
          : [{ label: words.contacts, cells: [] }, ...logged],
    },
    dataNote(base.asOf, options),
  ];
  return {
    id: "history",
    title: customer.label === null ? customer.id : `${customer.label} · ${customer.id}`,
    subject: customerCell(customer, project),
    run: base.run,
    blocks,
    actions: [{ id: "card", args: { customer: customer.id }, label: wordsFor(locale).backToCard }],
  };
}
