/** One run at a time in a project: a second one is told who is at it. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { isAlive, startOf } from "../project/process-identity.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { removeLeft } from "../project/remove-left.ts";

type Holder = { readonly pid: number; readonly since: string; readonly start: string | null };

/** A lock that cannot be had although nobody lives who holds it is tried for again this often. */
const attempts = 5;

/**
 * Takes the project's lock. A lock that a killed process left is taken over.
 *
 * @returns a function that lets it go
 */
export const lockRuns = (project: Project, now: Date): Result<() => void, Problem> =>
  lockAs(project, now, "run.lock");

/** Takes a lock of its own name. */
export function lockAs(project: Project, now: Date, name: string): Result<() => void, Problem> {
  const folder = stateFolder(project);
  mkdirSync(folder, { recursive: true });
  removeLeft(folder, asidePattern);
  const path = join(folder, name);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (take(folder, path, now)) return ok(() => rmSync(path, { force: true }));
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder.pid, holder.start)) {
      const { pid, since } = holder;
      const place = { file: `.clientele/${name}`, range: fileStart };
      return err(problem("run-in-progress", { pid, since }, place));
    }
    breakLock(folder, path);
  }
  throw new Error("unreachable: the lock was freed and could not be taken");
}

/** The lock appears with its holder's number in it, so that nobody ever reads half of it. */
function take(folder: string, path: string, now: Date): boolean {
  const aside = asideOf(folder);
  const holder: Holder = {
    pid: process.pid,
    since: now.toISOString(),
    start: startOf(process.pid),
  };
  const text = JSON.stringify(holder);
  try {
    writeFileSync(aside, text);
    linkSync(aside, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    if (code !== "EPERM" && code !== "ENOTSUP") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return takePlainly(path, text); // a file system without links
}

function takePlainly(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** Takes a dead process's lock away; a living one's, taken between our look and our grip, is put back. */
function breakLock(folder: string, path: string): void {
  const aside = asideOf(folder);
  try {
    renameSync(path, aside);
    const holder = readHolder(aside);
    if (holder !== undefined && isAlive(holder.pid, holder.start)) linkSync(aside, path);
  } catch (error) {
    const code = codeOf(error);
    if (code !== "ENOENT" && code !== "EEXIST") throw error; // another process was quicker
  } finally {
    rmSync(aside, { force: true });
  }
}

const asidePattern = /^\.run-lock-(\d+)$/;
const asideOf = (folder: string): string => join(folder, `.run-lock-${process.pid}`);

function readHolder(path: string): Holder | undefined {
  const text = readIfThere(path);
  const match = /"pid":(\d+),"since":"([^"]*)"(?:,"start":"([^"]*)")?/.exec(text);
  if (match === null) return undefined;
  return { pid: Number(match[1]), since: match[2] ?? "", start: match[3] ?? null };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return ""; // let go just now
    throw error;
  }
}
