/**
 * The base columns of units beside those of their members. Members of one unit lie in several hash buckets, so lines are put
 * into buckets by unit first: one more pass over them and one more copy of the columns that are needed, on disk; memory stays
 * bounded by a bucket.
 */
import { existsSync, rmSync } from "node:fs";
import { join as joinPath } from "node:path";
import {
  and,
  as,
  bool,
  call,
  cases,
  coalesce,
  col,
  copy,
  countAll,
  createTableAs,
  differs,
  dropTable,
  eq,
  int,
  join,
  max,
  min,
  named,
  scan,
  select,
  star,
  table,
  type Query,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import {
  aggregateColumn,
  builtinColumn,
  idColumn,
  ofUnit,
  unitColumn,
} from "../../domain/columns.ts";
import {
  withoutRows,
  type BaseRequest,
  type UnitRequest,
} from "../../domain/metrics/base-columns.ts";
import { baseMetrics } from "../../domain/metrics/base-metrics.ts";
import { lineSourceColumn } from "../../domain/metrics/row-aggregates.ts";
import { parentUnit, rootUnit } from "../../language/model/unit-models.ts";
import type { AggregateModel } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import { fillTable, partsOf, rhythmParts, type FeaturesInput } from "./feature-parts.ts";

/** Tables of the engine that are at hand. */
export type UnitTables = {
  /** Of all customers, with their own base columns. */
  readonly own: string;
  /** Of all customers, with the keys of their units. */
  readonly keys: string;
};

type Made = { readonly unit: string; readonly table: string; readonly columns: readonly string[] };

/**
 * Makes the table of all customers with the base columns of their units.
 *
 * @param name of the table; an older one is replaced
 * @returns warnings about members who differ
 */
export async function addUnits(
  lane: Lane,
  name: string,
  { own, keys }: UnitTables,
  input: FeaturesInput,
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<readonly Problem[]> {
  const { request } = input;
  const made: Made[] = [];
  const problems: Problem[] = [];
  const next = (unit: string, columns: readonly string[]): Made => {
    const added = { unit, table: `${name}_unit_${made.length}`, columns };
    made.push(added);
    return added;
  };
  const isBucketed = [input.lines, ...input.others.map((o) => o.rows)].some((r) => r.buckets > 1);
  const folder = isBucketed ? input.scratch() : "";
  try {
    for (const unit of request.units) {
      const parts = partsOfUnit(unit, input);
      for (const [i, part] of parts.entries()) {
        const lines = await linesOfUnit(
          lane,
          unit.name,
          keys,
          part,
          joinPath(folder, `${i}`),
          options,
        );
        await fillTable(lane, next(unit.name, part.columns).table, lines, part.plan, options);
        if (part.rows.buckets > 1)
          rmSync(joinPath(folder, `${i}`), { recursive: true, force: true });
      }
      const ofLines = new Set(parts.flatMap((part) => part.columns));
      const shared = unit.columns.filter((column) => !ofLines.has(column));
      if (shared.length === 0) continue;
      const to = next(unit.name, shared);
      const query = isTree(unit.name)
        ? accounts(own, shared)
        : agreed(unit.name, own, keys, shared);
      await lane.run(createTableAs(table(to.table), query, { orReplace: true }), options);
      problems.push(...(await differing(lane, unit, to, options)));
    }
    await lane.run(
      createTableAs(table(name), withUnits(own, keys, made, request), { orReplace: true }),
      options,
    );
    return problems;
  } finally {
    if (isBucketed) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    for (const { table: left } of made) await drop(lane, left);
  }
}

async function drop(lane: Lane, name: string): Promise<void> {
  try {
    await lane.run(dropTable(table(name)));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // a broken or closed engine keeps no tables
  }
}

const isTree = (unit: string): boolean => unit === parentUnit || unit === rootUnit;

type UnitPart = {
  readonly columns: readonly string[];
  readonly plan: (lines: Query) => Query;
  readonly rows: Lines;
  /** Columns of the source that nothing reads. */
  readonly unread: readonly string[];
};

/** What is computed of lines for a unit, a part for each table that comes of it. */
function partsOfUnit(unit: UnitRequest, input: FeaturesInput): readonly UnitPart[] {
  const { asOf, closed } = input;
  const request = requestOfUnit(unit, input.request);
  const needed = new Set(unit.columns);
  const own = unit.columns.filter((column) => ownedByLines(column, request));
  const lines: UnitPart = {
    columns: own,
    plan: (part) => baseMetrics(part, request, asOf, closed),
    rows: input.lines,
    unread: unreadColumns(input.sourceColumns, request.aggregates, []),
  };
  const others = input.others.flatMap(({ model, rows }): readonly UnitPart[] => {
    const wanted = request.others.find((r) => r.name === model.name);
    if (wanted === undefined) return [];
    const joined = wanted.joined.map((c) => c.name);
    const unread = unreadColumns(model.columns, wanted.aggregates, joined);
    return partsOf(wanted, asOf)
      .map((part) => ({
        ...part,
        columns: part.columns.filter((c) => needed.has(c)),
        rows,
        unread,
      }))
      .filter((part) => part.columns.length > 0);
  });
  const rhythm = rhythmParts(request, input)
    .map((part) => ({ ...part, columns: part.columns.filter((c) => needed.has(c)) }))
    .filter((part) => part.columns.length > 0)
    .map((part) => ({ ...part, rows: input.lines, unread: lines.unread }));
  return [...(own.length === 0 ? [] : [lines]), ...rhythm, ...others];
}

/** What is needed of a unit alone. A level is a state of one customer: it is no unit's by its rows. */
export function requestOfUnit(unit: UnitRequest, request: BaseRequest): BaseRequest {
  const needed = new Set(unit.columns);
  const isNeeded = (a: AggregateModel): boolean => needed.has(aggregateColumn(a.id));
  return {
    ...request,
    purchases: false,
    contracts: [],
    windows: request.windows.filter((w) => needed.has(builtinColumn(w.name, w.within))),
    aggregates: request.aggregates.filter(isNeeded),
    others: request.others.map((other) => ({
      ...other,
      aggregates: other.aggregates.filter(isNeeded),
      joined: other.kind === "levels" ? [] : other.joined,
    })),
  };
}

const ownedByLines = (column: string, { aggregates }: BaseRequest): boolean =>
  column.startsWith("b_") || aggregates.some((a) => aggregateColumn(a.id) === column);

function unreadColumns(
  columns: readonly string[],
  aggregates: readonly AggregateModel[],
  joined: readonly string[],
): readonly string[] {
  const read = new Set(joined);
  for (const { argument, filter } of aggregates)
    for (const expression of [argument, filter])
      for (const node of expression === null ? [] : walkTyped(expression))
        if (node.kind === "name" && node.ref.kind === "column") read.add(node.ref.column);
  return columns.filter((column) => !read.has(column)).map(lineSourceColumn);
}

/** Lines with the unit's key for the customer; in buckets by it where there are several. */
async function linesOfUnit(
  lane: Lane,
  unit: string,
  keys: string,
  { rows, unread }: UnitPart,
  folder: string,
  options: QueryOptions,
): Promise<Lines> {
  const key = col(unitColumn(unit), "k");
  const lines = (
    except: readonly string[],
    more: readonly SelectColumn[],
    where: Scalar | null = null,
  ): Query =>
    select({
      where,
      columns: [as("customer", key), star("l", ["customer", ...except]), ...more],
      from: named(rows.read(), "l"),
      joins: [join("inner", named(table(keys), "k"), eq(col(idColumn, "k"), col("customer", "l")))],
    });
  const { buckets } = rows;
  if (buckets === 1) return { ...rows, read: () => lines([], []) };
  const bucket = as("bucket", call("bucket", key, int(buckets)));
  const format = { format: "parquet", compression: "zstd", partitionBy: ["bucket"] } as const;
  await lane.run(copy(lines(unread, [bucket]), folder, format), options);
  const read = (of?: number): Query => {
    const inside = of === undefined ? "**" : `bucket=${of}`;
    // A unit or a few may be all that there are: not every bucket has lines.
    if (of !== undefined && !existsSync(joinPath(folder, inside)))
      return lines([], [], bool(false));
    const parquet = { format: "parquet", unionByName: true, hivePartitioning: false } as const;
    return select({ from: scan(joinPath(folder, inside, "*.parquet"), parquet) });
  };
  return { ...rows, read };
}

/** Of the account itself. */
const accounts = (own: string, columns: readonly string[]): Query =>
  select({ columns: [idColumn, ...columns], from: table(own) });

const lowest = (column: string): string => `low ${column}`;

/** Of a group, what its members share; NULL where two members differ. Members without a value have no say. */
function agreed(unit: string, own: string, keys: string, columns: readonly string[]): Query {
  const key = col(unitColumn(unit), "k");
  return select({
    columns: [
      as(idColumn, key),
      ...columns.flatMap((column) => {
        const [low, high] = [min(col(column, "o")), max(col(column, "o"))];
        return [as(column, cases([[eq(low, high), low]])), as(lowest(column), low)];
      }),
    ],
    from: named(table(own), "o"),
    joins: [join("inner", named(table(keys), "k"), eq(col(idColumn, "k"), col(idColumn, "o")))],
    groupBy: [key],
  });
}

/** A warning for each attribute in which members of a group differ. */
async function differing(
  lane: Lane,
  unit: UnitRequest,
  made: Made,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { place } = unit;
  if (isTree(unit.name) || place === null) return [];
  const problems: Problem[] = [];
  for (const column of made.columns) {
    const differ = differs(col(column), col(lowest(column)));
    const row = await lane.one(
      select({
        columns: { n: countAll(), first: min(col(idColumn)) },
        from: table(made.table),
        where: and(differ),
      }),
      options,
    );
    const count = Number(row["n"]);
    if (count === 0) continue;
    const value = (textOf(row["first"]) ?? "").slice(1);
    const values = { attribute: column.slice(2), unit: unit.name, count, value };
    problems.push(problem("members-differ", values, place, { severity: "warning" }));
  }
  return problems;
}

function withUnits(own: string, keys: string, made: readonly Made[], request: BaseRequest): Query {
  const columns = made.flatMap(({ unit, columns: of }, i) =>
    of.map((column) => {
      const value = col(column, `m${i}`);
      const zero = withoutRows(column, request);
      return as(ofUnit(unit, column), zero === null ? value : coalesce(value, zero));
    }),
  );
  return select({
    columns: [star("o"), star("k", [idColumn]), ...columns],
    from: named(table(own), "o"),
    joins: [
      join("inner", named(table(keys), "k"), eq(col(idColumn, "k"), col(idColumn, "o"))),
      ...made.map(({ unit, table: from }, i) =>
        join(
          "left",
          named(table(from), `m${i}`),
          eq(col(idColumn, `m${i}`), col(unitColumn(unit), "k")),
        ),
      ),
    ],
  });
}
