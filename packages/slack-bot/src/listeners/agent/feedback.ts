import type { BlockAction } from "@slack/bolt";
import type { ContextActionsBlock } from "@slack/types";
import { notice } from "../../blocks/message.ts";
import { agentMessages } from "../../messages/agent.ts";
import type { BotLocale } from "../../messages/index.ts";
import { literal, type Listening } from "../answering.ts";

const feedbackAction = "answer-feedback";

/** Two buttons below an answer in the agent view: was it right. */
export function feedbackButtons(locale: BotLocale): ContextActionsBlock {
  const words = agentMessages(locale);
  const button = (text: string, label: string, value: string) => ({
    text: { type: "plain_text", text, emoji: false } as const,
    accessibility_label: label,
    value,
  });
  return {
    type: "context_actions",
    block_id: feedbackAction,
    elements: [
      {
        type: "feedback_buttons",
        action_id: feedbackAction,
        positive_button: button(words.right, words.rightLabel, "right"),
        negative_button: button(words.wrong, words.wrongLabel, "wrong"),
      },
    ],
  };
}

/** What is said of an answer goes to the log, without what was asked; whoever says it is told what to do next. */
export function registerFeedback({ app, services, localeOf }: Listening): void {
  app.action<BlockAction>(feedbackAction, async ({ ack, action, body, client, respond }) => {
    await ack();
    const right = "value" in action && action.value === "right";
    services.log.info("answer-feedback", { right });
    const words = agentMessages(await localeOf(client, body.user.id));
    const message = notice(right ? words.noted : words.notedWrong, services.log);
    await respond({ ...message, ...literal, response_type: "ephemeral", replace_original: false });
  });
}
