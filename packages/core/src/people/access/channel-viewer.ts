/** What may be said where others read along. */
import type { Viewer } from "../../viewer.ts";

/**
 * Where an answer may go. `public`: everybody in the channel may see all that the asker may. `alone`: some of it, or none; the
 * rest is for the asker. `nothing`: the asker may not ask at all.
 */
export type Audience = "public" | "alone" | "nothing";

/**
 * Who may read an answer to somebody in a channel.
 *
 * @param asker who asks
 * @param least what every member may see, by `leastOf`
 * @example audienceOf(lead, leastOf("channel:C1", [lead, rep])) // => "alone"
 */
export function audienceOf(asker: Viewer, least: Viewer): Audience {
  if (!mayDo(asker, "look_up")) return "nothing";
  return sameSight(asker, least) && mayDo(least, "look_up") ? "public" : "alone";
}

/** Whether two viewers are shown the same. */
export const sameSight = (a: Viewer, b: Viewer): boolean => sightOf(a) === sightOf(b);

const sightOf = ({ rows, columns, pii, masks, identify }: Viewer): string =>
  JSON.stringify([
    rows,
    columns.shown?.toSorted() ?? null,
    columns.hidden.toSorted(),
    columns.sensitive,
    pii === "all" ? pii : pii.toSorted(),
    Object.entries(masks).toSorted(([x], [y]) => (x < y ? -1 : 1)),
    identify,
  ]);

/** Whether somebody may do something. @example mayDo(viewer, "contact") */
export const mayDo = (viewer: Viewer, deed: Viewer["may"][number]): boolean =>
  viewer.may.includes(deed);
