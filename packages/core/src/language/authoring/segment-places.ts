/** Where the segments of a file stand: for lenses, outlines and jumps. */
import type { Position, Range } from "../../problem.ts";
import type { Span } from "../expression/ast.ts";
import { levelName } from "../config/loyalty-schema.ts";
import { kindOfFile } from "../config/read-config.ts";
import { readySegments } from "./ready-segments.ts";
import { isEmpty, plainText, scanYaml, type Entry } from "./scan-yaml.ts";

export type SegmentPlace = {
  readonly segmentation: string;
  readonly segment: string;
  readonly range: Range;
};

/**
 * The segments that a file declares, in its order, each with the range of its id; of ready-made segments that it
 * does not name, the range of `kind`. Works on text that is half typed.
 *
 * @param path of the file, relative to the project
 * @example segmentPlaces("segmentations/a.yaml", "segmentation: a\nsegments:\n  - id: x").length // => 1
 */
export function segmentPlaces(path: string, text: string): readonly SegmentPlace[] {
  const kindOf = kindOfFile(path);
  if (kindOf !== "segmentation" && kindOf !== "loyalty") return [];
  const entries = scanYaml(text);
  if (kindOf === "loyalty") return levelPlaces(text, entries);
  const named = (name: string): Entry | undefined =>
    entries.find((e) => e.path.length === 1 && e.path[0] === name && !isEmpty(e.value));
  const own = named("segmentation");
  if (own === undefined) return [];
  const segmentation = plainText(text, own.value);
  const rangeOf = rangesIn(text);
  const at = (segment: string, span: Span): SegmentPlace => ({
    segmentation,
    segment,
    range: rangeOf(span),
  });
  const ids = entries.filter((e) => isSegmentId(e) && !isEmpty(e.value));
  const kind = named("kind");
  const plain = (value: Span): string => plainText(text, value);
  const ready =
    kind === undefined
      ? []
      : readySegments(plain(kind.value), ids.length, entries, plain).map(({ id }) =>
          at(id, kind.value),
        );
  const others = entries.find((e) => isOthersId(e) && !isEmpty(e.value));
  return [
    ...ready,
    ...ids.map(({ value }) => at(plainText(text, value), value)),
    ...(others === undefined ? [] : [at(plainText(text, others.value), others.value)]),
  ].toSorted((a, b) => a.range.start.line - b.range.start.line);
}

function levelPlaces(text: string, entries: readonly Entry[]): readonly SegmentPlace[] {
  const rangeOf = rangesIn(text);
  return entries
    .filter((e) => isLevelId(e.path) && !isEmpty(e.value))
    .map(({ value }) => ({
      segmentation: levelName,
      segment: plainText(text, value),
      range: rangeOf(value),
    }));
}

/** Whether an entry is the id of RFM's segment of customers without an order: `others: id`, or `others: { id }`. */
export const isOthersId = ({ path }: Entry): boolean =>
  path[0] === "others" && (path.length === 1 || (path.length === 2 && path[1] === "id"));

/** Whether an entry is the id of a segment or a tier. */
export const isSegmentId = ({ path }: Entry): boolean =>
  path.length === 3 && (path[0] === "segments" || path[0] === "tiers") && path[2] === "id";

/** Whether a path is that of the id of a level in `loyalty.yaml`. */
export const isLevelId = (path: Entry["path"]): boolean =>
  path.length === 3 && path[0] === "levels" && path[2] === "id";

/** Turns offsets into zero-based positions; reads the text once. */
export function rangesIn(text: string): (span: Span) => Range {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const position = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  return ({ start, end }) => ({ start: position(start), end: position(end) });
}
