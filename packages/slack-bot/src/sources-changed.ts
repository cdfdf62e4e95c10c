import { glob, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Catalog } from "@clientele/core/language";

/** How a project's files are: data and configuration, with times and sizes, as one text; and when either was last written. */
export type SourceState = {
  readonly signature: string;
  /** In milliseconds; 0 where no data are there. */
  readonly newest: number;
  /** When a rule, a strategy or a check was last written, in milliseconds. */
  readonly edited: number;
};

/** What a run reads besides data. */
const configuration = ["*.yaml", "{segmentations,strategies,checks}/**/*.yaml"];

/**
 * @param folder of the project
 * @param catalog names the data files, relative to the project or absolute
 */
export async function sourceState(folder: string, catalog: Catalog): Promise<SourceState> {
  const data = catalog.sources.flatMap((source) => source.files);
  const texts: string[] = [];
  for await (const file of glob(configuration, { cwd: folder })) texts.push(file);
  const files = [...data, ...texts.toSorted()];
  const found = await Promise.all(files.map((file) => lookedAt(resolve(folder, file))));
  const times = found.map((file) => file?.mtime ?? 0);
  return {
    signature: JSON.stringify(files.map((file, i) => [file, found[i]])),
    newest: Math.max(0, ...times.slice(0, data.length)),
    // Rights are read as they are saved, whatever is published.
    edited: Math.max(0, ...times.filter((_, i) => i >= data.length && files[i] !== "access.yaml")),
  };
}

/**
 * Whether a source's file is newer than what is published.
 *
 * @returns false where nothing is published: then there is nothing to compare with
 */
export async function sourcesChanged(folder: string, catalog: Catalog): Promise<boolean> {
  const published = await publishedAt(folder);
  return published !== null && (await sourceState(folder, catalog)).newest > published;
}

/** When something was last published, in milliseconds; `null` where nothing is. */
export const publishedAt = async (folder: string): Promise<number | null> =>
  (await lookedAt(join(folder, ".clientele", "published.json")))?.mtime ?? null;

/** `null` where it is not there, which the engine tells better. */
async function lookedAt(
  file: string,
): Promise<{ readonly mtime: number; readonly size: number } | null> {
  try {
    const { mtimeMs: mtime, size } = await stat(file);
    return { mtime, size };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
