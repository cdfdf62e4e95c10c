/** Imports one table of a temporary project, on the real engine. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { openProjectEngine } from "../../../packages/core/src/compute/project/open-project-engine.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { readCatalog } from "../../../packages/core/src/compute/ingest/read-catalog.ts";
import { readTable } from "../../../packages/core/src/compute/ingest/read-table.ts";
import type { Row } from "../../../packages/core/src/compute/engine/engine.ts";
import type { FromConfig } from "../../../packages/core/src/language/config/schema-parts.ts";
import { placeOfTable } from "../../../packages/core/src/language/model/table-place.ts";
import { fileStart, type Problem } from "../../../packages/core/src/problem.ts";
import { as, cast, col, select } from "../../../packages/core/src/query/index.ts";

export type Imported = {
  readonly types: Readonly<Record<string, string>>;
  /** Cells as text. */
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
};

/** A folder with files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-imported-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** How many rows are read of each of several tables of one server. */
export async function importedRows(
  tables: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  const project = openProject(folderWith({}), { environment });
  const engine = await openProjectEngine(project);
  try {
    const place = { file: "clientele.yaml", range: fileStart };
    const about = { from: "${CRM_URL}", format: "postgres", place, expects: new Map() } as const;
    const sources = tables.map((part, i) => ({ ...about, name: `t${i}`, part }));
    const read = await readCatalog(engine, project, sources, { refresh: true });
    return sources.map(({ name }) => read.files.get(name)?.[0]?.content?.rows ?? 0);
  } finally {
    await engine.close();
  }
}

/** What a table holds, as everything after the import sees it. */
export async function imported(
  folder: string,
  from: FromConfig,
  environment: Readonly<Record<string, string>> = {},
): Promise<Imported> {
  const project = openProject(folder, { environment });
  const engine = await openProjectEngine(project);
  try {
    const { from: text, format = "csv", part } = placeOfTable(from);
    const place = { file: "clientele.yaml", range: fileStart };
    const table = { name: "t", from: text, format, part, place, expects: new Map() };
    const read = await readCatalog(engine, project, [table], { refresh: true });
    const [source] = read.catalog.sources;
    if (source === undefined) return { types: {}, rows: [], problems: read.problems };
    const query = readTable({ format, textColumns: [] }, read.files.get("t") ?? [], source);
    const cells = source.columns.map(({ name }) => as(name, cast(col(name), "varchar")));
    return {
      types: Object.fromEntries(source.columns.map((c) => [c.name, c.nativeType])),
      rows: await engine.rows(select({ columns: cells, from: query })),
      problems: read.problems,
    };
  } finally {
    await engine.close();
  }
}

/** Each problem as its code and what it names. */
export const told = (problems: readonly Problem[]) =>
  problems.map(({ code, values }) => ({ code, values }));
