/** Whose customers a digest is about, as what a viewer may see. */
import type { DigestScope } from "../../domain/digest/digest.ts";
import type { RowRule, Viewer } from "../../viewer.ts";

/**
 * The viewer with the customers of a digest alone.
 *
 * @example scopedViewer(viewer, { kind: "owner", owner: "li.na@example.com" }).rows
 */
export function scopedViewer(viewer: Viewer, scope: DigestScope): Viewer {
  if (scope.kind === "all") return viewer;
  const own: RowRule =
    scope.kind === "owner"
      ? { kind: "owned", by: [scope.owner] }
      : { kind: "match", column: scope.by, values: [scope.value] };
  const rows: RowRule =
    viewer.rows.kind === "all" ? own : { kind: "every", rules: [viewer.rows, own] };
  return { ...viewer, rows };
}
