/** The rows of named customers. */
import { idColumn } from "../../domain/columns.ts";
import { col, inList, select, text, type Relation } from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";

/** @returns by id; a customer who is not there has none */
export async function rowsOf(
  lane: Lane,
  from: Relation,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, Row>> {
  const where = inList(
    col(idColumn),
    ids.map((id) => text(id)),
  );
  const rows = await lane.rows(select({ from, where }), options);
  return new Map(rows.map((row) => [sureText(row[idColumn]), row]));
}
