import type { Home, ProjectInfo } from "@clientele/core/host";
import {
  changedRow,
  dueRow,
  formatDate,
  formatNumber,
  ownSegmentsView,
  type Cell,
} from "@clientele/core/views";
import type { Button, HomeView, KnownBlock, SectionBlock } from "@slack/types";
import { writeActionValue } from "../ask/action-value.ts";
import type { Reading } from "../ask/reply.ts";
import { askPrefix } from "../blocks/buttons.ts";
import { fitToLimits } from "../blocks/fit-to-limits.ts";
import { context, renderView, sections } from "../blocks/render-view.ts";
import { segmentSelect } from "../blocks/segment-choice.ts";
import { escapeMrkdwn, oneLine } from "../blocks/text.ts";
import { screenMessages, type ScreenMessages } from "../messages/screens.ts";
import { deedButton } from "./card-deeds.ts";

/** Who somebody is among owners: what customers' `owner` may hold for them. */
export type OwnerNames = { readonly names: readonly string[]; readonly email: string | null };

/** Buttons of the home itself. */
export const homeMore = "home:more";
export const homeLookUp = "home:look-up";

/** As many as the engine gives of a list. */
const mostRows = 40;

/** A view holds a hundred blocks. */
const mostBlocks = 95;

/**
 * The home: what is due first, then what changed, where the customers are, and what else is shown. No greeting.
 *
 * @param further sections of other screens, above the day of the data
 */
export function homeView(
  home: Home,
  project: ProjectInfo,
  reading: Reading,
  owner: OwnerNames,
  further: readonly KnownBlock[],
): HomeView {
  const screen: Screen = { home, project, reading, messages: screenMessages(reading.asker.locale) };
  const { messages } = screen;
  const blocks = [
    ...(home.customers === 0
      ? nobodyBlocks(screen, owner)
      : [...dueBlocks(screen), ...changedBlocks(screen), ...segmentBlocks(screen)]),
    ...further,
    ...lookUpBlocks(screen),
    context(messages.homeDataTo(formatDate(home.base.asOf, reading.told))),
  ];
  return { type: "home", callback_id: "home", blocks: fitToLimits(blocks).slice(0, mostBlocks) };
}

type Screen = {
  readonly home: Home;
  readonly project: ProjectInfo;
  readonly reading: Reading;
  readonly messages: ScreenMessages;
};

const plain = (text: string) => ({ type: "plain_text", text, emoji: false }) as const;
const heading = (text: string): KnownBlock => ({ type: "header", text: plain(text) });
const count = (n: number): string => formatNumber(n, 0);

function nobodyBlocks({ messages }: Screen, { names, email }: OwnerNames): readonly KnownBlock[] {
  const told = email === null ? messages.homeNoEmail : messages.homeNobody(names.slice(0, 2));
  return sections([escapeMrkdwn(told)]);
}

function dueBlocks(screen: Screen): readonly KnownBlock[] {
  const { home, project, reading, messages } = screen;
  const { due, dueTotal, overdueTotal, base } = home;
  if (dueTotal === 0) return sections([escapeMrkdwn(nothingDue(screen))]);
  const rows = due.map((row): SectionBlock => {
    const { customer, step } = row;
    const name = nameOf(screen, dueRow(row, project, reading.told));
    const { strategy, action } = step;
    const button = deedButton(messages.log, {
      do: "step",
      customer: customer.id,
      run: base.run,
      strategy,
      action,
    });
    return {
      ...line(screen, dueRow(row, project, reading.told)),
      accessory: { ...button, accessibility_label: messages.logFor(name) },
    };
  });
  const more = dueTotal - due.length;
  const button: Button = {
    type: "button",
    action_id: homeMore,
    text: plain(messages.showMore(count(more))),
  };
  const rest: readonly KnownBlock[] =
    more > 0 && due.length < mostRows
      ? [{ type: "actions", block_id: "home-more", elements: [button] }]
      : [];
  return [heading(messages.homeDue(count(dueTotal), count(overdueTotal))), ...rows, ...rest];
}

function nothingDue({ home, project, reading, messages }: Screen): string {
  const { next } = home;
  if (next === null) return messages.homeNothingDue;
  const screen = { home, project, reading, messages };
  const name = nameOf(screen, dueRow(next, project, reading.told));
  const told =
    next.step.due === null
      ? messages.homeNextUndated(name)
      : messages.homeNext(formatDate(next.step.due, reading.told), name);
  return `${messages.homeNothingDue} ${told}`;
}

function changedBlocks(screen: Screen): readonly KnownBlock[] {
  const { home, project, reading, messages } = screen;
  const { changed } = home;
  if (changed === null) return [context(messages.homeNothingEarlier)];
  const since = formatDate(changed.since, reading.told);
  const own = count(home.customers);
  if (changed.total === 0) return [context(messages.homeUnchanged(own, since))];
  const rows = changed.rows.map((row, i): SectionBlock => {
    const cells = changedRow(row, project, reading.told);
    return {
      ...line(screen, cells),
      accessory: {
        type: "button",
        action_id: `${askPrefix}changed:${i}`,
        text: plain(messages.openCard),
        accessibility_label: messages.cardOf(nameOf(screen, cells)),
        value: writeActionValue({ kind: "card", customer: row.customer.id }),
      },
    };
  });
  return [heading(messages.homeChanged(count(changed.total), own, since)), ...rows];
}

function segmentBlocks({ home, project, reading, messages }: Screen): readonly KnownBlock[] {
  return [
    heading(messages.homeSegments(count(home.customers))),
    ...renderView(reading.masked(ownSegmentsView(home, project, reading.told)), reading.format),
  ];
}

function lookUpBlocks({ project, reading, messages }: Screen): readonly KnownBlock[] {
  const [select] = segmentSelect(project, reading.asker, reading.messages);
  return [
    {
      type: "actions",
      block_id: "home-look-up",
      elements: [
        { type: "button", action_id: homeLookUp, text: plain(messages.homeLookUp) },
        ...(select?.elements ?? []),
      ],
    },
  ];
}

/** A row as one line, as its reader may see it. */
function line({ home, reading }: Screen, cells: readonly Cell[]): SectionBlock {
  const view = reading.masked({
    id: "row",
    title: "",
    run: home.base.run,
    blocks: [{ kind: "table", columns: [], rows: [cells] }],
    actions: [],
  });
  const [section] = renderView(view, reading.format);
  if (section?.type !== "section") throw new Error("unreachable: a row is a section");
  return section;
}

/** The name in the first cell, as its reader may see it. */
function nameOf({ home, reading }: Screen, cells: readonly Cell[]): string {
  const [cell] = cells;
  if (cell === undefined) return "";
  const masked = reading.masked({
    id: "name",
    title: "",
    run: home.base.run,
    blocks: [{ kind: "facts", facts: [{ label: "", cells: [cell] }] }],
    actions: [],
  });
  const [block] = masked.blocks;
  const shown = block?.kind === "facts" ? block.facts[0]?.cells[0] : undefined;
  return shown === undefined ? "" : oneLine(reading.format(shown));
}
