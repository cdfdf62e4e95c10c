import type { KnownBlock, ModalView } from "@slack/types";
import { seal } from "../../blocks/message.ts";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { messagesFor, type BotLocale } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import { deedButton } from "../../screens/card-deeds.ts";
import { modal, openingModal } from "../../screens/modal.ts";
import type { Reading } from "../../ask/reply.ts";
import type { Doing } from "./doing.ts";
import { readingFor } from "./reading-for.ts";
import { answerPress } from "./respond.ts";

/** What a modal shows once it is made, or what to say instead. */
export type Made = ModalView | { readonly instead: readonly KnownBlock[] };

/**
 * Opens a modal at once, because a trigger lives three seconds, and puts into it what is made meanwhile. Where Slack does not
 * open it in time, the presser is told and can try again.
 *
 * @param title of the modal while it is being made
 */
export async function openModal(
  doing: Doing,
  title: (locale: BotLocale) => string,
  make: (reading: Reading) => Promise<Made>,
): Promise<void> {
  const { listening, from, body, deed, pressed, respond } = doing;
  const { services } = listening;
  const reading = await readingFor(listening, from);
  const { locale } = reading.asker;
  const messages = screenMessages(locale);
  // What fails here is told below, once there is something to tell it in.
  const making = make(reading).catch((error: unknown): Made => {
    services.log.error("screen-failed", error, { screen: deed.do });
    return { instead: sections([escapeMrkdwn(messagesFor(locale).failed)]) };
  });
  const waiting = openingModal(title(locale), messages.close, messages.opening);
  const open = body.view?.type === "modal" ? from.client.views.push : from.client.views.open;
  try {
    const opened = await open({ trigger_id: body.trigger_id, view: waiting });
    const made = await making;
    const view =
      "instead" in made
        ? modal({
            callback: "told",
            title: title(locale),
            close: messages.close,
            blocks: made.instead,
          })
        : made;
    await from.client.views.update({ view_id: opened.view?.id ?? "", view });
  } catch (error) {
    services.log.error("modal-failed", error, { screen: deed.do });
    if (body.view !== undefined) return;
    const again = deedButton(messages.retry, deed);
    const told = sections([escapeMrkdwn(messages.slackSilent)]);
    const message = seal(
      messages.slackSilent,
      [...told, { type: "actions", block_id: "retry", elements: [again] }],
      services.log,
    );
    // The message with the button stays: the words come beside it.
    await answerPress(respond, { ...pressed, alone: false }, message);
  }
}

/** A sentence instead of a modal's content. */
export const sentence = (text: string): Made => ({ instead: sections([escapeMrkdwn(text)]) });
