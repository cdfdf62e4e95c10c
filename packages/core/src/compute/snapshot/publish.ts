/** Publishing: from now on every surface answers from this run. */
import type { Problem } from "../../problem.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { fileProblem } from "../project/file-problem.ts";
import type { Project } from "../project/project.ts";
import { manifestFormat, type Published } from "./manifest.ts";
import { listRuns, readManifest, readPublished, writePublished } from "./store.ts";

export type PublishInput = {
  /** Default: the newest run. */
  readonly run?: string;
  readonly by: string;
  readonly why: string;
  readonly now: Date;
};

/**
 * Makes a run the published one.
 *
 * @returns what `published.json` says now; problems where there is no such run or it cannot be read
 */
export function publish(project: Project, input: PublishInput): Result<Published, Problem> {
  const run = input.run ?? listRuns(project)[0];
  if (run === undefined)
    return err(problem("no-run", {}, { file: ".clientele", range: fileStart }));
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  const before = readPublished(project);
  const previous = before.ok && before.value !== undefined ? before.value : undefined;
  const published: Published = {
    format: manifestFormat,
    run,
    configHash: manifest.value.configHash,
    by: input.by,
    at: input.now.toISOString(),
    why: input.why,
    approval: null,
    previous: previous?.run === run ? (previous.previous ?? null) : (previous?.run ?? null),
  };
  try {
    writePublished(project, published);
  } catch (error) {
    const found = fileProblem(project, error);
    if (found === undefined) throw error;
    return err(found);
  }
  return ok(published);
}
