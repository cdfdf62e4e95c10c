/** Releasing: what was approved becomes what every surface answers from. */
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { fileProblem } from "../project/file-problem.ts";
import type { Project } from "../project/project.ts";
import type { Approval, Published } from "../snapshot/manifest.ts";
import { publish } from "../snapshot/publish.ts";
import { readManifest, readPublished, removeMoves, unhide } from "../snapshot/store.ts";
import { configHash, type Texts } from "./config-texts.ts";
import { writeRelease } from "./released.ts";

export type ReleaseInput = {
  readonly files: Texts;
  /** Of the texts that were asked for; those that are given have to have it, and so has the run. */
  readonly configHash: string;
  readonly run: string;
  readonly approval: Approval;
  readonly by: string;
  readonly why: string;
  readonly now: Date;
};

/**
 * Writes the approved configuration down and publishes its run. Doing it again changes nothing, so that a killed release is ended
 * by the next attempt.
 *
 * @returns what `published.json` says; `release-damaged` where texts, run and hash are not of one another
 */
export function release(project: Project, input: ReleaseInput): Result<Published, Problem> {
  const { files, run, approval, by, why, now } = input;
  const before = readPublished(project);
  if (!before.ok) return before;
  const live = before.value;
  if (live?.approval?.id === approval.id && live.approval.at === approval.at) return ok(live);
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  if (configHash(files) !== input.configHash || manifest.value.configHash !== input.configHash) {
    const place = { file: `.clientele/runs/${run}`, range: fileStart };
    return err(problem("release-damaged", { hash: input.configHash.slice(0, 8) }, place));
  }
  try {
    writeRelease(project, files);
    removeMoves(project, run);
    unhide(project, run);
  } catch (error) {
    const found = fileProblem(project, error);
    if (found === undefined) throw error;
    return err(found);
  }
  return publish(project, { run, by, why, now, approval });
}
