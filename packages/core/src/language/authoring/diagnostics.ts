/** The problems of a project by the file in which an editor shows them. */
import type { Place, Problem } from "../../problem.ts";
import { kindOfFile } from "../config/read-config.ts";
import { declarationsOf } from "./declarations.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Problems by file, in the order in which they were found. A problem of a data file is shown where the configuration
 * names that file. A name that is declared in a file which cannot be read yet is no mistake of the files that use it.
 *
 * @param more problems that somebody else found, such as the engine in the data
 */
export function diagnosticsOf(
  workspace: Workspace,
  more: readonly Problem[] = [],
): ReadonlyMap<string, readonly Problem[]> {
  const byFile = new Map<string, Problem[]>();
  const pending = namesInRefusedFiles(workspace);
  for (const problem of [...workspace.problems, ...more]) {
    if (followsFromRefusal(problem, pending) || isMisspelt(problem, workspace.problems)) continue;
    for (const shown of placed(problem))
      byFile.set(shown.file, [...(byFile.get(shown.file) ?? []), shown]);
  }
  return byFile;
}

function placed(problem: Problem): readonly Problem[] {
  if (kindOfFile(problem.file) !== undefined) return [problem];
  const data: Place = { file: problem.file, range: problem.range };
  const ours = problem.related.find(({ file }) => kindOfFile(file) !== undefined);
  return ours === undefined
    ? []
    : [{ ...problem, file: ours.file, range: ours.range, related: [data] }];
}

function namesInRefusedFiles({ config, files }: Workspace): ReadonlySet<string> {
  const refused = new Set(
    [...config.cache].filter(([, read]) => read.value === undefined).map(([path]) => path),
  );
  if (refused.size === 0) return new Set();
  const { segmentations } = declarationsOf(files);
  return new Set(segmentations.filter((s) => refused.has(s.file)).map((s) => s.name));
}

function followsFromRefusal(problem: Problem, pending: ReadonlySet<string>): boolean {
  if (problem.code !== "unknown-name") return false;
  return pending.has(problem.values.name.split(".")[0] ?? "");
}

/** Whether a key is missing only because it is misspelt: one mark is enough. */
const isMisspelt = (problem: Problem, all: readonly Problem[]): boolean =>
  problem.code === "missing-key" &&
  all.some(
    (p) =>
      p.code === "unknown-key" &&
      p.file === problem.file &&
      p.values.nearest === problem.values.key,
  );
