/** Where the parts of a check file stand, and which segments it may name. */
import type { CheckConfig } from "../../language/config/check-schema.ts";
import type { ConfigFile } from "../../language/config/read-config.ts";
import { rangeOfKey, rangeOfValue, type YamlPath } from "../../language/config/yaml-source.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Fix, Place } from "../../problem.ts";

export type CheckFile = ConfigFile<CheckConfig>;

export const placeOf = (file: CheckFile, path: YamlPath): Place => ({
  file: file.source.path,
  range: rangeOfValue(file.source, path),
});

export const placeOfKey = (file: CheckFile, path: YamlPath): Place => ({
  file: file.source.path,
  range: rangeOfKey(file.source, path),
});

export const segmentsOf = (segmentation: SegmentationModel): readonly string[] => [
  ...segmentation.segments.map((s) => s.id),
  ...(segmentation.kind === "rfm" && segmentation.others !== null ? [segmentation.others.id] : []),
];

/** Writes the nearest name instead; none where there is none, or what is there is not a plain name of its own. */
export const instead = (
  near: string,
  { file, range }: Place,
): { readonly fixes: readonly Fix[] } => ({
  fixes: near === "" ? [] : [{ title: near, edits: [{ file, range, newText: near }] }],
});
