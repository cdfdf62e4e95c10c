/** Where a recipient is in Slack, and what whoever reads there may see. */
import { mayDo, viewerOf, type Viewer } from "@clientele/core";
import type { Recipient } from "@clientele/core/host";
import type { WebClient } from "@slack/web-api";
import type { Access } from "../access/access.ts";
import { NotNow, reading, Refused } from "./slack.ts";

export type Target = { readonly channel: string; readonly viewer: Viewer };

/**
 * A channel reads what each of its members may see.
 *
 * @throws Refused where Slack knows nobody by that name, or they may get no digest; NotNow where that is not known
 */
export async function targetOf(
  client: WebClient,
  access: Access,
  { kind, to }: Recipient,
): Promise<Target> {
  if (kind === "channel") {
    const channel = to.startsWith("#") ? await channelNamed(client, to.slice(1)) : to;
    const viewer = await access.least(client, channel, viewerOf(`channel:${channel}`));
    return { channel, viewer: permitted(viewer) };
  }
  const user = to.includes("@") ? await userOf(client, to) : to;
  const opened = await reading(() => client.conversations.open({ users: user }));
  const sighted = await access.of(client, user, "");
  if (sighted.kind === "unknown") throw new NotNow(sighted.why);
  return { channel: opened.channel?.id ?? user, viewer: permitted(sighted.viewer) };
}

function permitted(viewer: Viewer): Viewer {
  if (!mayDo(viewer, "digest")) throw new Refused("not_permitted");
  return viewer;
}

async function userOf(client: WebClient, email: string): Promise<string> {
  const found = await reading(() => client.users.lookupByEmail({ email }));
  if (found.user?.id === undefined) throw new Refused("users_not_found");
  return found.user.id;
}

/** Large workspaces have more channels than are looked through: there a channel is named by its id. */
const mostPages = 20;

/** @throws Refused where there is no public channel of this name */
export async function channelNamed(client: WebClient, name: string): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const found = await reading(() =>
      client.conversations.list({
        types: "public_channel",
        exclude_archived: true,
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    const id = found.channels?.find((channel) => channel.name === name)?.id;
    if (id !== undefined) return id;
    cursor = found.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") break;
  }
  throw new Refused("channel_not_found");
}
