/** Opens the snapshot that answers come from: the published one, else the newest run. */
import {
  attach,
  describe,
  detach,
  select,
  table,
  type Relation,
  type TableNode,
} from "../../query/index.ts";
import type { Model } from "../../language/model/model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane } from "../engine/engine.ts";
import { firstSentence } from "../ingest/data-problem.ts";
import type { Project } from "../project/project.ts";
import type { PersonaCache } from "../personas/population.ts";
import type { Manifest } from "./manifest.ts";
import type { Sight } from "./sight.ts";
import { listRuns, readManifest, readPublished, readSavedModel, snapshotFile } from "./store.ts";

export type Base = {
  readonly manifest: Manifest;
  readonly model: Model;
  readonly published: boolean;
  /** The run's customers. */
  readonly customers: Relation;
  /** Old ids (`alias`) with the customers that they are now; `null` where the run knew none. */
  readonly identities: TableNode | null;
  readonly columns: ReadonlySet<string>;
  readonly alias: string;
  /** The cut of each tier by its column and those who are ranked with each other, once it was asked for: a snapshot never changes. */
  readonly cuts: Map<string, ReadonlyMap<string, number>>;
  /** Personas, once they were asked for. */
  readonly personas: PersonaCache;
  /** Whose it is, where it is what somebody may see of a snapshot; `null` for the snapshot itself. */
  readonly sight: Sight | null;
  /** What viewers may see of it, once somebody asked. */
  readonly sights: Map<string, Base>;
};

/** Which run answers: `undefined` where there is none. */
export function chooseRun(
  project: Project,
): Result<{ readonly run: string; readonly published: boolean } | undefined, Problem> {
  const published = readPublished(project);
  if (!published.ok) return published;
  if (published.value !== undefined) return ok({ run: published.value.run, published: true });
  const newest = listRuns(project)[0];
  return ok(newest === undefined ? undefined : { run: newest, published: false });
}

/**
 * Attaches a run's snapshot, read-only, so that any number of processes may read it.
 *
 * @returns problems where it is missing, damaged, locked or newer than we understand
 */
export async function openBase(
  lane: Lane,
  project: Project,
  run: string,
  published: boolean,
): Promise<Result<Base, Problem>> {
  const manifest = readManifest(project, run);
  if (!manifest.ok) return manifest;
  const saved = readSavedModel(project, run);
  if (!saved.ok) return saved;
  const again = /-(\d+)\.duckdb$/.exec(manifest.value.snapshot ?? "")?.[1];
  const alias = `run_${run.replaceAll("-", "_")}${again === undefined ? "" : `_${again}`}`;
  const customers = table("customers", { catalog: alias, schema: "main" });
  // Models of older runs know nothing of identities.
  const merges = (saved.value.model.identities ?? null) !== null;
  const identities = merges ? table("identities", { catalog: alias, schema: "main" }) : null;
  try {
    await lane.run(attach(snapshotFile(project, run), alias, { readOnly: true }));
    const rows = await lane.rows(describe(select({ from: customers })));
    const columns = new Set(rows.map((row) => sureText(row["column_name"])));
    return ok({
      manifest: manifest.value,
      model: saved.value.model,
      published,
      customers,
      identities,
      columns,
      alias,
      cuts: new Map(),
      personas: { populations: new Map(), found: new Map() },
      sight: null,
      sights: new Map(),
    });
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
    return err(baseProblem(error, run));
  }
}

export const closeBase = async (lane: Lane, base: Base): Promise<void> => {
  await lane.run(detach(base.alias));
};

function baseProblem(error: EngineError, run: string): Problem {
  const place = { file: `.clientele/runs/${run}/snapshot.duckdb`, range: fileStart };
  if (error.kind === "locked") return problem("snapshot-locked", { run }, place);
  return problem("snapshot-damaged", { run, reason: firstSentence(error.message) }, place);
}
