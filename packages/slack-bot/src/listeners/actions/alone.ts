import type { BlockAction, ButtonAction } from "@slack/bolt";
import { askedIn } from "../../ask/question.ts";
import { notice } from "../../blocks/message.ts";
import { messagesFor } from "../../messages/index.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { aloneAction, keepAction, withKeep } from "../channel-answer.ts";

/** *Answer only to me*: by what the presser may see, whoever asked before. *Keep in DM*: the same, where it stays. */
export function registerAlone(listening: Listening): void {
  const { app, services, localeOf } = listening;

  app.action<BlockAction<ButtonAction>>(
    aloneAction,
    async ({ ack, body, action, client, respond }) => {
      await ack();
      const user = body.user.id;
      const text = action.value ?? "";
      const from = { client, user, channel: body.channel?.id ?? "" };
      const message = await answerFor(listening, from, askedIn(text));
      const kept = withKeep(listening, message, messagesFor(await localeOf(client, user)), text);
      await respond({ ...kept, ...literal, response_type: "ephemeral", replace_original: false });
    },
  );

  app.action<BlockAction<ButtonAction>>(
    keepAction,
    async ({ ack, body, action, client, respond }) => {
      await ack();
      const user = body.user.id;
      const from = { client, user, channel: "" };
      const message = await answerFor(listening, from, askedIn(action.value ?? ""));
      await client.chat.postMessage({ ...message, ...literal, channel: user });
      const { kept } = messagesFor(await localeOf(client, user));
      await respond({
        ...notice(kept, services.log),
        ...literal,
        response_type: "ephemeral",
        replace_original: true,
      });
    },
  );
}
