import { mayDo } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import type { KnownBlock } from "@slack/types";
import type { Reading, Reply } from "../ask/reply.ts";
import { context, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { digestListing, placeName, type Listed, type Listing } from "./listed.ts";
import { digestMessages } from "../messages/digests.ts";
import { messagesFor } from "../messages/index.ts";
import { addDigestButton, digestRows, type DigestRow } from "../screens/digest-rows.ts";
import type { Services } from "../services.ts";
import { ownerNamesOf } from "../listeners/screens/owner-names.ts";

/** Who asks for the digests, and where. */
export type DigestsFor = {
  readonly client: WebClient;
  readonly reading: Reading;
  readonly place: string;
};

/** What comes to whoever asks and to the channel that they ask in, with a way to change it. @param first told above it */
export async function digestsReply(
  services: Services,
  asked: DigestsFor,
  first: string | null = null,
): Promise<Reply> {
  const { reading } = asked;
  const { locale, viewer, channel } = reading.asker;
  const messages = digestMessages(locale);
  const listing = await listingFor(services, asked);
  if (listing === null) {
    const { engineDown } = messagesFor(locale);
    return { text: engineDown, blocks: sections([escapeMrkdwn(engineDown)]), customers: [] };
  }
  const { mine, here, digests } = listing;
  const shared = channel !== "" && !channel.startsWith("D");
  const none = shared ? messages.noneHere : messages.none;
  const group = async (title: string, listed: readonly Listed[]): Promise<readonly KnownBlock[]> =>
    listed.length === 0 ? [] : [heading(title), ...(await rowsOf(services, asked, listed))];
  const blocks = [
    ...(first === null ? [] : sections([escapeMrkdwn(first)])),
    ...(digests.length === 0
      ? sections([escapeMrkdwn(messages.noDigests)])
      : mine.length + here.length === 0
        ? sections([escapeMrkdwn(none)])
        : []),
    ...(await group(messages.mine, mine)),
    ...(await group(shared ? messages.here : messages.channel, here)),
    ...(digests.length > 0 && mayDo(viewer, "digest") ? addBlocks(reading) : []),
  ];
  return { text: messages.title, blocks, customers: [] };
}

/** The section of the home: the same, in as few lines. */
export async function digestSection(
  services: Services,
  asked: DigestsFor,
): Promise<readonly KnownBlock[]> {
  const { reading } = asked;
  const { locale, viewer } = reading.asker;
  if (!mayDo(viewer, "digest")) return [];
  const messages = digestMessages(locale);
  const listing = await listingFor(services, asked);
  if (listing === null || listing.digests.length === 0) return [];
  const rows = await rowsOf(services, asked, [...listing.mine, ...listing.here], 5);
  return [
    heading(messages.title),
    ...(rows.length === 0 ? [context(messages.none)] : rows),
    ...addBlocks(reading),
  ];
}

const heading = (text: string): KnownBlock => ({
  type: "header",
  text: { type: "plain_text", text, emoji: false },
});

const addBlocks = ({ asker: { locale } }: Reading): readonly KnownBlock[] => [
  { type: "actions", block_id: "digest-add", elements: [addDigestButton(locale)] },
];

async function listingFor(
  services: Services,
  { client, reading, place }: DigestsFor,
): Promise<Listing | null> {
  const { user, channel } = reading.asker;
  const shared = channel !== "" && !channel.startsWith("D");
  const [owner, around] = await Promise.all([
    ownerNamesOf(services, client, user),
    shared ? services.access.around(client, channel, user) : null,
  ]);
  return digestListing(services, {
    user,
    owner,
    place,
    channel: shared ? { id: channel, name: around?.name ?? null } : null,
  });
}

async function rowsOf(
  services: Services,
  { client, reading }: DigestsFor,
  listed: readonly Listed[],
  most?: number,
): Promise<readonly KnownBlock[]> {
  const { user, locale } = reading.asker;
  const rows: DigestRow[] = [];
  for (const row of listed)
    rows.push({ ...row, toName: await placeName(services, client, user, row.to) });
  return digestRows(rows, services.clock(), locale, most);
}
