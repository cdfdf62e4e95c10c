/** The project's closed days, for deadlines: read without looking at any other table. */
import { readConfig } from "../../language/config/read-config.ts";
import { calendarModel } from "../../language/model/side-models.ts";
import { tablesOf } from "../../language/model/source-models.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { closedDays } from "../ingest/closed-days.ts";
import { readCatalog } from "../ingest/read-catalog.ts";
import type { Project } from "../project/project.ts";

const name = "calendar";

/** Whether a project has closed days: else there is nothing to read. */
export const hasCalendar = (project: Project): boolean =>
  readConfig(project.files).project?.value.calendar !== undefined;

/** The days of `calendar.closed` in order, ISO; none without the key. @returns problems of the table */
export async function calendarDays(
  lane: Lane,
  project: Project,
  options: QueryOptions,
): Promise<Result<readonly string[], Problem>> {
  const file = readConfig(project.files).project;
  if (file?.value.calendar === undefined) return ok([]);
  const tables = tablesOf(file, project.environment).filter((table) => table.name === name);
  const { catalog, files, problems } = await readCatalog(lane, project, tables, options);
  const [source] = catalog.sources;
  const found: Problem[] = [...problems];
  const model = calendarModel(file, catalog, project.environment, (...more) => found.push(...more));
  if (hasErrors(found) || source === undefined || model === null) return err(...found);
  return closedDays(lane, { model, source, files: files.get(name) ?? [] }, options);
}
