import { nobodyOf } from "@clientele/core";
import { readingOf, type Reading } from "../../ask/reply.ts";
import type { From, Listening } from "../answering.ts";

/** How somebody reads what a screen shows: their language, and what they may see; nothing where that is not known. */
export async function readingFor(
  { services, localeOf }: Listening,
  { client, user, channel }: From,
): Promise<Reading> {
  const [locale, sighted] = await Promise.all([
    localeOf(client, user),
    services.access.of(client, user, channel),
  ]);
  const known =
    sighted.kind === "viewer" ? sighted : { viewer: nobodyOf(`slack:${user}`), ask: null };
  return readingOf({ user, channel, locale, viewer: known.viewer, ask: known.ask ?? undefined });
}
