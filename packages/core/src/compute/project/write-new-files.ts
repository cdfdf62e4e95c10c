/** Writes files of a project that are not there yet: all of them or none. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { fileProblem } from "./file-problem.ts";
import type { Project } from "./project.ts";

/** @param files texts by path relative to the project; nothing is overwritten */
export function writeNewFiles(
  project: Project,
  files: Readonly<Record<string, string>>,
): Result<null, Problem> {
  const present = Object.keys(files).filter((path) => existsSync(join(project.folder, path)));
  if (present.length > 0)
    return err(
      ...present.map((path) => problem("file-present", { path }, { file: path, range: fileStart })),
    );
  try {
    for (const [path, text] of Object.entries(files)) {
      const target = join(project.folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text, { flag: "wx" });
    }
  } catch (error) {
    const refused = fileProblem(project, error);
    if (refused === undefined) throw error;
    return err(refused);
  }
  return ok(null);
}
