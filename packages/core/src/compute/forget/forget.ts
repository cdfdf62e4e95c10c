/** Forgets one customer: from snapshots and caches, with a keyed digest so that the sources do not bring them back. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import {
  forgottenFile,
  keyedDigest,
  readForgotten,
  type ForgottenEntry,
} from "../ingest/forgotten.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { chooseRun } from "../snapshot/open-base.ts";
import { listHidden, listRuns, removeHidden, sync } from "../snapshot/store.ts";
import { eraseFromSnapshot, removeStray } from "./erase-snapshot.ts";
import type { Person } from "./person.ts";
import { filesBelow, wordsIn } from "./search-bytes.ts";

/** Whether the project forgot this id before. */
export function isForgotten(project: Project, id: string): boolean {
  const stored = readForgotten(project);
  if (stored === undefined) return false;
  const digest = keyedDigest(stored.key, id);
  return stored.entries.some((entry) => entry.digest === digest);
}

/** Keeps the customer out of everything that is read from now on. @returns the number of the certificate */
export function suppressCustomer(project: Project, ids: readonly string[], at: string): string {
  const stored = readForgotten(project) ?? {
    format: 1 as const,
    key: randomBytes(32).toString("hex"),
    entries: [],
  };
  const digests = ids.map((id) => keyedDigest(stored.key, id));
  const known = stored.entries.find((entry) => digests.includes(entry.digest));
  const certificate = known?.certificate ?? randomBytes(6).toString("hex");
  const added = digests
    .filter((digest) => !stored.entries.some((entry) => entry.digest === digest))
    .map((digest): ForgottenEntry => ({ digest, at, certificate }));
  if (added.length > 0) {
    const path = forgottenFile(project);
    const aside = `${path}.${process.pid}`;
    mkdirSync(stateFolder(project), { recursive: true });
    writeFileSync(aside, JSON.stringify({ ...stored, entries: [...stored.entries, ...added] }), {
      mode: 0o600,
    });
    chmodSync(aside, 0o600);
    sync(aside);
    renameSync(aside, path);
    sync(stateFolder(project));
  }
  return certificate;
}

/** Removes what was read from the sources: the next run reads it again, without the customer. */
export function dropCaches(project: Project): void {
  const folder = join(stateFolder(project), "cache");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (name !== "files.json") rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Erases the customer from every snapshot, the one that answers last: as long as it is not done, a second attempt finds who it
 * is. The caller holds the run lock.
 *
 * @returns rows that went, by run
 */
export async function eraseFromRuns(
  lane: Lane,
  project: Project,
  person: Person,
  at: string,
  options: QueryOptions & { readonly onRun?: (run: string) => void },
): Promise<Result<number, Problem>> {
  const chosen = chooseRun(project);
  const answering = chosen.ok ? chosen.value?.run : undefined;
  const runs = listRuns(project).toSorted(
    (a, b) => Number(a === answering) - Number(b === answering) || (a < b ? -1 : 1),
  );
  let rows = 0;
  // What nobody has approved yet is computed anew, without the customer, when somebody does.
  for (const run of listHidden(project)) removeHidden(project, run);
  for (const run of runs) {
    removeStray(project, run);
    options.onRun?.(run);
    const erased = await eraseFromSnapshot(lane, project, run, person, at, options);
    if (!erased.ok) return erased;
    rows += erased.value;
  }
  return ok(rows);
}

export type Searched = {
  readonly files: number;
  readonly bytes: number;
  /** Files that hold an id or a word, relative to the project, with how many of them. */
  readonly found: readonly { readonly file: string; readonly words: number }[];
};

/** Searches the bytes of all that a project keeps. Files of engines that are running now are theirs. */
export function searchKept(project: Project, { ids, words }: Person): Searched {
  const folder = stateFolder(project);
  const needles = [...ids, ...words];
  const files = existsSync(folder)
    ? filesBelow(folder).filter((path) => !isRunning(relative(folder, path)))
    : [];
  let bytes = 0;
  const found = files.flatMap((path) => {
    const read = wordsIn(path, needles);
    bytes += read.bytes;
    const held = read.words.length;
    return held === 0 ? [] : [{ file: relative(project.folder, path), words: held }];
  });
  return { files: files.length, bytes, found };
}

/** Whether a file is of a process that works now: room for what does not fit into memory, and the lock. */
const isRunning = (path: string): boolean =>
  path.startsWith(`tmp${sep}`) || path.endsWith("run.lock");

/** Files of the project, and those that its last run read, that still hold the customer: they are not ours to change. */
export function sourcesWith(
  project: Project,
  files: readonly string[],
  { ids, words }: Person,
): readonly string[] {
  return [...new Set([...files, ...project.files.list()])]
    .filter((name) => {
      const path = join(project.folder, name);
      return existsSync(path) && wordsIn(path, [...ids, ...words]).words.length > 0;
    })
    .toSorted();
}
