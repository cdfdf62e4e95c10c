/** What the cells of a matrix name: segments of the segmentation that is its axis. */
import { foldName } from "../model/fold-name.ts";
import type { Declarations } from "./declarations.ts";
import { unquoted, writtenAt } from "./expression-text.ts";
import type { Mention } from "./mentions.ts";
import { isEmpty, plainText, type Entry } from "./scan-yaml.ts";

/** @returns the uses in `rows` and `columns` of segments, in the order of the text; bands of an axis's own are none */
export function matrixMentions(
  text: string,
  entries: readonly Entry[],
  { segmentations }: Declarations,
): readonly Mention[] {
  if (writtenAt(text, entries, "kind") !== "matrix") return [];
  const axisOf = (axis: string): string | undefined => {
    const by = entries.find((e) => e.path.join(".") === `${axis}.by`);
    const name = by === undefined ? "" : foldName(plainText(text, by.value));
    return segmentations.find((s) => foldName(s.name) === name)?.name;
  };
  const axes = new Map(["rows", "columns"].map((axis) => [axis, axisOf(axis)] as const));
  return entries.flatMap(({ path, value }): readonly Mention[] => {
    const axis = path.findLast((part) => typeof part === "string");
    const segmentation = path[0] === "segments" ? axes.get(String(axis)) : undefined;
    if (segmentation === undefined || isEmpty(value) || text[value.start] === "[") return [];
    const { written, offset } = unquoted(text, value);
    const span = { start: offset(0), end: offset(written.length - 1) + 1 };
    return [{ target: { kind: "segment", segmentation, segment: written }, span, as: "name" }];
  });
}
