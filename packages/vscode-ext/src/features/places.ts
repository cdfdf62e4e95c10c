import type { TextDocument } from "vscode";
import type { SegmentPlace } from "@clientele/core/language";
import { lateLanguage } from "../client/late.ts";

export type { SegmentPlace } from "@clientele/core/language";

const known = new WeakMap<
  TextDocument,
  { readonly version: number; readonly places: readonly SegmentPlace[] }
>();

/** Where the segments of a text stand. Parsed once a version. */
export function placesIn(document: TextDocument, path: string): readonly SegmentPlace[] {
  const before = known.get(document);
  if (before?.version === document.version) return before.places;
  const places = lateLanguage().segmentPlaces(path, document.getText());
  known.set(document, { version: document.version, places });
  return places;
}

/** The segmentations that a text declares. */
export const segmentationsIn = (document: TextDocument, path: string): readonly string[] => [
  ...new Set(placesIn(document, path).map((p) => p.segmentation)),
];
