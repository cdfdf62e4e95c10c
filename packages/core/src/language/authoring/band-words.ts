/** What `rows` and `columns` of a matrix's segments can name: the bands of the axes, as far as a half-typed file says them. */
import { kindOfFile } from "../config/read-config.ts";
import { textFor } from "../config/text.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { foldName } from "../model/fold-name.ts";
import { bandNames } from "../model/matrix-bands.ts";
import type { CheckWord } from "./complete-check.ts";
import { declarationsOf } from "./declarations.ts";
import { writtenAt } from "./expression-text.ts";
import { plainText, type Entry } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

/** More bands than anybody writes; a count that is being typed may be any. */
const maximumBands = 20;

/**
 * Ids of bands for the value at a path, in the order in which the axis has them.
 *
 * @param path of a segment's `rows` or `columns`, or of an item of it
 */
export function bandWords(
  workspace: Workspace,
  file: string,
  text: string,
  entries: readonly Entry[],
  path: YamlPath,
  locale: string,
): readonly CheckWord[] {
  if (kindOfFile(file) !== "segmentation" || path[0] !== "segments") return [];
  if (writtenAt(text, entries, "kind") !== "matrix") return [];
  const axis = path.findLast((part) => typeof part === "string");
  if (axis !== "rows" && axis !== "columns") return [];
  const word = (id: string, detail: string): CheckWord => ({ word: id, kind: "value", detail });
  const own = entries.filter(
    ({ path: [root, bands, , id], path: all }) =>
      all.length === 4 && root === axis && bands === "bands" && id === "id",
  );
  if (own.length > 0) return own.map(({ value }) => word(plainText(text, value), axis));
  const under = (key: string): string | undefined => {
    const entry = entries.find((e) => e.path.join(".") === `${axis}.${key}`);
    return entry === undefined ? undefined : plainText(text, entry.value);
  };
  const cuts = entries.filter(
    ({ path: [root, key], path: all }) => all.length === 3 && root === axis && key === "cuts",
  );
  const count = cuts.length > 0 ? cuts.length + 1 : Number(under("quantiles") ?? 0);
  if (Number.isInteger(count) && count > 1 && count <= maximumBands)
    return bandNames(count)
      .toReversed()
      .map(({ id, title }) => word(id, textFor(title, locale)));
  const by = foldName(under("by") ?? "");
  const { segmentations } = declarationsOf(workspace.files);
  const segments = segmentations.find((s) => foldName(s.name) === by)?.segments ?? [];
  return segments.map(({ id, title }) => ({
    word: id,
    kind: "segment",
    detail: textFor(title, locale),
  }));
}
