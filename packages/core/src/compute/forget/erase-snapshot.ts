/**
 * Writes a snapshot anew without some customers. The new database stands beside the old one under another name; the
 * description that names it is replaced atomically, and only then the old one goes. Who has the old one open reads on.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { idColumn } from "../../domain/columns.ts";
import {
  and,
  asc,
  attach,
  checkpoint,
  col,
  createTableAs,
  detach,
  inList,
  not,
  select,
  table,
  text,
} from "../../query/index.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { summarise } from "../run/summary.ts";
import type { Manifest } from "../snapshot/manifest.ts";
import { closeBase, openBase } from "../snapshot/open-base.ts";
import { runFolder, snapshotFile, sync } from "../snapshot/store.ts";
import type { Person } from "./person.ts";
import { scrubbed, scrubbedCatalog } from "./scrub.ts";

/** Removes databases that no description names: what a killed erasure left. */
export function removeStray(project: Project, run: string): void {
  const named = basename(snapshotFile(project, run));
  const folder = runFolder(project, run);
  for (const name of readdirSync(folder))
    if (
      (/^snapshot(?:-\d+)?\.duckdb/.test(name) && !name.startsWith(named)) ||
      /^\..*\.forget$/.test(name)
    )
      rmSync(join(folder, name), { force: true });
}

/**
 * @param at ISO instant, for the description
 * @returns how many rows of customers went
 */
export async function eraseFromSnapshot(
  lane: Lane,
  project: Project,
  run: string,
  person: Person,
  at: string,
  options: QueryOptions,
): Promise<Result<number, Problem>> {
  const rows = person.runs.find((r) => r.run === run)?.rows ?? 0;
  const opened = await openBase(lane, project, run, false);
  if (!opened.ok) return opened;
  const base = opened.value;
  const folder = runFolder(project, run);
  const earlier = snapshotFile(project, run);
  const nth = 1 + Number(/-(\d+)\.duckdb$/.exec(earlier)?.[1] ?? 0);
  const name = `snapshot-${nth}.duckdb`;
  const target = join(folder, name);
  rmSync(target, { force: true });
  const list = person.ids.map((id) => text(id));
  const without = (...columns: readonly string[]) =>
    and(...columns.map((column) => not(inList(col(column), list))));
  const inside = (made: string) => table(made, { catalog: "remaining", schema: "main" });
  let totals: Awaited<ReturnType<typeof summarise>>;
  try {
    await lane.run(attach(target, "remaining", { readOnly: false }));
    try {
      const customers = select({
        from: base.customers,
        where: without(idColumn),
        orderBy: [asc(col(idColumn))],
      });
      await lane.run(createTableAs(inside("customers"), customers), options);
      if (base.identities !== null) {
        const where = without("alias", "customer");
        const left = select({ from: base.identities, where, orderBy: [asc(col("alias"))] });
        await lane.run(createTableAs(inside("identities"), left), options);
      }
      await lane.run(checkpoint("remaining"));
      totals = await summarise(lane, inside("customers"), base.model, base.manifest.asOf, options);
    } finally {
      await lane.run(detach("remaining"));
    }
  } finally {
    await closeBase(lane, base);
  }
  sync(target);
  const erased = [...(base.manifest.erased ?? []), { at, customers: rows }];
  const manifest: Manifest = {
    ...base.manifest,
    snapshot: name,
    erased,
    summary: { ...base.manifest.summary, ...totals },
  };
  // Plans name everybody whom they serve; they are made again from the run.
  rmSync(join(folder, "plans"), { recursive: true, force: true });
  replaceJson(folder, "config.json", (value) => scrubbed(value, person));
  replaceJson(folder, "model.json", (value) => scrubbedCatalog(value, person));
  replace(folder, "manifest.json", JSON.stringify(scrubbed(manifest, person), null, 2));
  sync(folder);
  rmSync(earlier, { force: true });
  rmSync(`${earlier}.wal`, { force: true });
  return ok(rows);
}

function replaceJson(folder: string, name: string, change: (value: unknown) => unknown): void {
  const path = join(folder, name);
  if (!existsSync(path)) return;
  replace(folder, name, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")) as unknown)));
}

function replace(folder: string, name: string, content: string): void {
  const aside = join(folder, `.${name}.forget`);
  writeFileSync(aside, content);
  sync(aside);
  renameSync(aside, join(folder, name));
}
