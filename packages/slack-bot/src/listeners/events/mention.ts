import { readQuestion } from "../../ask/question.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { withoutMentions } from "./mentions.ts";

/** `@clientele acme`, answered in the message's thread. */
export function registerMention(listening: Listening): void {
  listening.app.event("app_mention", async ({ event, body, client, say }) => {
    if (event.user === undefined || !(await listening.services.state.firstSeen(body.event_id)))
      return;
    const from = { client, user: event.user, channel: event.channel };
    const message = await answerFor(listening, from, readQuestion(withoutMentions(event.text)));
    await say({ ...message, ...literal, thread_ts: event.thread_ts ?? event.ts });
  });
}
