/** Known duplicates, resolved: each alias with the customer at the end of its chain. Kept in the cache by their content. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  coalesce,
  col,
  copy,
  countAll,
  createTableAs,
  dropTable,
  eq,
  join as joined,
  max,
  named,
  scan,
  select,
  table,
  type Query,
  type TableNode,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { fileProblem } from "../project/file-problem.ts";
import { stateFolder } from "../project/project.ts";
import { hashFiles, type CachedFile } from "./cache.ts";
import { dataProblem } from "./data-problem.ts";
import { forgottenOf, withoutForgotten } from "./forgotten.ts";
import { cycleProblem, identityProblems } from "./identity-problems.ts";
import { pairsOf, type IdentitiesInput } from "./identity-pairs.ts";
import { changedFiles } from "./resolve-files.ts";

export type Identities = {
  /** Names the definition and the content of the table. */
  readonly key: string;
  /** `alias` and `customer`, each alias once, no customer an alias. */
  readonly query: Query;
  readonly files: readonly CachedFile[];
  /** Warnings. */
  readonly problems: readonly Problem[];
};

/** Chains are followed by doubling, so this many steps follow any that fits into memory. */
const maximumSteps = 40;
/** What was made less long ago may still be read by another process, in milliseconds. */
const keptFor = 3_600_000;

/** The aliases with their customers. An alias of two customers, or chains that end nowhere, are problems. */
export async function resolveIdentities(
  lane: Lane,
  input: IdentitiesInput,
  options: QueryOptions = {},
): Promise<Result<Identities, Problem>> {
  const { project, model, files } = input;
  try {
    const hashed = await hashFiles(project, files, options.signal);
    const forgotten = forgottenOf(project);
    const version = forgotten === null ? [] : [forgotten.version];
    const key = contentKey([model, hashed.map((file) => file.sha256), ...version]);
    const path = join(stateFolder(project), "cache", `identities-${key}.parquet`);
    const problems = await identityProblems(lane, input, options);
    if (hasErrors(problems)) return err(...problems);
    if (!existsSync(path)) {
      const written = await writeResolved(lane, input, path, options);
      if (!written.ok) return written;
      pruneOthers(path);
    }
    const query = select({
      columns: ["alias", "customer"],
      from: scan(path, { format: "parquet", hivePartitioning: false }),
    });
    return ok({ key, query, files: hashed, problems });
  } catch (error) {
    const refused = fileProblem(project, error);
    if (refused !== undefined) return err(refused);
    if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
    const changed = changedFiles(files);
    return err(...(changed.length > 0 ? changed : [dataProblem(error, model, files)]));
  }
}

async function writeResolved(
  lane: Lane,
  input: IdentitiesInput,
  path: string,
  options: QueryOptions,
): Promise<Result<null, Problem>> {
  const own = randomBytes(4).toString("hex");
  const [first, from, to] = ["pairs", "from", "to"].map((n) => table(`identities_${n}_${own}`));
  if (first === undefined || from === undefined || to === undefined)
    throw new Error("unreachable: three names");
  const forgotten = forgottenOf(input.project);
  const aside = join(dirname(path), `.identities-${process.pid}-${own}.parquet`);
  try {
    await lane.run(createTableAs(first, pairsOf(input)), options);
    await lane.run(createTableAs(from, select({ from: first })), options);
    for (let step = 0; ; step += 1) {
      const open = await lane.one(openEnds(first, from), options);
      if (Number(open["n"]) === 0) break;
      if (step === maximumSteps)
        return err(await cycleProblem(lane, input, first, sureText(open["last"]), options));
      await lane.run(createTableAs(to, doubled(from), { orReplace: true }), options);
      await lane.run(createTableAs(from, select({ from: to }), { orReplace: true }), options);
    }
    await lane.run(
      copy(
        withoutForgotten(
          withoutForgotten(select({ from }), "alias", forgotten),
          "customer",
          forgotten,
        ),
        aside,
        { format: "parquet", compression: "zstd" },
      ),
      options,
    );
    const changed = changedFiles(input.files);
    if (changed.length > 0) return err(...changed);
    renameSync(aside, path);
    return ok(null);
  } finally {
    if (existsSync(aside)) rmSync(aside);
    for (const made of [first, from, to]) await lane.run(dropTable(made));
  }
}

/** How many rows lead to an id that is an alias itself, and the last such id: on a cycle, after many steps. */
const openEnds = (pairs: TableNode, from: TableNode): Query =>
  select({
    columns: { n: countAll(), last: max(col("customer", "f")) },
    from: named(from, "f"),
    joins: [joined("semi", named(pairs, "p"), eq(col("alias", "p"), col("customer", "f")))],
  });

/** Every alias twice as far along its chain. */
const doubled = (from: TableNode): Query =>
  select({
    columns: {
      alias: col("alias", "a"),
      customer: coalesce(col("customer", "b"), col("customer", "a")),
    },
    from: named(from, "a"),
    joins: [joined("left", named(from, "b"), eq(col("alias", "b"), col("customer", "a")))],
  });

function pruneOthers(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!/^\.?identities-/.test(name) || name === basename(path)) continue;
    const other = join(folder, name);
    const changed = statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (changed < Date.now() - keptFor) rmSync(other, { force: true });
  }
}
