import { glob, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Methods } from "@clientele/core/host";

type Sources = Methods["sources"]["result"]["sources"];

/** How a project's sources and configuration are, without reading the data; and when either was last written. */
export type ProjectState = {
  /** Another text: something changed. */
  readonly signature: string;
  /** When a data file was last written, in milliseconds; 0 where there is none. */
  readonly newest: number;
  /** Whether a database's tables hold other rows than what is published was computed from, as far as their server says. */
  readonly tablesNewer: boolean;
  /** When a rule, a strategy or a check was last written, in milliseconds. */
  readonly edited: number;
};

/** What a run reads besides data. */
const configuration = ["*.yaml", "{segmentations,strategies,checks}/**/*.yaml"];

/** @param folder of the project */
export async function projectState(folder: string, sources: Sources): Promise<ProjectState> {
  const data = sources.flatMap((source) => source.files);
  const texts: string[] = [];
  for await (const file of glob(configuration, { cwd: folder })) texts.push(file);
  texts.sort();
  const written = await Promise.all(texts.map((file) => lookedAt(resolve(folder, file))));
  const states = sources.map(({ name, files, table }) => [name, files, table?.state ?? null]);
  return {
    signature: JSON.stringify([states, texts.map((file, i) => [file, written[i]])]),
    newest: Math.max(0, ...data.map(({ modified }) => modified)),
    tablesNewer: sources.some(({ table }) => table?.isNewer === true),
    // Rights are read as they are saved, whatever is published.
    edited: Math.max(
      0,
      ...written.map((file, i) => (texts[i] === "access.yaml" ? 0 : (file?.mtime ?? 0))),
    ),
  };
}

/**
 * Whether a source is newer than what is published.
 *
 * @returns false where nothing is published: then there is nothing to compare with
 */
export async function sourcesChanged(folder: string, sources: Sources): Promise<boolean> {
  const published = await publishedAt(folder);
  if (published === null) return false;
  const { newest, tablesNewer } = await projectState(folder, sources);
  return tablesNewer || newest > published;
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
