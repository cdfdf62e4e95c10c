/** Leaves out of nested queries what nothing outside them reads: a shorter text is read and planned sooner. */
import type { Query, Relation, SelectColumn, SelectNode } from "./nodes.ts";

/**
 * The same rows with fewer columns underneath.
 *
 * A level that only adds columns to the one below, as in `select *, a + 1 as b from (…)`, keeps those that are read above it, and
 * goes where it adds none. A level that joins, has tables of its own, or asks another query is left as it is.
 *
 * @param query its own columns stay as they are
 * @returns the query for the same rows and columns
 * @example prune(select({ columns: { b: col("b") }, from: select({ columns: [star(), as("c", f)], from: table("t") }) }))
 *   // => select b from t
 */
export function prune(query: SelectNode): SelectNode {
  const relation = query.from?.relation;
  if (!isPlain(query) || relation?.kind !== "select" || query.from === null) return query;
  if (query.columns.some((column) => column.kind === "star")) return query;
  const read = readBy(query, query.columns);
  return read === undefined
    ? query
    : { ...query, from: { ...query.from, relation: only(relation, read) } };
}

/** The relation with these columns of it; in any order, and others may be among them. */
function only(query: Query, wanted: ReadonlySet<string>): Relation {
  if (query.kind !== "select" || !isPlain(query) || query.from === null) return query;
  const own = query.columns.flatMap((column) => (column.kind === "as" ? [column] : []));
  const names = new Set(own.map(({ name }) => name));
  const kept = own.filter(({ name }) => wanted.has(name));
  const passes = query.columns.length > own.length;
  if (!passes && kept.length < wanted.size) return query;
  const passed = [...wanted].filter((name) => !names.has(name));
  const { relation } = query.from;
  const below = (reads: ReadonlySet<string>): Relation =>
    relation.kind === "select" ? only(relation, reads) : relation;
  if (passes && kept.length === 0 && addsColumnsOnly(query)) return below(new Set(passed));
  const first = own[0];
  const columns: readonly SelectColumn[] = [
    ...passed.map((name) => ({
      kind: "as" as const,
      name,
      value: { kind: "column" as const, name, table: null },
    })),
    // A query has a column, wanted or not.
    ...(kept.length + passed.length === 0 && first !== undefined ? [first] : kept),
  ];
  const read = readBy(query, columns);
  if (read === undefined || columns.length === 0) return query;
  return { ...query, columns, from: { ...query.from, relation: below(read) } };
}

const isPlain = (query: SelectNode): boolean =>
  query.joins.length === 0 && query.ctes.length === 0 && !query.distinct;

/** Whether it has the rows of the level below, each once. */
const addsColumnsOnly = (query: SelectNode): boolean =>
  query.where === null &&
  query.groupBy.length === 0 &&
  query.having === null &&
  query.limit === null &&
  query.offset === null;

/** Names of columns that a level reads from the one below; `undefined` where it asks another query. */
function readBy(
  query: SelectNode,
  columns: readonly SelectColumn[],
): ReadonlySet<string> | undefined {
  const { where, groupBy, having, orderBy } = query;
  const found = new Set<string>();
  const values = columns.flatMap((column) => (column.kind === "as" ? [column.value] : []));
  const known = gather([values, where, groupBy, having, orderBy], found);
  return known ? found : undefined;
}

/** The names of all columns that queries read or make, at any depth. */
export function namesIn(...queries: readonly Query[]): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (part === null || typeof part !== "object") return;
    const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
    if (kind === "column" && typeof name === "string") found.add(name);
    for (const below of Object.values(part)) look(below);
  };
  queries.forEach(look);
  return found;
}

/** Scalars are plain data: whatever hangs below one is looked at. */
function gather(part: unknown, found: Set<string>): boolean {
  if (part === null || typeof part !== "object") return true;
  if (Array.isArray(part)) return part.every((one: unknown) => gather(one, found));
  const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
  if (kind === "select" || kind === "union" || kind === "values") return false;
  if (kind === "column" && typeof name === "string") found.add(name);
  return Object.values(part).every((one: unknown) => gather(one, found));
}
