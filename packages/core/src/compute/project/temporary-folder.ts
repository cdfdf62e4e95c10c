/** Where an engine puts what exceeds memory. Each has its own folder: two of one name would write into each other's files. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./process-identity.ts";
import { stateFolder, type Project } from "./project.ts";

/** ENOENT too: that is what Node says when it makes a folder and its parents on a disk that is read-only. */
const refusals: ReadonlySet<unknown> = new Set([
  "EROFS",
  "EACCES",
  "EPERM",
  "ENOENT",
  "ENOSPC",
  "EDQUOT",
]);

/**
 * Makes a folder for one engine; the caller removes it. What killed processes left is removed here. Where the project cannot
 * be written to, it is the system's: who only reads needs no more.
 *
 * @returns its absolute path
 */
export function temporaryFolder(project: Project): string {
  const root = join(stateFolder(project), "tmp");
  try {
    mkdirSync(root, { recursive: true });
    for (const name of readdirSync(root)) {
      const pid = Number(name.split("-")[0]);
      if (pid !== process.pid && !isAlive(pid))
        rmSync(join(root, name), { recursive: true, force: true });
    }
    return mkdtempSync(join(root, `${process.pid}-`));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && refusals.has(error.code))) throw error;
    return mkdtempSync(join(tmpdir(), "clientele-"));
  }
}
