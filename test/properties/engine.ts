/** Runs a project of generated rows on the real engine and gives its customers table. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../packages/core/src/compute/engine/duckdb.ts";
import { sureText } from "../../packages/core/src/compute/engine/cell.ts";
import type { Row } from "../../packages/core/src/compute/engine/engine.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { run } from "../../packages/core/src/compute/run/run.ts";
import { openBase } from "../../packages/core/src/compute/snapshot/open-base.ts";
import { select } from "../../packages/core/src/query/index.ts";
import type { RunSummary } from "../../packages/core/src/host/protocol.ts";

export type Computed = {
  readonly summary: RunSummary;
  /** By id. */
  readonly customers: ReadonlyMap<string, Row>;
};

/** Writes the files, runs, reads the snapshot back, and cleans up. */
export async function compute(
  files: Readonly<Record<string, string>>,
  options: { readonly threads?: number } = {},
): Promise<Computed> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-p-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const project = openProject(folder);
  mkdirSync(join(folder, ".clientele/tmp"), { recursive: true });
  const engine = await openEngine({
    tempDirectory: join(folder, ".clientele/tmp"),
    allowedDirectories: [folder],
    ...options,
  });
  try {
    const result = await run(engine, project, { now: new Date("2026-11-21T12:00:00Z") });
    if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
    const { summary } = result.value;
    const base = await openBase(engine, project, summary.run, false);
    if (!base.ok) throw new Error(JSON.stringify(base.errors));
    const rows = await engine.rows(select({ from: base.value.customers }));
    return { summary, customers: new Map(rows.map((row) => [sureText(row["id"]), row])) };
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
