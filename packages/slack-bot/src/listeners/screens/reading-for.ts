import { viewerOf } from "@clientele/core";
import { readingOf, type Reading } from "../../ask/reply.ts";
import type { From, Listening } from "../answering.ts";

/** How somebody reads what a screen shows: their language, and what they may see. */
export async function readingFor(
  { localeOf }: Listening,
  { client, user, channel }: From,
): Promise<Reading> {
  const locale = await localeOf(client, user);
  return readingOf({ user, channel, locale, viewer: viewerOf(`slack:${user}`) });
}
