/** Findings of the law that need the data: personal data that nobody declared, and segments of the last run that are persons. */
import { smallSegments } from "../../domain/compliance/identity-lint.ts";
import type { DataFindings } from "../../domain/compliance/compliance.ts";
import { isBlockMap } from "../../language/config/yaml-shape.ts";
import { nodeAt, rangeOfKey } from "../../language/config/yaml-source.ts";
import type { ConfigFile } from "../../language/config/read-config.ts";
import type { ProjectConfig } from "../../language/config/schema.ts";
import type { Model } from "../../language/model/model.ts";
import { problem, type Fix, type Problem } from "../../problem.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { findPersonalData } from "../quality/find-personal-data.ts";
import type { Prepared } from "../run/prepare.ts";
import type { Project } from "../project/project.ts";
import { chooseRun } from "../snapshot/open-base.ts";
import { readManifest } from "../snapshot/store.ts";

/** Looks at the customers table, and at the sizes of segments in the run that answers, where there is one. */
export async function complianceInData(
  lane: Lane,
  project: Project,
  prepared: Prepared,
  model: Model,
  options: QueryOptions,
): Promise<DataFindings> {
  const undeclared = await undeclaredIn(lane, prepared, model, options);
  const chosen = chooseRun(project);
  const manifest =
    chosen.ok && chosen.value !== undefined ? readManifest(project, chosen.value.run) : undefined;
  if (manifest?.ok !== true) return { findings: undeclared, codes: ["pii-undeclared"] };
  const { summary } = manifest.value;
  const sizes = Object.fromEntries(
    Object.entries(summary.segmentations).map(([name, { segments }]) => [
      name,
      Object.fromEntries(Object.entries(segments).map(([id, { customers }]) => [id, customers])),
    ]),
  );
  return {
    findings: [...undeclared, ...smallSegments(model, sizes, summary.customers)],
    codes: ["pii-undeclared", "segment-small"],
  };
}

async function undeclaredIn(
  lane: Lane,
  { config, catalog, files }: Prepared,
  { customers }: Model,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { project } = config;
  const source = catalog.sources.find((s) => s.name === "customers");
  if (customers === null || project === undefined || source === undefined) return [];
  // The name that people use is masked and left out of exports without being told.
  const shown = new Set(customers.attributes.map((a) => a.name));
  const columns = source.columns.filter((c) => shown.has(c.name) && c.name !== customers.label);
  const table = { ...customers, expects: new Map<string, "number" | "date">() };
  const found = await findPersonalData(
    lane,
    { table, source: { ...source, columns }, files: files.get("customers") ?? [] },
    project,
    options,
  );
  return found.flatMap(({ column, pii }) => {
    if (column === null || pii === undefined) return [];
    const values = { source: "customers", column, pii: pii.kind };
    const path = ["sources", "customers", "columns", column];
    const place = { file: project.source.path, range: rangeOfKey(project.source, path) };
    const fixes = declared(project, column, pii.declare?.text);
    return [problem("pii-undeclared", values, place, { severity: "warning", fixes })];
  });
}

/** The line that declares it, where columns stand below each other and it is not among them. */
function declared(
  { source }: ConfigFile<ProjectConfig>,
  column: string,
  text: string | undefined,
): readonly Fix[] {
  const base = ["sources", "customers", "columns"];
  if (text === undefined || !isBlockMap(source, base)) return [];
  if (nodeAt(source, [...base, column]) !== undefined) return [];
  const start = { line: rangeOfKey(source, base).start.line + 1, character: 0 };
  const range = { start, end: start };
  return [{ title: text.trim(), edits: [{ file: source.path, range, newText: `${text}\n` }] }];
}
