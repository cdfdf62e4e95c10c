import type { ModalView } from "@slack/types";
import type { Message } from "../../blocks/message.ts";
import { context } from "../../blocks/render-view.ts";
import { messagesFor, type BotLocale } from "../../messages/index.ts";

/** The callback of the modal that asks; its input's block and action share one name. */
export const askCallback = "look-up";
export const askInput = "customer";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false }) as const;

/** Asks for a customer. */
export function askModal(locale: BotLocale): ModalView {
  const messages = messagesFor(locale);
  return {
    type: "modal",
    callback_id: askCallback,
    title: plain(messages.lookUpTitle),
    submit: plain(messages.lookUpSubmit),
    close: plain(messages.close),
    blocks: [
      {
        type: "input",
        block_id: askInput,
        label: plain(messages.lookUpLabel),
        element: {
          type: "plain_text_input",
          action_id: askInput,
          min_length: 1,
          max_length: 200,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** Stands there while the answer is made, because a modal must answer within three seconds. */
export const loadingModal = (locale: BotLocale): ModalView => ({
  ...frame(locale),
  blocks: [context(messagesFor(locale).loading)],
});

/** An answer in a modal. */
export const answerModal = (message: Message, locale: BotLocale): ModalView => ({
  ...frame(locale),
  blocks: message.blocks,
});

function frame(locale: BotLocale) {
  const messages = messagesFor(locale);
  return {
    type: "modal",
    callback_id: "answer",
    title: plain(messages.lookUpTitle),
    close: plain(messages.close),
  } as const;
}
