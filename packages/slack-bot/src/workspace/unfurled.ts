import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import type { Timeline } from "./timeline.ts";

/**
 * `chat.unfurl`, which the emulator lacks: what the app gives for links goes below the message with them.
 *
 * @param links the message of each `unfurl_id` that was told
 */
export function unfurled(
  timeline: Timeline,
  args: JsonObject,
  links: ReadonlyMap<string, { readonly channel: string; readonly ts: string }>,
): JsonObject {
  const place =
    typeof args["unfurl_id"] === "string"
      ? links.get(args["unfurl_id"])
      : { channel: textOf(args["channel"]), ts: textOf(args["ts"]) };
  const message = place === undefined ? undefined : timeline.find(place.channel, place.ts);
  if (message === undefined) return { ok: false, error: "cannot_find_message" };
  const given = args["unfurls"];
  if (!isObject(given)) return { ok: false, error: "missing_unfurls" };
  const unfurls = Object.entries(given).flatMap(([url, shown]) =>
    isObject(shown) && Array.isArray(shown["blocks"])
      ? [{ url, blocks: shown["blocks"] as readonly Json[] }] // JSON, as it came
      : [],
  );
  timeline.put({ ...message, unfurls });
  return { ok: true };
}

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
