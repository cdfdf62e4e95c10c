/** The form that subscribes to a digest, and its preview. */
import type { DigestInfo } from "@clientele/core/host";
import { textFor } from "@clientele/core/language";
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn, oneLine, truncate } from "../blocks/text.ts";
import { rhythms } from "../digests/schedule-words.ts";
import { digestMessages } from "../messages/digests.ts";
import type { BotLocale } from "../messages/index.ts";
import { digestInputs, type DigestDraft } from "./digest-draft.ts";
import { modal } from "./modal.ts";

export const digestFormCallback = "digest-form";
export const digestPreviewCallback = "digest-preview";
export const digestBackAction = "digest-back";

type Titled = Pick<DigestInfo, "name" | "title">;

/** What to subscribe to, for whom, and when; only the fields that the choices so far ask for. */
export function digestForm(
  draft: DigestDraft,
  digests: readonly Titled[],
  locale: BotLocale,
): ModalView {
  const messages = digestMessages(locale);
  const { to, every } = draft;
  const offered = digests
    .map(({ name, title }) => option(name, textFor(title, locale)))
    .filter(({ value }) => value.length <= 150)
    .slice(0, 100);
  const whom = [option("me", messages.toMe), option("channel", messages.toChannel)];
  const often = rhythms.map((rhythm) => option(rhythm, messages.rhythms[rhythm]));
  return modal({
    callback: digestFormCallback,
    title: messages.title,
    close: messages.cancel,
    submit: messages.preview,
    metadata: JSON.stringify(draft),
    blocks: [
      select(digestInputs.digest, messages.which, offered, draft.digest),
      { ...radio(digestInputs.to, messages.toWhom, whom, to), dispatch_action: true },
      ...(to === "channel" ? [conversation(draft, messages)] : []),
      { ...select(digestInputs.every, messages.every, often, every), dispatch_action: true },
      ...whenBlocks(draft, messages),
      zoneBlock(draft, messages.zone),
      quietBlock(draft, messages),
    ],
  });
}

function whenBlocks(
  { every, weekday, day, time, cron }: DigestDraft,
  messages: ReturnType<typeof digestMessages>,
): readonly KnownBlock[] {
  if (every === "cron")
    return [
      {
        type: "input",
        block_id: digestInputs.cron,
        label: plain(messages.cron),
        hint: plain(messages.cronHint),
        element: {
          type: "plain_text_input",
          action_id: digestInputs.cron,
          max_length: 100,
          ...(cron === "" ? {} : { initial_value: cron }),
        },
      },
    ];
  const days = [1, 2, 3, 4, 5, 6, 0].map((d) => option(String(d), messages.days[d] ?? ""));
  const dates = Array.from({ length: 28 }, (_, i) => option(String(i + 1), String(i + 1)));
  return [
    ...(every === "weekly"
      ? [select(digestInputs.weekday, messages.weekday, days, String(weekday))]
      : []),
    ...(every === "monthly"
      ? [
          {
            ...select(digestInputs.day, messages.day, dates, String(day)),
            hint: plain(messages.dayHint),
          },
        ]
      : []),
    {
      type: "input",
      block_id: digestInputs.time,
      label: plain(messages.time),
      element: { type: "timepicker", action_id: digestInputs.time, initial_time: time },
    },
  ];
}

/** Slack's own list of conversations: no workspace is too large for it. */
const conversation = (
  { channel }: DigestDraft,
  messages: ReturnType<typeof digestMessages>,
): KnownBlock => ({
  type: "input",
  block_id: digestInputs.channel,
  label: plain(messages.channel),
  hint: plain(messages.channelHint),
  element: {
    type: "conversations_select",
    action_id: digestInputs.channel,
    filter: { include: ["public", "private"], exclude_bot_users: true },
    ...(channel === null ? {} : { initial_conversation: channel }),
  },
});

const zoneBlock = ({ timezone }: DigestDraft, label: string): KnownBlock => ({
  type: "input",
  block_id: digestInputs.zone,
  label: plain(label),
  element: {
    type: "external_select",
    action_id: digestInputs.zone,
    min_query_length: 0,
    initial_option: option(timezone, timezone),
  },
});

function quietBlock(
  { quiet }: DigestDraft,
  messages: ReturnType<typeof digestMessages>,
): KnownBlock {
  const on = option("quiet", messages.quietOn);
  return {
    type: "input",
    block_id: digestInputs.quiet,
    optional: true,
    label: plain(messages.quiet),
    element: {
      type: "checkboxes",
      action_id: digestInputs.quiet,
      options: [on],
      ...(quiet ? { initial_options: [on] } : {}),
    },
  };
}

export type Preview = {
  /** When, to whom, since when. */
  readonly said: readonly string[];
  /** What stands in the way of it; then it cannot be saved. */
  readonly problem: string | null;
  readonly blocks: readonly KnownBlock[];
};

/** What will be sent, before anything is saved. */
export function digestPreview(
  draft: DigestDraft,
  { said, problem, blocks }: Preview,
  locale: BotLocale,
): ModalView {
  const messages = digestMessages(locale);
  const back: KnownBlock = {
    type: "actions",
    block_id: digestBackAction,
    elements: [{ type: "button", action_id: digestBackAction, text: plain(messages.back) }],
  };
  return modal({
    callback: digestPreviewCallback,
    title: messages.title,
    close: messages.cancel,
    ...(problem === null ? { submit: draft.changing ? messages.save : messages.subscribe } : {}),
    metadata: JSON.stringify(draft),
    blocks: [
      ...sections(said.map(escapeMrkdwn)),
      ...(problem === null ? [] : sections([`⚠ ${escapeMrkdwn(problem)}`])),
      back,
      ...(blocks.length === 0 ? [] : [{ type: "divider" } as const, ...blocks]),
    ],
  });
}

/** Time zones that match what is typed. @param typed any part of a zone's name, blanks for underscores */
export function zoneOptions(typed: string): readonly ReturnType<typeof option>[] {
  const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, "_");
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  return zones
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, 100)
    .map((zone) => option(zone, zone));
}

const plain = (text: string) =>
  ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;

const option = (value: string, label: string): PlainTextOption & { readonly value: string } => ({
  text: plain(label),
  value,
});

const initial = (options: readonly PlainTextOption[], value: string) => {
  const found = options.find((each) => each.value === value);
  return found === undefined ? {} : { initial_option: found };
};

const choice =
  (type: "static_select" | "radio_buttons") =>
  (
    name: string,
    label: string,
    options: readonly PlainTextOption[],
    value: string,
  ): InputBlock => ({
    type: "input",
    block_id: name,
    label: plain(label),
    element: { type, action_id: name, options: [...options], ...initial(options, value) },
  });
const select = choice("static_select");
const radio = choice("radio_buttons");
