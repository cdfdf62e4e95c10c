import type { NoticeRecord } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import { isFinal } from "../digests/deliver.ts";
import { postOnce } from "../digests/post-once.ts";
import { reading as asking, Later } from "../digests/slack.ts";
import type { Slack, Slacks } from "../install/slacks.ts";
import type { Listening } from "../listeners/answering.ts";
import { readingFor } from "../listeners/screens/reading-for.ts";
import { lookForChanges } from "./look-for-changes.ts";
import { noticeMessage } from "./notice-message.ts";

/** How often is looked, in milliseconds. */
const period = 5000;

/**
 * Tells people what they watch and how their reports ended, until it is stopped. What has to be told is written down first, so
 * that it is told once through restarts and several instances: what was begun and not ended is looked for before it is sent
 * again.
 *
 * @param slacks the workspaces that the bot is in
 * @param lease how long a message is kept from other instances without a sign of life, in milliseconds
 * @returns ends it, and resolves when what is under way has ended
 */
export function startNotices(
  listening: Listening,
  slacks: Slacks,
  lease: number,
): () => Promise<void> {
  const { services } = listening;
  const { notices } = services.state;
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
    for (const slack of await slacks.all())
      // What fails in one workspace keeps no other one waiting.
      await lookIn(slack).catch((error: unknown) => services.log.error("notices-failed", error));
  }
  async function lookIn(slack: Slack): Promise<void> {
    const { place, client } = slack;
    await lookForChanges(services, client, place);
    const poster = await slacks.digests(place);
    if (poster === null) return;
    for (;;) {
      if (stopped) return;
      const now = new Date();
      const [notice] = await notices.take(place, now, new Date(now.getTime() - lease), 1);
      if (notice === undefined) return;
      const beat = setInterval(
        () => void notices.keep(notice.id, new Date()).catch(beatFailed),
        lease / 3,
      );
      try {
        await send(listening, slack, poster, notice);
      } catch (error) {
        services.log.error("notice-not-sent", error);
        // Slack's own refusal stays one: the person is gone, or takes no messages. The rest is tried again.
        if (!isFinal(error)) {
          if (error instanceof Later) return;
          continue;
        }
      } finally {
        clearInterval(beat);
      }
      await notices.sent(notice.id, new Date());
    }
  }
  const beatFailed = (error: unknown): void => services.log.error("notice-lease", error);
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}

/** @throws Refused, Later, or what keeps it from being made */
async function send(
  listening: Listening,
  { client }: Slack,
  poster: WebClient,
  { id, actor, about, at, again }: NoticeRecord,
): Promise<void> {
  const user = actor.replace(/^slack:/, "");
  const reading = await readingFor(listening, { client, user, channel: "" });
  const message = await noticeMessage(listening.services, reading, about);
  if (message === null) return;
  const { channel } = await asking(() => poster.conversations.open({ users: user }));
  const place = { channel: channel?.id ?? user, thread: null, since: new Date(at) };
  await postOnce(poster, { ...place, ...message, key: `notice:${id}` }, again);
}
