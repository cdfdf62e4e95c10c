import type { BlockAction } from "@slack/bolt";
import { readActionValue } from "../../ask/action-value.ts";
import { askPrefix, pickAction, searchAction } from "../../blocks/buttons.ts";
import { notice } from "../../blocks/message.ts";
import { messagesFor } from "../../messages/index.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { answerModal, loadingModal } from "../views/modals.ts";

const asks = new RegExp(`^(${askPrefix}.*|${pickAction}|${searchAction})$`, "s");

/**
 * A button or a select of one of our messages. The answer takes the message's place where only the presser sees it; in a
 * channel it goes to the presser alone, so that nobody's message changes under them.
 */
export function registerPress(listening: Listening): void {
  listening.app.action<BlockAction>(asks, async ({ ack, body, action, client, respond }) => {
    await ack();
    const channel = body.channel?.id ?? "";
    const question = readActionValue(valueOf(action));
    const from = { client, user: body.user.id, channel };
    const locale = await listening.localeOf(client, body.user.id);
    // The home stays as it is: what is asked there is answered in a modal, which must open at once.
    const opened =
      body.view?.type === "home"
        ? await client.views.open({ trigger_id: body.trigger_id, view: loadingModal(locale) })
        : undefined;
    const message =
      question === null
        ? notice(messagesFor(locale).outdated, listening.services.log)
        : await answerFor(listening, from, question);
    if (body.view !== undefined) {
      const viewId = opened?.view?.id ?? body.view.id;
      await client.views.update({ view_id: viewId, view: answerModal(message, locale) });
      return;
    }
    const container: Readonly<Record<string, unknown>> = body.container;
    const alone = container["is_ephemeral"] === true || channel.startsWith("D");
    const thread = container["thread_ts"];
    await respond({
      ...message,
      ...literal,
      ...(alone ? {} : { response_type: "ephemeral" }),
      replace_original: alone,
      ...(typeof thread === "string" && !alone ? { thread_ts: thread } : {}),
    });
  });
}

type Pressed = BlockAction["actions"][number];

function valueOf(action: Pressed): string | undefined {
  if (action.type === "button") return action.value;
  if (action.type === "static_select" || action.type === "external_select")
    return action.selected_option?.value;
  return undefined;
}
