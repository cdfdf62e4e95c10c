/** Sends and updates what is said about a request. */
import type { PublishPost, PublishRequest } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import { isFinal } from "../digests/deliver.ts";
import { postOnce } from "../digests/post-once.ts";
import { reading, Refused } from "../digests/slack.ts";
import { channelNamed } from "../digests/target.ts";
import { literal } from "../listeners/answering.ts";
import { authorPost } from "./advance.ts";
import { contentOf } from "./content.ts";
import type { Work } from "./work.ts";

/** Posts what is due, and updates cards that show an earlier version. @throws Later, NotNow */
export async function sendPosts(work: Work, request: PublishRequest): Promise<void> {
  const { posts } = work.services.state.requests;
  const all = await posts.of(request.id);
  // Cards come first: what stands below them needs to know where they are.
  for (const post of all.filter(({ kind }) => kind === "card")) await send(work, request, post);
  for (const post of await posts.of(request.id))
    if (post.kind !== "card") await send(work, request, post);
}

async function send(work: Work, request: PublishRequest, post: PublishPost): Promise<void> {
  const { services } = work;
  const { posts } = services.state.requests;
  try {
    if (post.stage === "due" || post.stage === "posting") await sendNew(work, request, post);
    else if (post.stage === "posted" && post.kind === "card" && post.shown < request.version)
      await update(work, request, post);
  } catch (error) {
    if (!isFinal(error)) throw error;
    services.log.warn("request-not-told", {
      request: request.id,
      kind: post.kind,
      why: error.reason,
    });
    await posts.step(post, { stage: "failed", why: error.reason });
  }
}

async function sendNew(work: Work, request: PublishRequest, post: PublishPost): Promise<void> {
  const { client, services } = work;
  const { posts } = services.state.requests;
  const place = await placeOf(work, request, post);
  const content = place === null ? null : await contentOf(work, request, post, place);
  if (place === null || content === null) {
    await posts.step(post, { stage: "failed", why: "nobody" });
    return;
  }
  const { channel, thread } = place;
  const unsure = post.stage === "posting";
  await posts.step(post, { stage: "posting", channel });
  const since = new Date(post.at);
  const ts = await postOnce(client, { channel, thread, key: post.key, since, ...content }, unsure);
  await posts.step(post, { stage: "posted", ts, shown: request.version });
}

export type PostPlace = {
  readonly channel: string;
  readonly thread: string | null;
  /** Who reads it; `null` in a channel. */
  readonly user: string | null;
};

/** @returns `null` where there is nobody, or no card to stand below */
async function placeOf(
  work: Work,
  request: PublishRequest,
  { recipient, kind, channel }: PublishPost,
): Promise<PostPlace | null> {
  const { client, services } = work;
  if (kind.startsWith("again:")) {
    const cards = await services.state.requests.posts.of(request.id);
    const card = cards.find((p) => p.kind === "card" && p.recipient === recipient);
    if (card === undefined || card.channel === null || card.ts === null) return null;
    return { channel: card.channel, thread: card.ts, user: userIn(recipient) };
  }
  const user =
    recipient === authorPost
      ? await services.deciders.userOf(client, request.author)
      : userIn(recipient);
  if (recipient === authorPost && user === null) return null;
  if (user === null) {
    const named = recipient.startsWith("#");
    const to = named ? await channelNamed(client, recipient.slice(1)) : recipient;
    return { channel: channel ?? to, thread: null, user: null };
  }
  return { channel: channel ?? (await directOf(client, user)), thread: null, user };
}

/** A recipient is a person, or a channel by id or name. */
const userIn = (recipient: string): string | null => (/^[UW]/.test(recipient) ? recipient : null);

async function directOf(client: WebClient, user: string): Promise<string> {
  const opened = await reading(() => client.conversations.open({ users: user }));
  return opened.channel?.id ?? user;
}

async function update(work: Work, request: PublishRequest, post: PublishPost): Promise<void> {
  const { client, services } = work;
  const { channel, ts, recipient } = post;
  if (channel === null || ts === null) return;
  const place = { channel, thread: null, user: userIn(recipient) };
  const content = await contentOf(work, request, post, place);
  if (content === null) return;
  const { posts } = services.state.requests;
  try {
    await reading(() => client.chat.update({ channel, ts, ...content, ...literal }));
  } catch (error) {
    if (!(error instanceof Refused) || !isGone(error)) throw error;
    // Somebody deleted the card: who has to decide gets another one.
    const again = request.stage === "waiting" ? "due" : "failed";
    await posts.step(post, { stage: again, ts: null, channel: null, why: error.reason });
    return;
  }
  await posts.step(post, { shown: request.version });
}

const isGone = ({ reason }: Refused): boolean =>
  reason === "message_not_found" || reason === "channel_not_found";
