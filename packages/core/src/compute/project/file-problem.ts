/** What the system refused to do with a file, as a problem. */
import { relative, sep } from "node:path";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { stateFolder, type Project } from "./project.ts";

/** Why data cannot be read, though they are there. */
const unreadable: ReadonlySet<unknown> = new Set(["EACCES", "EPERM", "EISDIR", "EBUSY", "EIO"]);

const codes: ReadonlyMap<unknown, "disk-full" | "not-writable" | "data-missing"> = new Map([
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["EROFS", "not-writable"],
  ["EACCES", "not-writable"],
  ["EPERM", "not-writable"],
  ["ENOENT", "data-missing"],
]);

/**
 * The problem behind an error that Node threw for a file: a full disk, a folder that is read-only, data that went away or
 * may not be read.
 *
 * @returns `undefined` for anything else, which is our own mistake
 */
export function fileProblem(project: Project, error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  const named = "path" in error && typeof error.path === "string" ? error.path : undefined;
  const path = nameOf(project, named ?? stateFolder(project));
  const place = { file: path, range: fileStart };
  if (named !== undefined && error.syscall === "read" && unreadable.has(error.code))
    return problem("data-unreadable", { path, reason: String(error.code) }, place);
  switch (codes.get(error.code)) {
    case "disk-full":
      return problem("disk-full", { path }, place);
    case "not-writable":
      return problem("not-writable", { path, reason: String(error.code) }, place);
    case "data-missing":
      if (!path.startsWith(".clientele")) return problem("data-missing", { path }, place);
      // What Node says when it makes a folder and its parents on a disk that is read-only.
      return error.syscall === "mkdir"
        ? problem("not-writable", { path, reason: "EROFS" }, place)
        : undefined;
    case undefined:
      return undefined;
  }
}

function nameOf(project: Project, path: string): string {
  const way = relative(project.folder, path);
  return way.startsWith("..") ? path : way.split(sep).join("/");
}
