/** A configuration as texts by path, and the hash that names it. */
import { createHash } from "node:crypto";
import type { Files } from "../../language/files.ts";

export type Texts = Readonly<Record<string, string>>;

export const configTexts = (files: Files): Texts =>
  Object.fromEntries(files.list().map((path) => [path, files.read(path)?.text ?? ""] as const));

/** SHA-256 of paths and texts, as hexadecimal digits; the order of the paths does not matter. */
export function configHash(texts: Texts): string {
  const hash = createHash("sha256");
  for (const path of Object.keys(texts).toSorted()) hash.update(`${path}\0${texts[path]}\0`);
  return hash.digest("hex");
}
