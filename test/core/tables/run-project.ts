/** Runs projects in temporary folders, as often as a test wants, on the real engine. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { sureText } from "../../../packages/core/src/compute/engine/cell.ts";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import type { Engine, Row } from "../../../packages/core/src/compute/engine/engine.ts";
import { openProject, type Project } from "../../../packages/core/src/compute/project/project.ts";
import { preview } from "../../../packages/core/src/compute/preview/preview.ts";
import { prepare } from "../../../packages/core/src/compute/run/prepare.ts";
import { run } from "../../../packages/core/src/compute/run/run.ts";
import type { Manifest } from "../../../packages/core/src/compute/snapshot/manifest.ts";
import { openBase, type Base } from "../../../packages/core/src/compute/snapshot/open-base.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import { select } from "../../../packages/core/src/query/index.ts";

export const golden = readFileSync(
  join(import.meta.dirname, "../../golden/config/tables.yaml"),
  "utf8",
);

const now = new Date("2026-11-21T12:00:00Z");

export type Ran = {
  readonly base: Base;
  readonly manifest: Manifest;
  /** By id. */
  readonly customers: ReadonlyMap<string, Row>;
};

export type Opened = {
  readonly engine: Engine;
  readonly project: Project;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Throws where the run has problems. */
  readonly run: (asOf?: string) => Promise<Ran>;
  /** The problems of a run, warnings too. */
  readonly problems: () => Promise<readonly Problem[]>;
  /** Segments with their sizes, as a preview without a base counts them. */
  readonly preview: () => Promise<Readonly<Record<string, number>>>;
};

/** @param threads of the engine; default: as many as the machine has cores */
export async function openFiles(
  files: Readonly<Record<string, string>>,
  threads?: number,
): Promise<Opened> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-t-"));
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  mkdirSync(join(folder, ".clientele/tmp"), { recursive: true });
  const project = openProject(folder);
  const engine = await openEngine({
    tempDirectory: join(folder, ".clientele/tmp"),
    allowedDirectories: [folder],
    ...(threads === undefined ? {} : { threads }),
  });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const runOnce = (asOf?: string) =>
    run(engine, project, { now, ...(asOf === undefined ? {} : { asOf }) });
  return {
    engine,
    project,
    write,
    run: async (asOf) => {
      const result = await runOnce(asOf);
      if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
      const base = await openBase(engine, project, result.value.summary.run, false);
      if (!base.ok) throw new Error(JSON.stringify(base.errors));
      const rows = await engine.rows(select({ from: base.value.customers }));
      const customers = new Map(rows.map((row) => [sureText(row["id"]), row]));
      return { base: base.value, manifest: base.value.manifest, customers };
    },
    problems: async () => {
      const result = await runOnce();
      return result.ok ? result.value.problems : result.errors;
    },
    preview: async () => {
      const prepared = await prepare(engine, project);
      if (prepared.model === undefined) throw new Error(JSON.stringify(prepared.problems));
      const cache = { counts: new Map(), wholes: new Map() };
      const input = { project, prepared, model: prepared.model, base: null, cache, now };
      const counted = await preview(engine, input);
      if (!counted.ok) throw new Error(JSON.stringify(counted.errors));
      const sizes = counted.value.segmentations.flatMap((s) =>
        s.segments.map((x) => [`${s.id}.${x.id}`, x.customers] as const),
      );
      return Object.fromEntries(sizes);
    },
  };
}

/** Problems without those that say nothing here, each as its code, file, first line and what it names. */
export const told = (problems: readonly Problem[]) =>
  problems
    .filter((p) => p.code !== "no-segmentations")
    .map(({ code, file, range, values }) => ({ code, file, line: range.start.line + 1, values }));
