/** Finds the files of a table and refuses those that the project may not read. */
import { globSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { TableSource } from "../../language/model/table-parts.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Project } from "../project/project.ts";

export type DataFile = {
  /** Absolute, links resolved. */
  readonly path: string;
  /** As messages name it: relative to the project where it is inside. */
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
  /** Of a copy of a table: what it was copied from. */
  readonly content?: {
    readonly bytes: number;
    readonly sha256: string;
    /** Of a server's table, which has no file: how many rows it had, and when. */
    readonly rows?: number;
    readonly readAt?: string;
  };
};

/**
 * The files that a table's `from` names, sorted by path.
 *
 * @returns problems: nothing there, outside the project and not allowed, or empty
 */
export function resolveFiles(
  project: Project,
  table: TableSource,
): Result<readonly DataFile[], Problem> {
  if (table.format === "postgres") return ok([]);
  const wanted = resolve(project.folder, table.from);
  const paths = /[*?[{]/.test(table.from) ? globSync(wanted).toSorted() : [wanted];
  const files: DataFile[] = [];
  for (const path of paths) {
    const real = realPath(path);
    if (real === undefined) return missing(table, path);
    if (!isAllowed(project, real))
      return err(
        problem("read-forbidden", { path: table.from, root: folderOf(real) }, table.place),
      );
    const { size, mtimeMs } = statSync(real, { throwIfNoEntry: false }) ?? gone;
    files.push({ path: real, name: nameOf(project, real), bytes: size, modified: mtimeMs });
  }
  if (files.length === 0) return missing(table, wanted);
  if (files.every((file) => file.bytes === 0))
    return err(problem("data-empty", { path: files[0]?.name ?? table.from }, table.place));
  return ok(files.filter((file) => file.bytes > 0));

  function missing(of: TableSource, path: string): Result<never, Problem> {
    return err(problem("data-missing", { path: nameOf(project, path) }, of.place));
  }
}

/** A file that went away while we looked. */
const gone = { size: 0, mtimeMs: 0 };

/** The problems of files that are not what they were when they were resolved: what was read of them is no one state. */
export const changedFiles = (files: readonly DataFile[]): readonly Problem[] =>
  files.flatMap((file) => {
    const place = { file: file.name, range: fileStart };
    const found = statSync(file.path, { throwIfNoEntry: false });
    if (found === undefined) return problem("data-missing", { path: file.name }, place);
    if (found.size === file.bytes && found.mtimeMs === file.modified) return [];
    const reason = "it changed while it was read";
    return problem("data-unreadable", { path: file.name, reason }, place);
  });

/** The folders that the engine may read: the project and what the user allows, links resolved. */
export const readableFolders = (project: Project): readonly string[] =>
  [project.folder, ...project.allowRead].flatMap((folder) => realPath(folder) ?? []);

const isAllowed = (project: Project, path: string): boolean =>
  readableFolders(project).some((folder) => isInside(folder, path));

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(error.code)) return undefined;
    throw error;
  }
}

const absent: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR"]);

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf(sep)));

function nameOf(project: Project, path: string): string {
  const way = relative(project.folder, path);
  return way.startsWith("..") ? path : way.split(sep).join("/");
}
