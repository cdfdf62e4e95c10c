/** Everything that `check` looks at: configuration, rules, and the tests in `checks/`. */
import { checkModels } from "../../domain/checks/check-model.ts";
import { compliance } from "../../domain/compliance/compliance.ts";
import type { Suppressed } from "../../domain/compliance/suppressions.ts";
import type { Model } from "../../language/model/model.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import type { Lane } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import type { PreviewCache } from "../preview/preview-features.ts";
import { prepare, type PrepareCache, type Prepared } from "../run/prepare.ts";
import { complianceInData } from "./compliance-in-data.ts";
import { chooseRun, closeBase, openBase, type Base } from "../snapshot/open-base.ts";
import type { Outcome } from "./outcome.ts";
import { runChecks } from "./run-checks.ts";

export type Checked = {
  readonly problems: readonly Problem[];
  readonly outcomes: readonly Outcome[];
  /** How many files were read. */
  readonly files: number;
  /** What reports tell of; left out where the configuration has errors. */
  readonly checked?: {
    readonly prepared: Prepared;
    readonly model: Model;
    readonly allowed: Suppressed["allowed"];
  };
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
    /** The published snapshot where the engine has it open, `null` where nothing is published; else it is opened. */
    readonly published?: Base | null;
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
  const data = await complianceInData(lane, project, prepared, model, query);
  const law = compliance({ config, model, catalog: prepared.catalog }, data);
  const checked = { prepared, model, allowed: law.allowed };
  const before = [...prepared.problems, ...problems];
  const found = [...before, ...law.problems];
  if (hasErrors(before) || tests.length === 0)
    return { problems: found, outcomes: [], files, checked };
  const opened = options.published === undefined ? await publishedBase(lane, project) : null;
  const base = options.published ?? opened;
  try {
    const input = { project, prepared, model, base, cache: cache.preview, now: options.now };
    const onTest = options.onTest === undefined ? {} : { onTest: options.onTest };
    const run = await runChecks(lane, tests, input, { ...query, ...onTest });
    if (!run.ok) return { problems: [...found, ...run.errors], outcomes: [], files, checked };
    const all = [...found, ...run.value.problems];
    return { problems: all, outcomes: run.value.outcomes, files, checked };
  } finally {
    if (opened !== null) await closeBase(lane, opened);
  }
}

/** The published snapshot, which drift is measured against; none where it cannot be read. */
async function publishedBase(lane: Lane, project: Project): Promise<Base | null> {
  const chosen = chooseRun(project);
  if (!chosen.ok || chosen.value === undefined || !chosen.value.published) return null;
  const base = await openBase(lane, project, chosen.value.run, true);
  return base.ok ? base.value : null;
}
