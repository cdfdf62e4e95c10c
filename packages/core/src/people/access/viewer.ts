import type { Pii } from "../../pii.ts";
import { ownerOf, readerOf, type Viewer } from "../../viewer.ts";

/**
 * What an actor may see where nothing else is known of them: the command line's user owns the folder; everybody else reads, with
 * personal data masked. Where there is an `access.yaml`, `viewerFor` says it.
 *
 * @example viewerOf("slack:U024BE7LH").roles // => ["reader"]
 */
export const viewerOf = (actor: string): Viewer =>
  actor.startsWith("cli:") ? ownerOf(actor) : readerOf(actor);

/**
 * True where a column's values may be shown in clear.
 *
 * @param column of a source; one without a class holds no personal data
 * @example maySee(viewerOf("slack:U024BE7LH"), { pii: "phone" }) // => false
 */
export function maySee(
  viewer: Pick<Viewer, "pii">,
  column: { readonly pii?: Pii | undefined },
): boolean {
  return column.pii === undefined || viewer.pii === "all" || viewer.pii.includes(column.pii);
}
