import type { Viewer } from "@clientele/core";
import { formatCell, mask, type View } from "@clientele/core/views";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { renderView, type FormatCell } from "../blocks/render-view.ts";
import { messagesFor, type BotLocale, type Messages } from "../messages/index.ts";

/** Who asks: what they may see depends on it, and the language. */
export type Asker = {
  readonly user: string;
  readonly channel: string;
  /** The thread that the answer goes to; left out where there is none. */
  readonly thread?: string;
  /** The channel beside the agent view. */
  readonly beside?: string;
  readonly locale: BotLocale;
  /** What they may see where the answer goes: every question about customers takes it along. */
  readonly viewer: Viewer;
  /** Whom they can ask for more access, as people call them. */
  readonly ask?: string | undefined;
  /** Where it was asked; left out where nobody asked. */
  readonly slack?: { readonly client: WebClient; readonly place: string };
  /** Whether an owner's address is nobody's in this Slack; asked where `access.yaml` goes by owners. */
  readonly ownerIsNobody?: (owner: string) => Promise<boolean>;
};

/** An answer before it is sealed: what a notification shows, the blocks, and whom it is about. */
export type Reply = {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Ids of the customers shown, for the audit log. */
  readonly customers: readonly string[];
  /** There is nothing that the asker may see. */
  readonly nothing?: true;
};

/** What the makers of replies share. */
export type Reading = {
  readonly asker: Asker;
  readonly messages: Messages;
  readonly format: FormatCell;
  /** How views are told to this asker: language, and the day from which a year goes without saying. */
  readonly told: { readonly locale: BotLocale; readonly today: string };
  /** The view as this asker may see it. */
  readonly masked: (view: View) => View;
};

/** @param today ISO */
export const readingOf = (
  asker: Asker,
  today = new Date().toISOString().slice(0, 10),
): Reading => ({
  asker,
  messages: messagesFor(asker.locale),
  told: { locale: asker.locale, today },
  format: (cell) => formatCell(cell, { locale: asker.locale, today }),
  masked: (view) => mask(view, asker.viewer),
});

/** A reply that shows a view, and below it what is given. */
export function viewReply(
  reading: Reading,
  view: View,
  text: string,
  customers: readonly string[],
  below: readonly KnownBlock[] = [],
): Reply {
  return { text, blocks: [...renderView(view, reading.format), ...below], customers };
}
