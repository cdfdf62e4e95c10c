import { notice } from "../../blocks/message.ts";
import { messagesFor } from "../../messages/index.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { withoutMentions } from "../events/mentions.ts";
import { askModal } from "../views/modals.ts";

/** As the manifest names them. */
const lookUpShortcut = "look_up";
const lookUpMessage = "look_up_message";

/** From anywhere: a modal that asks for the customer. On a message: its text is looked up, for the asker alone. */
export function registerLookUp(listening: Listening): void {
  const { app, services, localeOf } = listening;

  app.shortcut({ callback_id: lookUpShortcut, type: "shortcut" }, async ({ ack, body, client }) => {
    await ack();
    const locale = await localeOf(client, body.user.id);
    await client.views.open({ trigger_id: body.trigger_id, view: askModal(locale) });
  });

  app.shortcut(
    { callback_id: lookUpMessage, type: "message_action" },
    async ({ ack, body, client, respond }) => {
      await ack();
      const text = withoutMentions(body.message.text ?? "");
      const locale = await localeOf(client, body.user.id);
      const from = { client, user: body.user.id, channel: body.channel.id };
      const message =
        text === ""
          ? notice(messagesFor(locale).emptyMessage, services.log)
          : await answerFor(listening, from, {
              kind: "find",
              text: text.slice(0, 200),
              then: "card",
            });
      await respond({
        ...message,
        ...literal,
        response_type: "ephemeral",
        replace_original: false,
      });
    },
  );
}
