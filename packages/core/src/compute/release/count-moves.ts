/** Who moves because of a configuration: counted once, and kept beside its hidden run so that they can be told by name. */
import {
  and,
  as,
  asc,
  attach,
  cast,
  checkpoint,
  coalesce,
  col,
  countAll,
  createTableAs,
  desc,
  detach,
  differs,
  dropTable,
  eq,
  join,
  max,
  named,
  nil,
  number,
  select,
  sum,
  table,
  text,
  unionAll,
  type Query,
  type TableNode,
} from "../../query/index.ts";
import { builtinColumn, idColumn } from "../../domain/columns.ts";
import type { SnapshotDiff } from "../../domain/migration/snapshot-diff.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { diffSnapshots, type DiffInput, type WaysOf } from "../diff/diff.ts";
import type { Base } from "../snapshot/open-base.ts";
import { movesFile, removeMoves } from "../snapshot/store.ts";

/** What they spent is told of the last year where a snapshot knows it, else of all time. */
const year = 365;

export type Flow = {
  readonly segmentation: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly revenue: number;
};

export type CountedMoves = {
  readonly diff: SnapshotDiff;
  readonly within: number | null;
  /** The largest first. */
  readonly flows: readonly Flow[];
  readonly moved: { readonly customers: number; readonly revenue: number };
  /** Whether what customers did since is in it, because the old configuration cannot be computed on the new data. */
  readonly mixed: boolean;
};

/** The table of moves in their file: `id`, `segmentation`, `from`, `to`, `revenue`. */
export const movesTable = (alias: string): TableNode =>
  table("moves", { catalog: alias, schema: "main" });

/**
 * Counts who moves between two snapshots because of the configuration, and writes them beside the newer one.
 *
 * @throws EngineError `interrupted` when the signal is aborted
 */
export async function countMoves(
  lane: Lane,
  input: DiffInput,
  options: QueryOptions,
): Promise<CountedMoves> {
  const { old, now, project } = input;
  const within = old.columns.has(builtinColumn("monetary", year)) ? year : null;
  const parts: TableNode[] = [];
  let mixed = false;
  const onWays = async (ways: WaysOf): Promise<void> => {
    const lost = ways.unsplit.some(({ cause }) => cause !== "corrected");
    mixed ||= lost;
    const part = table(`request_moves_${parts.length}`);
    parts.push(part);
    const rows = movesOf(ways, lost ? "s0" : "s2", old, within);
    await lane.run(createTableAs(part, rows, { orReplace: true }), options);
  };
  try {
    const diff = await diffSnapshots(
      lane,
      { ...input, withoutDrift: true, movers: 0, onWays },
      options,
    );
    const all = allOf(parts);
    await write(lane, movesFile(project, now.manifest.id), all, () =>
      removeMoves(project, now.manifest.id),
    );
    return {
      diff,
      within,
      mixed,
      flows: await flowsOf(lane, all, options),
      moved: await movedOf(lane, all, options),
    };
  } finally {
    for (const part of parts) await lane.run(dropTable(part));
  }
}

function movesOf(
  { segmentation, query }: WaysOf,
  before: "s0" | "s2",
  old: Base,
  within: number | null,
): Query {
  const spent =
    within === null ? col("revenue", "w") : col(builtinColumn("monetary", within), "spent");
  return select({
    columns: [
      as("id", col("id", "w")),
      as("segmentation", text(segmentation.name)),
      as("from", cast(col(before, "w"), "varchar")),
      as("to", cast(col("s4", "w"), "varchar")),
      as("revenue", coalesce(spent, number("0"))),
    ],
    from: named(query, "w"),
    joins:
      within === null
        ? []
        : [join("left", named(old.customers, "spent"), eq(col(idColumn, "spent"), col("id", "w")))],
    where: and(col("before", "w"), col("after", "w"), differs(col(before, "w"), col("s4", "w"))),
  });
}

function allOf(parts: readonly TableNode[]): Query {
  const [first, ...rest] = parts.map((part) => select({ from: part }));
  if (first !== undefined) return rest.length === 0 ? first : unionAll(first, ...rest);
  const nothing = {
    id: nil("varchar"),
    segmentation: nil("varchar"),
    from: nil("varchar"),
    to: nil("varchar"),
    revenue: number("0"),
  };
  return select({ columns: nothing, limit: 0 });
}

async function flowsOf(lane: Lane, all: Query, options: QueryOptions): Promise<readonly Flow[]> {
  const keys = ["segmentation", "from", "to"];
  const rows = await lane.rows(
    select({
      columns: [...keys, as("customers", countAll()), as("spent", sum(col("revenue")))],
      from: named(all, "m"),
      groupBy: keys.map((key) => col(key)),
      orderBy: [desc(col("customers")), ...keys.map((key) => asc(col(key)))],
    }),
    options,
  );
  return rows.map((row) => ({
    segmentation: textOf(row["segmentation"]) ?? "",
    from: textOf(row["from"]),
    to: textOf(row["to"]),
    customers: Number(row["customers"]),
    revenue: Number(row["spent"]),
  }));
}

async function movedOf(
  lane: Lane,
  all: Query,
  options: QueryOptions,
): Promise<CountedMoves["moved"]> {
  const each = select({
    columns: ["id", as("spent", max(col("revenue")))],
    from: named(all, "m"),
    groupBy: [col("id")],
  });
  const row = await lane.one(
    select({
      columns: { customers: countAll(), revenue: coalesce(sum(col("spent")), number("0")) },
      from: named(each, "e"),
    }),
    options,
  );
  return { customers: Number(row["customers"]), revenue: Number(row["revenue"]) };
}

const written = "moves_written";

async function write(lane: Lane, file: string, rows: Query, clear: () => void): Promise<void> {
  clear();
  await lane.run(attach(file, written, { readOnly: false }));
  try {
    await lane.run(createTableAs(movesTable(written), rows));
    await lane.run(checkpoint(written));
  } finally {
    await lane.run(detach(written));
  }
}
