import type { ContactEntry } from "@clientele/core";
import type { Explained, ProjectInfo } from "@clientele/core/host";
import { stepOf, stepView } from "@clientele/core/views";
import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import type { Reading } from "../ask/reply.ts";
import { renderView, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { screenMessages, type ScreenMessages } from "../messages/screens.ts";
import type { Deed } from "./deed.ts";
import { modal } from "./modal.ts";

export const contactCallback = "contact";
export const resultInput = "result";
export const noteInput = "note";
export const channelInput = "by";

export type Outcome = NonNullable<ContactEntry["outcome"]>;

/** What a form is about; travels in the modal's `private_metadata`. */
const about = z.object({
  /** Names this form: it is written down once. */
  form: z.string().min(1),
  customer: z.string().min(1),
  /** The name as the reader sees it. */
  name: z.string(),
  strategy: z.string().nullable(),
  action: z.string().nullable(),
  channel: z.string().nullable(),
  /** Where the card is, to be shown anew; `alone`: only the one who logs sees it. */
  card: z.object({ url: z.url(), alone: z.boolean(), channel: z.string() }).nullable(),
  /** The home is where the form was opened. */
  home: z.boolean(),
});

export type ContactForm = z.infer<typeof about>;

/** @returns `null` where the metadata is none of ours */
export function readContactForm(metadata: string): ContactForm | null {
  let json: unknown;
  try {
    json = JSON.parse(metadata);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = about.safeParse(json);
  return parsed.success ? parsed.data : null;
}

export type Filled = {
  readonly outcome: Outcome | null;
  readonly note: string | null;
  readonly channel: string | null;
};

const nothing: Filled = { outcome: null, note: null, channel: null };

/**
 * The next step of a customer with the result to log; of `contact`, only the result and the way.
 *
 * @param place where it was opened
 * @param form a name that no other form has
 */
export function contactForm(
  explained: Explained,
  project: ProjectInfo,
  reading: Reading,
  deed: Deed,
  place: Pick<ContactForm, "card" | "home"> & { readonly form: string },
): { readonly view: ModalView; readonly form: ContactForm } {
  const which =
    deed.strategy === undefined || deed.action === undefined
      ? undefined
      : { strategy: deed.strategy, action: deed.action };
  const step = deed.do === "step" ? stepOf(explained, which) : undefined;
  const told = reading.masked(stepView(explained, project, reading.told, which));
  const form: ContactForm = {
    ...place,
    customer: explained.customer.id,
    name: told.title,
    strategy: step?.strategy ?? null,
    action: step?.action ?? null,
    channel: step?.channel ?? null,
  };
  const blocks =
    deed.do === "step"
      ? renderView(told, reading.format)
      : sections([`*${escapeMrkdwn(told.title).replaceAll("*", "∗")}*`]);
  return { view: formView(form, blocks, screenMessages(reading.asker.locale)), form };
}

/** The same form with what was filled in, and why it was not saved. */
export function unsavedForm(
  form: ContactForm,
  blocks: readonly KnownBlock[],
  filled: Filled,
  messages: ScreenMessages,
): ModalView {
  const inputs = new Set([resultInput, noteInput, channelInput, unsavedBlock]);
  const told = blocks.filter((block) => !inputs.has(block.block_id ?? ""));
  const [problem] = sections([`⚠ ${escapeMrkdwn(messages.notSaved)}`]);
  const first = problem === undefined ? [] : [{ ...problem, block_id: unsavedBlock }];
  return formView(form, [...first, ...told], messages, filled, messages.retry);
}

const unsavedBlock = "unsaved";

function formView(
  form: ContactForm,
  told: readonly KnownBlock[],
  messages: ScreenMessages,
  filled: Filled = nothing,
  submit = messages.save,
): ModalView {
  return modal({
    callback: contactCallback,
    title: form.action === null ? messages.logContact : messages.nextStep,
    submit,
    close: messages.cancel,
    metadata: JSON.stringify(form),
    blocks: [
      ...told,
      resultBlock(filled.outcome, messages),
      ...(form.channel === null ? [channelBlock(filled.channel, messages)] : []),
      noteBlock(filled.note, messages),
    ],
  });
}

const plain = (text: string) => ({ type: "plain_text", text, emoji: false }) as const;

function resultBlock(outcome: Outcome | null, messages: ScreenMessages): KnownBlock {
  const options = Object.entries(messages.results).map(([value, label]): PlainTextOption => ({
    text: plain(label),
    value,
    ...(value === "do_not_contact" ? { description: plain(messages.refusalHint) } : {}),
  }));
  const chosen = options.find(({ value }) => value === outcome);
  return {
    type: "input",
    block_id: resultInput,
    label: plain(messages.result),
    element: {
      type: "radio_buttons",
      action_id: resultInput,
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

function channelBlock(channel: string | null, messages: ScreenMessages): KnownBlock {
  const options = Object.entries(messages.channels).map(([value, label]): PlainTextOption => ({
    text: plain(label),
    value,
  }));
  const chosen = options.find(({ value }) => value === channel);
  return {
    type: "input",
    block_id: channelInput,
    optional: true,
    label: plain(messages.channel),
    element: {
      type: "static_select",
      action_id: channelInput,
      placeholder: plain(messages.chooseChannel),
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

const noteBlock = (note: string | null, messages: ScreenMessages): KnownBlock => ({
  type: "input",
  block_id: noteInput,
  optional: true,
  label: plain(messages.note),
  element: {
    type: "plain_text_input",
    action_id: noteInput,
    multiline: true,
    max_length: 2000,
    ...(note === null || note === "" ? {} : { initial_value: note }),
  },
});
