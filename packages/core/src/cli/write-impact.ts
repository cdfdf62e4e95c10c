/** `check --report`: the impact assessment of a project, written to a file. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Checked } from "../compute/check/check-project.ts";
import { readForgotten } from "../compute/ingest/forgotten.ts";
import { dayIn } from "../compute/project/today.ts";
import type { Project } from "../compute/project/project.ts";
import { listRuns } from "../compute/snapshot/store.ts";
import { impactOf } from "../domain/compliance/impact.ts";
import { openState, statePlace, type AuditRecord } from "../people/index.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result } from "../result.ts";
import { impactMarkdown, impactPage } from "../views/impact-report.ts";
import type { Context } from "./context.ts";

/** Exports of the log that are told. */
const shownExports = 50;

/** Writes the report. @returns a problem where the audit log cannot be read; nothing where the configuration has errors */
export async function writeImpact(
  { problems, checked }: Checked,
  project: Project,
  to: string,
  { cwd, locale, now }: Context,
): Promise<Result<boolean, Problem>> {
  if (checked === undefined) return ok(false);
  const exports = await exportsOf(project);
  if (!exports.ok) return exports;
  const runs = listRuns(project);
  const oldest = /^(\d{4})(\d{2})(\d{2})/.exec(runs.at(-1) ?? "");
  const impact = impactOf(checked.model, problems, checked.allowed);
  const facts = {
    locale,
    day: dayIn(now(), checked.model.timezone),
    runs: runs.length,
    oldest: oldest === null ? "" : oldest.slice(1).join("-"),
    exports: exports.value.map(({ at, actor, asked }) => ({ at, who: actor, to: asked })),
    forgotten: readForgotten(project)?.entries.length ?? 0,
  };
  const told = to.endsWith(".html") ? impactPage(impact, facts) : impactMarkdown(impact, facts);
  writeFileSync(resolve(cwd, to), told);
  return ok(true);
}

async function exportsOf(project: Project): Promise<Result<readonly AuditRecord[], Problem>> {
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  try {
    return ok(await state.value.audited({ action: "export", limit: shownExports }));
  } finally {
    await state.value.close();
  }
}
