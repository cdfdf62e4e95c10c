import { askedIn } from "../../ask/question.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { withoutMentions } from "./mentions.ts";

/** A direct message to the bot, answered where it was written. */
export function registerDirectMessage(listening: Listening): void {
  listening.app.event("message", async ({ event, body, client, say }) => {
    // Edits, joins and bots' messages have a subtype; only what a person writes is a question.
    if (event.channel_type !== "im" || event.subtype !== undefined || event.bot_id !== undefined)
      return;
    if (!(await listening.services.state.firstSeen(body.event_id))) return;
    const thread = event.thread_ts === undefined ? {} : { thread_ts: event.thread_ts };
    const from = {
      client,
      user: event.user,
      channel: event.channel,
      ...(event.thread_ts === undefined ? {} : { thread: event.thread_ts }),
    };
    const text = withoutMentions(event.text ?? "");
    const message = await answerFor(listening, from, askedIn(text));
    await say({ ...message, ...literal, ...thread });
  });
}
