/** One run at a time in a project: a second one is told who is at it. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { isAlive } from "../snapshot/store.ts";

/**
 * Takes the project's lock. A lock that a killed process left is taken over.
 *
 * @returns a function that lets it go
 */
export function lockRuns(project: Project, now: Date): Result<() => void, Problem> {
  const folder = stateFolder(project);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "run.lock");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = openSync(path, "wx");
      writeSync(handle, JSON.stringify({ pid: process.pid, since: now.toISOString() }));
      closeSync(handle);
      return ok(() => rmSync(path, { force: true }));
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw error;
    }
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder.pid)) {
      const place = { file: ".clientele/run.lock", range: fileStart };
      return err(problem("run-in-progress", holder, place));
    }
    rmSync(path, { force: true });
  }
  throw new Error("unreachable: the lock was freed and could not be taken");
}

function readHolder(path: string): { readonly pid: number; readonly since: string } | undefined {
  if (!existsSync(path)) return undefined;
  const match = /"pid":(\d+),"since":"([^"]*)"/.exec(readFileSync(path, "utf8"));
  return match === null ? undefined : { pid: Number(match[1]), since: match[2] ?? "" };
}
