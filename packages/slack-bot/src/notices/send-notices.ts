import type { NoticeRecord } from "@clientele/core";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { literal, type Listening } from "../listeners/answering.ts";
import { readingFor } from "../listeners/screens/reading-for.ts";
import { lookForChanges } from "./look-for-changes.ts";
import { noticeMessage } from "./notice-message.ts";

/** How often is looked, and after how long what was begun and not ended is begun again, in milliseconds. */
const period = 5000;
const stale = 60_000;

const eventType = "clientele_notice";

/**
 * Tells people what they watch and how their reports ended, until it is stopped. What has to be told is written down first, so
 * that it is told once through restarts and several instances.
 *
 * @param place the Slack workspace
 * @returns ends it, and resolves when what is under way has ended
 */
export function startNotices(
  listening: Listening,
  client: WebClient,
  place: string,
): () => Promise<void> {
  const { services } = listening;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const next = (): void => {
    timer = setTimeout(() => {
      round = look()
        .catch((error: unknown) => services.log.error("notices-failed", error))
        .finally(() => {
          if (!stopped) next();
        });
    }, period);
    timer.unref();
  };
  async function look(): Promise<void> {
    await lookForChanges(services, client, place);
    const now = new Date();
    const before = new Date(now.getTime() - stale);
    for (const notice of await services.state.notices.take(place, now, before)) {
      if (stopped) return;
      await send(listening, client, notice);
    }
  }
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}

async function send(
  listening: Listening,
  client: WebClient,
  { id, actor, about, again }: NoticeRecord,
): Promise<void> {
  const { services } = listening;
  const user = actor.replace(/^slack:/, "");
  const reading = await readingFor(listening, { client, user, channel: "" });
  const message = await noticeMessage(services, reading, about);
  try {
    if (message !== null) {
      const { channel } = await client.conversations.open({ users: user });
      const direct = channel?.id ?? user;
      if (!again || !(await wasSent(client, direct, id)))
        await client.chat.postMessage({
          ...message,
          ...literal,
          channel: direct,
          metadata: { event_type: eventType, event_payload: { id } },
        });
    }
  } catch (error) {
    // Slack's own refusal stays one: the person is gone, or takes no messages. The rest is tried again.
    services.log.error("notice-not-sent", error);
    if (!(error instanceof WebAPIPlatformError)) return;
  }
  await services.state.notices.sent(id, new Date());
}

/** Whether a notice stands among the last messages already: an instance may have ended between sending and noting it. */
async function wasSent(client: WebClient, channel: string, id: number): Promise<boolean> {
  const history = await client.conversations.history({
    channel,
    limit: 100,
    include_all_metadata: true,
  });
  return (history.messages ?? []).some(({ metadata }) => {
    const payload: Readonly<Record<string, unknown>> = metadata?.event_payload ?? {};
    return metadata?.event_type === eventType && payload["id"] === id;
  });
}
