/** Opens the snapshots that a comparison reads, beside the one that answers. */
import type { Problem } from "../../problem.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { readsPrior } from "../run/prior.ts";
import { closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import { listRuns, readManifest, readPublished } from "../snapshot/store.ts";

/**
 * The run that a word means: `published`, `previous` (published before it), `latest`, a run's id, or the start of one.
 *
 * @returns `unknown-run` where there is none, or several
 */
export function resolveRun(project: Project, word: string): Result<string, Problem> {
  const published = readPublished(project);
  if (!published.ok) return published;
  const runs = listRuns(project);
  const named: Readonly<Record<string, string | null | undefined>> = {
    published: published.value?.run,
    previous: published.value?.previous,
    latest: runs[0],
  };
  const starting = runs.filter((run) => run.startsWith(word));
  const found = Object.hasOwn(named, word)
    ? named[word]
    : runs.includes(word)
      ? word
      : starting.length === 1
        ? starting[0]
        : undefined;
  if (found !== null && found !== undefined) return ok(found);
  const manifest = readManifest(project, word);
  if (!manifest.ok) return manifest;
  return err(
    problem("unknown-run", { run: word, nearest: "" }, { file: ".clientele", range: fileStart }),
  );
}

export type OpenedRuns = {
  readonly old: Base;
  readonly now: Base;
  readonly priors: { readonly old: Base | null; readonly now: Base | null };
};

/**
 * Opens two snapshots, and those that were published when they were run where the old configuration holds tiers.
 *
 * @param answering the snapshot that is open already, which stays open
 */
export async function withRuns<T>(
  lane: Lane,
  project: Project,
  runs: { readonly old: string; readonly now: string },
  answering: Base | null,
  use: (opened: OpenedRuns) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const opened = new Map<string, Base>();
  const open = async (run: string, published: boolean): Promise<Result<Base, Problem>> => {
    if (answering?.manifest.id === run) return ok({ ...answering, published });
    const known = opened.get(run);
    if (known !== undefined) return ok({ ...known, published });
    const base = await openBase(lane, project, run, published);
    if (base.ok) opened.set(run, base.value);
    return base;
  };
  const priorOf = async ({ manifest }: Base): Promise<Base | null> => {
    if (manifest.prior === null || !listRuns(project).includes(manifest.prior)) return null;
    const prior = await open(manifest.prior, true);
    return prior.ok ? prior.value : null;
  };
  try {
    const old = await open(runs.old, false);
    if (!old.ok) return old;
    const now = await open(runs.now, false);
    if (!now.ok) return now;
    const holds = readsPrior(old.value.model);
    const priors = {
      old: holds ? await priorOf(old.value) : null,
      now: holds ? await priorOf(now.value) : null,
    };
    return await use({ old: old.value, now: now.value, priors });
  } finally {
    for (const base of opened.values()) await closeBase(lane, base);
  }
}
