import type { BlockAction } from "@slack/bolt";
import { readActionValue } from "../../ask/action-value.ts";
import { notice, seal } from "../../blocks/message.ts";
import { sections } from "../../blocks/render-view.ts";
import { buttons } from "../../blocks/buttons.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import { deedPrefix, readDeed, type Deed } from "../../screens/deed.ts";
import { answerFor, type Listening } from "../answering.ts";
import { openContact } from "./contact.ts";
import { openDispute } from "./dispute.ts";
import { openHistory } from "./history.ts";
import { watchCustomer } from "./watch.ts";
import { answerPress, pressedIn } from "./respond.ts";
import type { Doing } from "./doing.ts";

/** What each deed does; a form opens at once, the rest answers. */
const doers: Readonly<Record<Deed["do"], (doing: Doing) => Promise<void>>> = {
  step: openContact,
  contact: openContact,
  watch: watchCustomer,
  history: openHistory,
  dispute: openDispute,
};

/** Buttons and menus of cards that do something with a customer. */
export function registerDeeds(listening: Listening): void {
  const { app, services } = listening;
  app.action<BlockAction>(
    new RegExp(`^${deedPrefix}`),
    async ({ ack, body, action, client, respond }) => {
      await ack();
      const value =
        action.type === "button"
          ? action.value
          : action.type === "overflow"
            ? action.selected_option.value
            : undefined;
      const from = { client, user: body.user.id, channel: body.channel?.id ?? "" };
      const question = readActionValue(value);
      const pressed = pressedIn(body);
      if (question !== null) {
        await answerPress(respond, pressed, await answerFor(listening, from, question));
        return;
      }
      const deed = readDeed(value);
      const inMessage = body.view === undefined;
      if (deed !== null && (!inMessage || deed.run === (services.project().base?.run ?? ""))) {
        await doers[deed.do]({ listening, from, deed, body, pressed, respond });
        return;
      }
      const locale = await listening.localeOf(client, body.user.id);
      if (!inMessage) return;
      const message =
        deed === null
          ? notice(messagesFor(locale).outdated, services.log)
          : seal(
              screenMessages(locale).cardOutdated,
              [
                ...sections([escapeMrkdwn(screenMessages(locale).cardOutdated)]),
                ...buttons(
                  [
                    {
                      label: screenMessages(locale).refresh,
                      question: { kind: "card", customer: deed.customer },
                    },
                  ],
                  "refresh",
                ),
              ],
              services.log,
            );
      await answerPress(respond, pressed, message);
    },
  );
}
