/** Everything that `check` looks at: configuration, rules, and the tests in `checks/`. */
import { checkModels } from "../../domain/checks/check-model.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import type { Lane } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import type { PreviewCache } from "../preview/preview-features.ts";
import { prepare, type PrepareCache } from "../run/prepare.ts";
import { chooseRun, closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import type { Outcome } from "./outcome.ts";
import { runChecks } from "./run-checks.ts";

export type Checked = {
  readonly problems: readonly Problem[];
  readonly outcomes: readonly Outcome[];
  /** How many files were read. */
  readonly files: number;
};

/** What one check of a project found out for the next one with the same engine: changed in place. */
export type CheckCache = { readonly prepare: PrepareCache; readonly preview: PreviewCache };

export const emptyCheckCache = (): CheckCache => ({
  prepare: {},
  preview: { counts: new Map(), wholes: new Map() },
});

/**
 * Checks a project. The tests run where the configuration has no error.
 *
 * @param onTest called when one is done
 */
export async function checkProject(
  lane: Lane,
  project: Project,
  options: {
    readonly now: Date;
    readonly signal?: AbortSignal;
    readonly cache?: CheckCache;
    readonly onTest?: (outcome: Outcome) => void;
    /** Called before a column of the data is looked at for the first time. */
    readonly onColumn?: (source: string, column: string) => void;
  },
): Promise<Checked> {
  const query = options.signal === undefined ? {} : { signal: options.signal };
  const { onColumn, cache = emptyCheckCache() } = options;
  const profile = onColumn === undefined ? {} : { onColumn };
  const prepared = await prepare(lane, project, { ...query, profile, cache: cache.prepare });
  const { model, config } = prepared;
  const files = config.sources.length;
  if (model === undefined) return { problems: prepared.problems, outcomes: [], files };
  const { tests, problems } = checkModels(config.checks, model, prepared.catalog);
  const found = [...prepared.problems, ...problems];
  if (hasErrors(found) || tests.length === 0) return { problems: found, outcomes: [], files };
  const base = await publishedBase(lane, project);
  try {
    const input = { project, prepared, model, base, cache: cache.preview, now: options.now };
    const onTest = options.onTest === undefined ? {} : { onTest: options.onTest };
    const run = await runChecks(lane, tests, input, { ...query, ...onTest });
    if (!run.ok) return { problems: [...found, ...run.errors], outcomes: [], files };
    return { problems: [...found, ...run.value.problems], outcomes: run.value.outcomes, files };
  } finally {
    if (base !== null) await closeBase(lane, base);
  }
}

/** The published snapshot, which drift is measured against; none where it cannot be read. */
async function publishedBase(lane: Lane, project: Project): Promise<Base | null> {
  const chosen = chooseRun(project);
  if (!chosen.ok || chosen.value === undefined || !chosen.value.published) return null;
  const base = await openBase(lane, project, chosen.value.run, true);
  return base.ok ? base.value : null;
}
