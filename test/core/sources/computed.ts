/** Runs, previews and reads back a project of its own files on the real engine. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import { sureText } from "../../../packages/core/src/compute/engine/cell.ts";
import type { Engine, Row } from "../../../packages/core/src/compute/engine/engine.ts";
import { featuresFor } from "../../../packages/core/src/compute/preview/preview-features.ts";
import { openProject, type Project } from "../../../packages/core/src/compute/project/project.ts";
import { prepare } from "../../../packages/core/src/compute/run/prepare.ts";
import { run } from "../../../packages/core/src/compute/run/run.ts";
import type { Manifest } from "../../../packages/core/src/compute/snapshot/manifest.ts";
import { closeBase, openBase } from "../../../packages/core/src/compute/snapshot/open-base.ts";
import { assignments } from "../../../packages/core/src/domain/assignments.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import { select, type Relation } from "../../../packages/core/src/query/index.ts";

const now = new Date("2026-11-21T12:00:00Z");

export type Opened = {
  readonly folder: string;
  readonly project: Project;
  readonly engine: Engine;
  readonly write: (path: string, text: string) => void;
};

/** A project on disk with an engine; both go when the test ends. */
export async function opened(files: Readonly<Record<string, string>>): Promise<Opened> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-s-"));
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  mkdirSync(join(folder, ".clientele/tmp"), { recursive: true });
  const engine = await openEngine({
    tempDirectory: join(folder, ".clientele/tmp"),
    allowedDirectories: [folder],
  });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, project: openProject(folder), engine, write };
}

export type Computed = {
  readonly manifest: Manifest;
  /** By id, from the snapshot. */
  readonly customers: ReadonlyMap<string, Row>;
  /** The same, as a preview without a snapshot counts them. */
  readonly previewed: ReadonlyMap<string, Row>;
  /** Whether a preview of the same text takes the snapshot's columns. */
  readonly reuses: boolean;
};

/** Runs the project, previews it, and reads both. */
export async function computed({ project, engine }: Opened): Promise<Computed> {
  const ran = await run(engine, project, { now });
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors, null, 1));
  const base = await openBase(engine, project, ran.value.summary.run, false);
  if (!base.ok) throw new Error(JSON.stringify(base.errors));
  const prepared = await prepare(engine, project);
  const { model } = prepared;
  if (model === undefined) throw new Error(JSON.stringify(prepared.problems));
  const rowsOf = async (from: Relation): Promise<ReadonlyMap<string, Row>> => {
    const rows = await engine.rows(select({ from }));
    return new Map(rows.map((row) => [sureText(row["id"]), row]));
  };
  const common = { project, prepared, model, now };
  const bare = { ...common, base: null, cache: { counts: new Map(), wholes: new Map() } };
  const fresh = await featuresFor(engine, bare, {});
  if (!fresh.ok) throw new Error(JSON.stringify(fresh.errors));
  const { relation, asOf } = fresh.value;
  const previewed = await rowsOf(assignments(relation, model, asOf));
  const beside = { ...common, base: base.value, cache: { counts: new Map(), wholes: new Map() } };
  const again = await featuresFor(engine, beside, {});
  const { manifest } = base.value;
  const reuses = again.ok && again.value.key === manifest.id;
  const customers = await rowsOf(base.value.customers);
  await closeBase(engine, base.value);
  return { manifest, customers, previewed, reuses };
}

/** What a run refuses. */
export async function refused({ project, engine }: Opened): Promise<readonly Problem[]> {
  const ran = await run(engine, project, { now });
  return ran.ok ? ran.value.problems : ran.errors;
}
