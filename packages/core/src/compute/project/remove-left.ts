/** Clears what killed processes left: files and folders that carry their writer's number. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./process-identity.ts";

/**
 * Removes what processes that are dead left in a folder.
 *
 * @param pattern names of asides; its first group is the number of the process that writes
 * @example removeLeft(state, /^\.published-(\d+)\.json$/)
 */
export function removeLeft(folder: string, pattern: RegExp): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = pattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}
