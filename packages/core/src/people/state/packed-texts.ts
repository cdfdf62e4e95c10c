/** Texts as one value that every database takes as it is. */
import { gunzipSync, gzipSync } from "node:zlib";

/** @example unpackTexts(packTexts({ "clientele.yaml": "clientele: 1\n" })) // => { "clientele.yaml": "clientele: 1\n" } */
export const packTexts = (texts: Readonly<Record<string, string>>): string =>
  gzipSync(JSON.stringify(texts)).toString("base64");

export const unpackTexts = (packed: string): Readonly<Record<string, string>> =>
  // Only `packTexts` makes them.
  JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString("utf8")) as Record<string, string>;
