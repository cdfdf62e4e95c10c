/** Publishing: from now on every surface answers from this run. */
import type { Problem } from "../../problem.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { fileProblem } from "../project/file-problem.ts";
import type { Project } from "../project/project.ts";
import { manifestFormat, type Approval, type Published } from "./manifest.ts";
import { listRuns, readManifest, readPublished, writePublished } from "./store.ts";

export type PublishInput = {
  /** Default: the newest run. */
  readonly run?: string;
  readonly by: string;
  readonly why: string;
  readonly now: Date;
  /** Of the run's configuration. A later run of what was approved keeps it. */
  readonly approval?: Approval;
  /** Whether it may take the place of what was approved without being so. */
  readonly overApproved?: boolean;
};

/**
 * Makes a run the published one.
 *
 * @returns what `published.json` says now; problems where there is no such run or it cannot be read, `release-in-force` where
 *   another configuration was approved
 */
export function publish(project: Project, input: PublishInput): Result<Published, Problem> {
  const run = input.run ?? listRuns(project)[0];
  if (run === undefined)
    return err(problem("no-run", {}, { file: ".clientele", range: fileStart }));
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  const before = readPublished(project);
  const previous = before.ok && before.value !== undefined ? before.value : undefined;
  const { configHash } = manifest.value;
  const inForce = previous?.approval ?? null;
  const kept = previous?.configHash === configHash ? inForce : null;
  const approval = input.approval ?? kept;
  if (approval === null && inForce !== null && input.overApproved !== true) {
    const place = { file: ".clientele/published.json", range: fileStart };
    return err(problem("release-in-force", { request: inForce.id }, place));
  }
  const published: Published = {
    format: manifestFormat,
    run,
    configHash,
    by: input.by,
    at: input.now.toISOString(),
    why: input.why,
    approval,
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
