/** In which workspace a request is decided. */
import type { PublishRequest } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import type { Deciders } from "../access/deciders.ts";
import type { Slacks } from "../install/slacks.ts";

/**
 * The workspace that a request belongs to: where it was decided until now, else the one that `access.yaml` names, else the first
 * in which its author is, else the first.
 *
 * @returns `null` where the bot is in none
 */
export async function placeOf(
  slacks: Slacks,
  deciders: Deciders,
  { place, author }: Pick<PublishRequest, "place" | "author">,
): Promise<string | null> {
  const known = place ?? (await deciders.workspace());
  if (known !== null) return known;
  const places = await slacks.places();
  const [first = null, ...others] = places;
  if (others.length === 0) return first;
  for (const one of places) {
    const client = await slacks.digests(one);
    if (client !== null && (await isThere(client, deciders, author))) return one;
  }
  return first;
}

const isThere = async (client: WebClient, deciders: Deciders, author: string): Promise<boolean> =>
  author.includes("@")
    ? (await deciders.userOf(client, author)) !== null
    : (await deciders.nameOf(client, author)) !== author;
