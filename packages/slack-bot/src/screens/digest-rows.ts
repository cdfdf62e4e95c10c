/** Digests as they come to somebody: when, when next, and a way to change or stop each. */
import { textFor } from "@clientele/core/language";
import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import { context, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn, oneLine, truncate } from "../blocks/text.ts";
import type { Listed } from "../digests/listed.ts";
import { nextWords, scheduleWords } from "../digests/schedule-words.ts";
import { digestMessages } from "../messages/digests.ts";
import type { BotLocale } from "../messages/index.ts";

export const digestAddAction = "digest:add";
export const digestRowAction = "digest:row";

export type DigestRow = Listed & {
  /** Where it goes, as people call it; `null` for whoever reads the row. */
  readonly toName: string | null;
};

/** What a row's menu does with a subscription. */
export type RowDeed = { readonly does: "change" | "stop"; readonly id: string };

/** @example readRowDeed("stop:4f6a") // => { does: "stop", id: "4f6a" } */
export function readRowDeed(value: string | undefined): RowDeed | null {
  const [, does, id] = /^(change|stop):([\w-]{1,60})$/.exec(value ?? "") ?? [];
  return (does === "change" || does === "stop") && id !== undefined ? { does, id } : null;
}

/** @param most rows that are shown; the rest is counted */
export function digestRows(
  rows: readonly DigestRow[],
  now: Date,
  locale: BotLocale,
  most = 10,
): readonly KnownBlock[] {
  const shown = rows.slice(0, most).map((row) => rowBlock(row, now, locale));
  const more = rows.length - shown.length;
  return [...shown, ...(more > 0 ? [context(`+ ${more}`)] : [])];
}

function rowBlock(row: DigestRow, now: Date, locale: BotLocale): SectionBlock {
  const messages = digestMessages(locale);
  const { digest, cron, timezone, subscription, toName } = row;
  const title = textFor(digest.title, locale);
  const next = nextWords(cron, timezone, now, locale);
  const when = [
    `${scheduleWords(cron, locale)} (${timezone})`,
    ...(next === null ? [] : [messages.next(next)]),
    ...(subscription === null ? [messages.fromFile] : []),
  ].join(" · ");
  const name = [
    `*${escapeMrkdwn(title).replaceAll("*", "∗")}*`,
    ...(toName === null ? [] : [escapeMrkdwn(toName)]),
  ].join(" · ");
  const [section] = sections([`${name}\n${escapeMrkdwn(when)}`]);
  if (section === undefined) throw new Error("unreachable: a row has words");
  if (subscription === null) return section;
  const { id } = subscription;
  return {
    ...section,
    block_id: `digest-${id}`,
    accessory: {
      type: "overflow",
      action_id: digestRowAction,
      options: [
        { text: plain(messages.change), value: `change:${id}` },
        { text: plain(messages.stop), value: `stop:${id}` },
      ],
    },
  };
}

/** Begins a subscription. @param digest the one that the form begins with */
export const addDigestButton = (locale: BotLocale, digest = ""): Button => ({
  type: "button",
  action_id: digestAddAction,
  text: plain(digestMessages(locale)[digest === "" ? "add" : "subscribe"]),
  ...(digest === "" ? {} : { value: truncate(digest, 150) }),
});

const plain = (text: string) =>
  ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;
