import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { writeActionValue } from "../ask/action-value.ts";
import { askPrefix, type Choice } from "../blocks/buttons.ts";
import { oneLine, truncate } from "../blocks/text.ts";
import type { ScreenMessages } from "../messages/screens.ts";
import { deedPrefix, writeDeed, type Deed } from "./deed.ts";

/** Whom a card is about, and the run that it was made from. */
export type OnCard = { readonly customer: string; readonly run: string };

/** Slack's limit of an overflow option's value. */
const longestValue = 150;

/** `[Next step] [Why?] [More ▾]` below a card. @param asked the questions that the card offers, the one after "Why?" goes into More */
export function cardDeeds(
  { customer, run }: OnCard,
  asked: readonly Choice[],
  messages: ScreenMessages,
): ActionsBlock[] {
  const [why, ...others] = asked;
  const option = (label: string, value: string) => ({ text: plain(label), value });
  const of = (does: Deed["do"]) => writeDeed({ do: does, customer, run });
  const options = [
    option(messages.logContact, of("contact")),
    option(messages.watch, of("watch")),
    option(messages.history, of("history")),
    option(messages.wrongSegment, of("dispute")),
    ...others.map(({ label, question }) => option(label, writeActionValue(question))),
  ].filter(({ value }) => value.length <= longestValue);
  const more: Overflow = {
    type: "overflow",
    action_id: `${deedPrefix}more`,
    options: options.slice(0, 5),
  };
  return [
    {
      type: "actions",
      block_id: "card",
      elements: [
        deedButton(messages.nextStep, { do: "step", customer, run }),
        ...(why === undefined ? [] : [askButton(why)]),
        ...(options.length === 0 ? [] : [more]),
      ],
    },
  ];
}

/** `[Next step] [This is wrong]` below a why, and the way back. */
export function whyDeeds(
  { customer, run }: OnCard,
  back: Choice,
  messages: ScreenMessages,
): ActionsBlock[] {
  return [
    {
      type: "actions",
      block_id: "why",
      elements: [deedButton(messages.nextStep, { do: "step", customer, run }), askButton(back)],
    },
  ];
}

/** A button that does something with a customer. */
export const deedButton = (label: string, deed: Deed): Button => ({
  type: "button",
  action_id: `${deedPrefix}${deed.do}`,
  text: plain(label),
  value: writeDeed(deed),
});

const askButton = ({ label, question }: Choice): Button => ({
  type: "button",
  action_id: `${askPrefix}card:0`,
  text: plain(label),
  value: writeActionValue(question),
});

const plain = (text: string) =>
  ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;
