/** The engine of a project: in memory, reading where the project may. */
import { rmSync } from "node:fs";
import { totalmem } from "node:os";
import { openEngine } from "../engine/duckdb.ts";
import type { Engine } from "../engine/engine.ts";
import { bytesOf, memoryLimit } from "../engine/memory-limit.ts";
import { readableFolders } from "../ingest/resolve-files.ts";
import type { Project } from "./project.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/**
 * Opens an engine for a project. Closing it removes its temporary folder.
 *
 * @param folders more that may be read and written
 * @throws EngineError when the engine cannot start
 */
export async function openProjectEngine(
  project: Project,
  folders: readonly string[] = [],
): Promise<Engine> {
  const limit = limitOf(project);
  const tempDirectory = temporaryFolder(project);
  const remove = (): void => rmSync(tempDirectory, { recursive: true, force: true, maxRetries: 3 });
  try {
    const engine = await openEngine({
      tempDirectory,
      memoryLimit: limit,
      allowedDirectories: [...readableFolders(project), ...folders],
    });
    return { ...engine, close: () => engine.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

const limitOf = (project: Project): string =>
  memoryLimit(project.environment["CLIENTELE_MEMORY"], memoryOfMachine());

/** How much memory the engine of a project may take, in bytes. */
export const memoryOf = (project: Project): number => bytesOf(limitOf(project));

/** In bytes; of the container, where that has less. */
const memoryOfMachine = (): number => {
  const container = process.constrainedMemory();
  return container > 0 ? Math.min(totalmem(), container) : totalmem();
};
