/** The segments that a kind brings along where its file does not name them, read as loosely as the rest of the file. */
import type { Localised } from "../config/text.ts";
import type { Span } from "../expression/ast.ts";
import { stageIds } from "../config/lifecycle-schema.ts";
import { stageTitles } from "../model/lifecycle-model.ts";
import { tenSegmentMap } from "../model/rfm-map.ts";
import type { Entry } from "./scan-yaml.ts";

type Ready = { readonly id: string; readonly title: Localised };

/**
 * @param named how many segments the file names
 * @param plain the text of a value, without its quotes
 * @returns in the order of the model
 */
export function readySegments(
  kind: string,
  named: number,
  entries: readonly Entry[],
  plain: (value: Span) => string,
): readonly Ready[] {
  if (kind === "rfm")
    return named === 0 ? tenSegmentMap.map(({ id, title }) => ({ id, title })) : [];
  if (kind !== "lifecycle") return [];
  const taken = new Set(
    entries
      .filter((e) => e.path[0] === "segments" && e.path[2] === "stages")
      .flatMap((e) => plain(e.value).match(/\w+/g) ?? []),
  );
  return stageIds
    .filter((stage) => !taken.has(stage))
    .map((id) => ({ id, title: stageTitles[id] }));
}
