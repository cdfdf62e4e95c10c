/** An answer where others read along: what all of them may see for all, the rest for whoever asked. */
import { sameSight } from "@clientele/core";
import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import { answered, type Told } from "../ask/answer.ts";
import { askedIn } from "../ask/question.ts";
import { seal, type Message } from "../blocks/message.ts";
import { context, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn, oneLine } from "../blocks/text.ts";
import { messagesFor, type Messages } from "../messages/index.ts";
import { askerOf, type From, type Listening } from "./answering.ts";

/** The buttons' `action_id`s; what was asked is in their value. */
export const aloneAction = "answer-alone";
export const keepAction = "keep-in-direct";

/** A button holds 2,000 characters, and longer texts are not questions. */
const longest = 200;

export type ChannelAnswer = {
  /** For everybody in the channel. */
  readonly open: Message | null;
  /** For whoever asked. */
  readonly alone: Message | null;
};

/**
 * What is said in a channel to a text.
 *
 * Where every member may see all that the asker may, that is the answer. Where not, all read what all may see, or that it cannot be
 * answered here: in the same words whether there is nothing or nothing that may be shown.
 */
export async function answerInChannel(
  listening: Listening,
  from: From,
  text: string,
): Promise<ChannelAnswer> {
  const { services } = listening;
  const who = await askerOf(listening, from);
  if ("refusal" in who) return { open: null, alone: who.refusal };
  const { asker } = who;
  const question = askedIn(text);
  // What comes to somebody is theirs to read.
  if (question.kind === "digests")
    return { open: null, alone: (await answered(services, asker, question)).message };
  const least = await services.access.least(from.client, from.channel, asker.viewer);
  if (question.kind === "help" || sameSight(asker.viewer, least)) {
    const told = await answered(services, asker, question);
    spoke(listening, from, told);
    return { open: told.message, alone: null };
  }
  const messages = messagesFor(asker.locale);
  const forAll = await answered(services, { ...asker, viewer: least }, question);
  if (forAll.nothing)
    return { open: refusalHere(listening, messages, asker.ask, text), alone: null };
  spoke(listening, from, forAll);
  const own = await answered(services, asker, question);
  if (JSON.stringify(own.message) === JSON.stringify(forAll.message))
    return { open: forAll.message, alone: null };
  return { open: forAll.message, alone: withKeep(listening, own.message, messages, text) };
}

/** What everybody read of one customer is what the channel speaks of. */
function spoke({ services }: Listening, { channel }: From, { customers }: Told): void {
  const [customer, ...others] = customers;
  if (customer !== undefined && others.length === 0) services.asking.speak(channel, customer);
}

/** An answer to somebody alone, with a way to keep it: what only one person sees in a channel is gone with the next reload. */
export function withKeep(
  { services }: Listening,
  message: Message,
  messages: Messages,
  text: string,
): Message {
  const keep = button(keepAction, messages.keepInDirect, text);
  return seal(message.text, [...message.blocks, keep], services.log);
}

function refusalHere(
  { services }: Listening,
  messages: Messages,
  ask: string | undefined,
  text: string,
): Message {
  const blocks: readonly KnownBlock[] = [
    ...sections([escapeMrkdwn(messages.notHere)]),
    button(aloneAction, messages.onlyToMe, text),
    ...(ask === undefined ? [] : [context(messages.notHereAsk(ask))]),
  ];
  return seal(messages.notHere, blocks, services.log);
}

function button(action: string, label: string, text: string): ActionsBlock {
  const element: Button = {
    type: "button",
    action_id: action,
    text: { type: "plain_text", text: oneLine(label), emoji: false },
    value: text.slice(0, longest).toWellFormed() || "?",
  };
  return { type: "actions", block_id: action, elements: [element] };
}
