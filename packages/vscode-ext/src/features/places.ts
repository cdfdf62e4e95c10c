import type { TextDocument } from "vscode";
import { segmentPlaces } from "@clientele/core/language";

export type SegmentPlace = ReturnType<typeof segmentPlaces>[number];

const known = new WeakMap<
  TextDocument,
  { readonly version: number; readonly places: readonly SegmentPlace[] }
>();

/** Where the segments of a text stand. Parsed once a version. */
export function placesIn(document: TextDocument, path: string): readonly SegmentPlace[] {
  const before = known.get(document);
  if (before?.version === document.version) return before.places;
  const places = segmentPlaces(path, document.getText());
  known.set(document, { version: document.version, places });
  return places;
}

/** The segmentations that a text declares. */
export const segmentationsIn = (document: TextDocument, path: string): readonly string[] => [
  ...new Set(placesIn(document, path).map((p) => p.segmentation)),
];
