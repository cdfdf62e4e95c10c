/** Posts a message that is known again by its key. */
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { literal } from "../listeners/answering.ts";
import { reading, untilDone } from "./slack.ts";

/** The type of the metadata that our messages carry. */
const eventType = "clientele_digest";

export type Post = {
  readonly channel: string;
  /** The message in whose thread it is. */
  readonly thread: string | null;
  readonly key: string;
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** The message is not older. */
  readonly since: Date;
};

/**
 * @param unsure whether an earlier attempt may have posted it
 * @returns the message's time stamp
 */
export const postOnce = (client: WebClient, post: Post, unsure: boolean): Promise<string> =>
  untilDone(
    async () => {
      const { channel, thread, key, text, blocks } = post;
      const posted = await client.chat.postMessage({
        channel,
        text,
        blocks,
        ...literal,
        ...(thread === null ? {} : { thread_ts: thread }),
        metadata: { event_type: eventType, event_payload: { key } },
      });
      return posted.ts ?? "";
    },
    () => find(client, post),
    unsure,
  );

/** Slack's clock and ours may differ by so much, in seconds. */
const clockError = 300;
const mostPages = 10;

/** The time stamp of the message with this key, where it is there. */
async function find(client: WebClient, post: Post): Promise<string | null> {
  const { channel, thread, key, since } = post;
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const asked = {
      channel,
      limit: 200,
      include_all_metadata: true,
      oldest: String(Math.floor(since.getTime() / 1000) - clockError),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const found = await reading(() =>
      thread === null
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: thread }),
    );
    const message = found.messages?.find((m) => keyOf(m.metadata) === key);
    if (message?.ts !== undefined) return message.ts;
    cursor = found.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return null;
  }
  return null;
}

type Metadata = { readonly event_type?: string; readonly event_payload?: object };

const keyOf = (metadata: Metadata | undefined): unknown =>
  metadata?.event_type === eventType &&
  metadata.event_payload !== undefined &&
  "key" in metadata.event_payload
    ? metadata.event_payload.key
    : undefined;
