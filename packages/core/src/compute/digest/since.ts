/** Which run a digest is compared with. */
import type { DigestModel } from "../../language/model/digest-model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Project } from "../project/project.ts";
import { listRuns, readManifest, readPublished } from "../snapshot/store.ts";

const dayMilliseconds = 86_400_000;

/** A day so many days earlier, ISO. @example daysBefore("2026-11-16", 7) // => "2026-11-09" */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMilliseconds).toISOString().slice(0, 10);

/**
 * The run that changes are counted from: that of the digest before where one is asked for and was sent, the run that was
 * published before, or the newest that is so many days older. `null` where there is none: then a
 * digest has nothing to compare with, and says so.
 *
 * @param now the run that is told, and its day
 * @param previous the run that the digest before told, where one was sent
 */
export function sinceRun(
  project: Project,
  { compareWith }: Pick<DigestModel, "compareWith">,
  now: { readonly run: string; readonly asOf: string },
  previous: string | null,
): Result<string | null, Problem> {
  if (compareWith.kind === "ago")
    return ok(newestUntil(project, daysBefore(now.asOf, compareWith.days), now.run));
  const runs = listRuns(project);
  if (compareWith.kind === "previous-digest" && previous !== null && runs.includes(previous))
    return ok(previous);
  const published = readPublished(project);
  if (!published.ok) return published;
  const manifest = readManifest(project, now.run);
  if (!manifest.ok) return manifest;
  const before = published.value?.run === now.run ? published.value.previous : manifest.value.prior;
  return ok(before !== null && runs.includes(before) ? before : null);
}

/** The newest of the runs as of a day or earlier, ties by id; `null` where there is none. @param but left out */
export function newestUntil(project: Project, day: string, but: string): string | null {
  const dated = listRuns(project).flatMap((run) => {
    if (run === but) return [];
    const manifest = readManifest(project, run);
    return manifest.ok && manifest.value.asOf <= day ? [{ run, asOf: manifest.value.asOf }] : [];
  });
  const [found] = dated.toSorted((a, b) =>
    a.asOf === b.asOf ? (a.run < b.run ? 1 : -1) : a.asOf < b.asOf ? 1 : -1,
  );
  return found?.run ?? null;
}
