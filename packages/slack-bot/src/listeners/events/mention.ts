import { literal, type Listening } from "../answering.ts";
import { answerInChannel } from "../channel-answer.ts";
import { firstSeen } from "./first-seen.ts";
import { withoutMentions } from "./mentions.ts";

/** `@clientele acme`, answered in the message's thread: to all what all may see, the rest to whoever asked. */
export function registerMention(listening: Listening): void {
  listening.app.event("app_mention", async ({ event, body, client, say }) => {
    const { user, channel } = event;
    if (user === undefined || !(await firstSeen(listening.services, body.event_id))) return;
    const from = {
      client,
      user,
      channel,
      thread: event.thread_ts ?? event.ts,
      place: body.team_id,
    };
    const { open, alone } = await answerInChannel(listening, from, withoutMentions(event.text));
    const thread = { thread_ts: event.thread_ts ?? event.ts };
    if (open !== null) await say({ ...open, ...literal, ...thread });
    // Who does not see the thread open yet would not see what is only in it.
    const inThread = event.thread_ts === undefined ? {} : thread;
    if (alone !== null)
      await client.chat.postEphemeral({ ...alone, ...literal, ...inThread, channel, user });
  });
}
