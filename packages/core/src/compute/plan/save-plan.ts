/** Writes a plan into the folder of its run: the plan as JSON, every step of it as CSV. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanStep } from "../../domain/planning/plan-result.ts";
import { stateFolder, type Project } from "../project/project.ts";
import type { MadePlan } from "./make-plan.ts";

/** @returns the folder, relative to the project; a plan of the same name of this run gives way to it */
export function savePlan(project: Project, { result, steps }: MadePlan): string {
  const plans = join(stateFolder(project), "runs", result.run, "plans");
  const folder = join(plans, result.plan);
  const aside = join(plans, `.${result.plan}-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, "plan.json"), JSON.stringify(result, null, 2));
  writeFileSync(join(aside, "steps.csv"), stepsCsv(steps));
  rmSync(folder, { recursive: true, force: true });
  renameSync(aside, folder);
  return `.clientele/runs/${result.run}/plans/${result.plan}`;
}

function stepsCsv(steps: readonly PlanStep[]): string {
  const rows = steps.map(({ customer, strategy, action, gain }) =>
    [quoted(customer), strategy, action, gain === null ? "" : gain.toFixed(2)].join(","),
  );
  return ["customer,strategy,action,gain", ...rows, ""].join("\n");
}

/** Text that starts like a formula would be computed by spreadsheets; a quotation mark before it keeps it text. */
const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
