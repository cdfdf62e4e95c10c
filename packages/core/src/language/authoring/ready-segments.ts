/** The segments that a kind brings along where its file does not name them, read as loosely as the rest of the file. */
import type { Localised } from "../config/text.ts";
import type { Span } from "../expression/ast.ts";
import { mostClusters } from "../config/kmeans-schema.ts";
import { stageIds } from "../config/lifecycle-schema.ts";
import { clusterSegments } from "../model/kmeans-model.ts";
import { stageTitles } from "../model/lifecycle-model.ts";
import { foldName } from "../model/fold-name.ts";
import { bandNames, cellName } from "../model/matrix-bands.ts";
import { tenSegmentMap } from "../model/rfm-map.ts";
import { titleOf } from "../model/title-of.ts";
import type { Entry } from "./scan-yaml.ts";

type Ready = { readonly id: string; readonly title: Localised };

/**
 * @param named how many segments the file names
 * @param plain the text of a value, without its quotes
 * @param segmentsOf of other segmentations, which a matrix may be made of
 * @returns in the order of the model
 */
export function readySegments(
  kind: string,
  named: number,
  entries: readonly Entry[],
  plain: (value: Span) => string,
  segmentsOf: (name: string) => readonly Ready[] | undefined = () => undefined,
): readonly Ready[] {
  if (kind === "rfm")
    return named === 0 ? tenSegmentMap.map(({ id, title }) => ({ id, title })) : [];
  if (kind === "matrix") return named === 0 ? cells(entries, plain, segmentsOf) : [];
  if (kind === "kmeans") return named === 0 ? clusterSegments({ k: kOf(entries, plain) }) : [];
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

/** A segment for each cell of a matrix. */
function cells(
  entries: readonly Entry[],
  plain: (value: Span) => string,
  segmentsOf: (name: string) => readonly Ready[] | undefined,
): readonly Ready[] {
  const written = (...path: readonly (string | number)[]): string | undefined => {
    const found = entries.find(
      (e) => e.path.length === path.length && e.path.every((p, i) => p === path[i]),
    );
    return found === undefined ? undefined : plain(found.value);
  };
  const bandsOf = (side: "rows" | "columns"): readonly Ready[] => {
    const ids = entries.filter(
      ({ path }) => path[0] === side && path[1] === "bands" && path[3] === "id",
    );
    if (ids.length > 0)
      return ids.map((e) => {
        const id = plain(e.value);
        return { id, title: titleOf(id, written(...e.path.slice(0, 3), "title")) };
      });
    const cuts = entries.filter(
      ({ path }) => path.length === 3 && path[0] === side && path[1] === "cuts",
    );
    const count = cuts.length > 0 ? cuts.length + 1 : Number(written(side, "quantiles") ?? 0);
    if (count >= 2 && count <= 10) return bandNames(count).toReversed();
    return segmentsOf(foldName(written(side, "by")?.trim() ?? "")) ?? [];
  };
  const columns = bandsOf("columns");
  return bandsOf("rows").flatMap((row) =>
    columns.map((column) => {
      const name = (ready: Ready) => ({ ...ready, test: { kind: "rest" as const } });
      return cellName({ row: name(row), column: name(column) });
    }),
  );
}

/** How many clusters a half-typed file asks for; what it does not say well is `auto`. */
function kOf(
  entries: readonly Entry[],
  plain: (value: Span) => string,
): Parameters<typeof clusterSegments>[0]["k"] {
  const said = entries
    .filter(({ path }) => path[0] === "k" && (path.length === 1 || path[1] === "to"))
    .map(({ value }) => Number(plain(value)))
    .find((n) => Number.isInteger(n) && n >= 2 && n <= mostClusters);
  return said ?? "auto";
}
