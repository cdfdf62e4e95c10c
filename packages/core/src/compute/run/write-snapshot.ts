/** Writes what a run computed as a snapshot: aside, then renamed when it is whole. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  asc,
  attach,
  checkpoint,
  col,
  createTableAs,
  detach,
  select,
  table,
  type Query,
  type TableNode,
} from "../../query/index.ts";
import type { Model } from "../../language/model/model.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Identities } from "../ingest/identities.ts";
import { memoryOf } from "../project/open-project-engine.ts";
import type { Project } from "../project/project.ts";
import type { Manifest, SavedModel } from "../snapshot/manifest.ts";
import { finishSnapshot, hide, startSnapshot } from "../snapshot/store.ts";
import type { CustomersOfRun } from "./assign.ts";
import { writeCustomers } from "./write-customers.ts";

export type SnapshotRows = {
  readonly customers: CustomersOfRun;
  /** Whether they come in the order of their ids, but for some who are new. */
  readonly sorted: boolean;
  /** What they are computed by. */
  readonly model: Model;
  readonly identities: Identities | null;
  /** More tables, by their names. */
  readonly side: readonly { readonly name: string; readonly rows: Query }[];
  /** Whether nothing but its number leads to it. */
  readonly hidden: boolean;
};

/** What stands beside the tables. */
export type Described = {
  readonly manifest: Manifest;
  readonly saved: SavedModel;
  readonly texts: Readonly<Record<string, string>>;
};

/**
 * @param id of the run
 * @param described tells what was written; it may read the customers of the snapshot
 * @returns its manifest
 * @throws EngineError `interrupted` when the signal is aborted; nothing half-written stays
 */
export async function writeSnapshot(
  lane: Lane,
  project: Project,
  id: string,
  { customers, sorted, model, identities, side, hidden }: SnapshotRows,
  described: (written: TableNode) => Promise<Described>,
  options: QueryOptions,
): Promise<Manifest> {
  const aside = startSnapshot(project, id);
  const into = (name: string): TableNode => table(name, { catalog: "written", schema: "main" });
  try {
    await lane.run(attach(join(aside, "snapshot.duckdb"), "written", { readOnly: false }));
    let whole: Described;
    try {
      const memory = memoryOf(project);
      await writeCustomers(lane, into("customers"), { customers, sorted }, model, memory, options);
      if (identities !== null) {
        const aliases = select({ from: identities.query, orderBy: [asc(col("alias"))] });
        await lane.run(createTableAs(into("identities"), aliases), options);
      }
      for (const { name, rows } of side) await lane.run(createTableAs(into(name), rows), options);
      whole = await described(into("customers"));
      await lane.run(checkpoint("written"));
    } finally {
      await lane.run(detach("written"));
    }
    if (options.signal?.aborted === true)
      throw new EngineError("interrupted", "interrupted before the snapshot was whole");
    if (hidden) hide(aside);
    finishSnapshot(project, aside, whole.manifest, whole.saved, whole.texts);
    return whole.manifest;
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}
