/** Opens the run that counts are compared with, beside the one that answers. */
import { resolveRun, withRuns } from "../compute/diff/open-runs.ts";
import type { Lane } from "../compute/engine/engine.ts";
import type { Project } from "../compute/project/project.ts";
import type { Base } from "../compute/snapshot/open-base.ts";
import { readPublished } from "../compute/snapshot/store.ts";
import type { Problem } from "../problem.ts";
import type { Result } from "../result.ts";

/**
 * @param against as `diff` names runs; without it the run that answers
 * @returns `unknown-run` where there is no such run
 */
export async function comparing<T>(
  lane: Lane,
  project: Project,
  answering: Base | null,
  against: string | undefined,
  use: (asked: Base | null) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  if (against === undefined) return use(answering);
  const run = resolveRun(project, against);
  if (!run.ok) return run;
  if (run.value === answering?.manifest.id) return use(answering);
  const published = readPublished(project);
  const isPublished = published.ok && published.value?.run === run.value;
  return withRuns(lane, project, { old: run.value, now: run.value }, answering, ({ old }) =>
    use({ ...old, published: isPublished }),
  );
}
