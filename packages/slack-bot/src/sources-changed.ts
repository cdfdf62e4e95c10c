import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Catalog } from "@clientele/core/language";

/**
 * Whether a source's file is newer than what is published.
 *
 * @param folder of the project
 * @param catalog names the files, relative to the project or absolute
 * @returns false where nothing is published: then there is nothing to compare with
 */
export async function sourcesChanged(folder: string, catalog: Catalog): Promise<boolean> {
  const published = await changedAt(join(folder, ".clientele", "published.json"));
  if (published === null) return false;
  const files = catalog.sources.flatMap((source) => source.files);
  const times = await Promise.all(files.map((file) => changedAt(resolve(folder, file))));
  return times.some((time) => time !== null && time > published);
}

/** When a file was last written, in milliseconds; `null` where it is not there, which the engine tells better. */
async function changedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
