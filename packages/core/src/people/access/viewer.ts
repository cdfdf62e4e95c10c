import type { Pii } from "../../pii.ts";

/** What a role may see. Rows, columns and how customers are identified join it with `access.yaml`. */
export type Role = {
  readonly id: "owner" | "reader";
  /** The classes of personal data that are shown in clear. */
  readonly pii: readonly Pii[] | "all";
};

/** Someone who asks. Fits `mask(view, viewer)` as it is. */
export type Viewer = {
  /** `cli:<user of the system>` or `slack:<user id>`, as in the audit log. */
  readonly actor: string;
  readonly role: Role["id"];
  readonly pii: Role["pii"];
};

/** Whoever can read the folder can read the data in it: hiding columns from them would only pretend. */
const owner: Role = { id: "owner", pii: "all" };
const reader: Role = { id: "reader", pii: [] };

/**
 * What an actor may see: the command line's user owns the folder; everybody else reads, with personal data masked.
 *
 * @example viewerOf("slack:U024BE7LH") // => { actor: "slack:U024BE7LH", role: "reader", pii: [] }
 */
export function viewerOf(actor: string): Viewer {
  const role = actor.startsWith("cli:") ? owner : reader;
  return { actor, role: role.id, pii: role.pii };
}

/**
 * True where a column's values may be shown in clear.
 *
 * @param column of a source; one without a class holds no personal data
 * @example maySee(viewerOf("slack:U024BE7LH"), { pii: "phone" }) // => false
 */
export function maySee(viewer: Viewer, column: { readonly pii?: Pii | undefined }): boolean {
  return column.pii === undefined || viewer.pii === "all" || viewer.pii.includes(column.pii);
}
