import { setTimeout as sleep } from "node:timers/promises";
import { askedIn } from "../../ask/question.ts";
import type { Message } from "../../blocks/message.ts";
import { seal } from "../../blocks/message.ts";
import { agentMessages } from "../../messages/agent.ts";
import type { Beside } from "../agent/beside.ts";
import { feedbackButtons } from "../agent/feedback.ts";
import type { Offered } from "../agent/offered.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { firstSeen } from "./first-seen.ts";
import { withoutMentions } from "./mentions.ts";

/** Answers that come sooner need no sign that somebody works on them, in milliseconds. */
const soon = 400;

/**
 * A direct message to the bot, answered where it was written. In a thread of the agent view the answer is streamed and asks
 * whether it was right; where Slack does not offer that, it is a message like any other.
 */
export function registerDirectMessage(
  listening: Listening,
  offered: Offered,
  beside: Beside,
): void {
  const { app, services, localeOf } = listening;
  app.event("message", async ({ event, body, client, say, sayStream, setStatus }) => {
    // Edits, joins and bots' messages have a subtype; only what a person writes is a question.
    if (event.channel_type !== "im" || event.subtype !== undefined || event.bot_id !== undefined)
      return;
    if (!(await firstSeen(services, body.event_id))) return;
    const { user, channel, thread_ts: thread } = event;
    beside.note(user, event.app_context);
    const inThread = thread === undefined ? {} : { thread };
    const answer = answerFor(
      listening,
      { client, user, channel, place: body.team_id, beside: beside.of(user), ...inThread },
      askedIn(withoutMentions(event.text ?? "")),
    );
    if (thread === undefined) {
      await say({ ...(await answer), ...literal });
      return;
    }
    const locale = await localeOf(client, user);
    const slow = await Promise.race([answer.then(() => false), sleep(soon, true, { ref: false })]);
    if (slow)
      await offered("assistant.threads.setStatus", () => setStatus(agentMessages(locale).working));
    const message = await answer;
    const blocks = [...message.blocks, feedbackButtons(locale)];
    const whole: Message = seal(message.text, blocks, services.log);
    const streamed = await offered("chat.startStream", async () => {
      const stream = sayStream({ buffer_size: 1 });
      await stream.append({ markdown_text: whole.text });
      await stream.stop({ blocks: whole.blocks });
    });
    if (!streamed) await say({ ...whole, ...literal, thread_ts: thread });
  });
}
