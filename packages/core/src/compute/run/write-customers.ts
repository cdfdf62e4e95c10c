/**
 * Writes the customers of a run by their ids: some at a time, so that sorting them never holds all. What a column says again is
 * not stored but computed as it is read.
 */
import {
  asc,
  call,
  col,
  concat,
  countAll,
  createTable,
  describe,
  eq,
  insert,
  int,
  select,
  text,
  type Query,
  type Relation,
  type TableNode,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import type { Model } from "../../language/model/model.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { narrowing } from "../snapshot/narrow.ts";
import type { CustomersOfRun, IdRange } from "./assign.ts";
import { repeatedColumns } from "./repeated-columns.ts";

/** The share of memory that is sorted in; as much again holds what was computed, and what is being written. */
const share = 0.4;
/** Bytes of a column of a customer while they are sorted. */
const cellBytes = 10;

/**
 * Makes the customers, stored in the order of their ids.
 *
 * @param into the table
 * @param sorted whether they come in that order: nobody relies on it but whoever looks for some ids, so a few may stand elsewhere
 * @param memory what the engine may take, in bytes
 */
export async function writeCustomers(
  lane: Lane,
  into: TableNode,
  { customers, sorted }: { readonly customers: CustomersOfRun; readonly sorted: boolean },
  model: Model,
  memory: number,
  options: QueryOptions,
): Promise<void> {
  const all = select({ from: customers.rows(null) });
  const names = (await lane.rows(describe(all), options)).map((row) =>
    sureText(row["column_name"]),
  );
  const repeated = repeatedColumns(model, names, all);
  const stored = names.filter((name) => !repeated.has(name));
  const storedOf = (ids: IdRange | null): Query =>
    select({ columns: stored, from: customers.rows(ids) });
  const { columns, narrow } = await narrowing(lane, storedOf(null), { ready: customers.ready });
  const types = new Map(
    (await lane.rows(describe(narrow(storedOf(null))), options)).map((row) => [
      sureText(row["column_name"]),
      sureText(row["column_type"]),
    ]),
  );
  const definitions = names.map((name) => {
    const computed = repeated.get(name);
    const type = { kind: "told", text: types.get(name) ?? "" } as const;
    return computed === undefined ? { name, type, notNull: false } : { name, computed };
  });
  await lane.run(createTable(into, definitions), options);
  const atOnce = Math.max(1, Math.floor((memory * share) / (columns * cellBytes)));
  for (const ids of await rangesOf(lane, customers.ids, atOnce, options)) {
    const rows = narrow(storedOf(ids));
    const inOrder = sorted ? rows : select({ from: rows, orderBy: [asc(col(idColumn))] });
    await lane.run(insert(into, inOrder, stored), options);
  }
}

/** About so many ids are drawn for each range, so that ranges are about as long as each other. */
const drawnForRange = 500;

/** Ranges of ids with about so many customers each, in the order of ids. */
async function rangesOf(
  lane: Lane,
  customers: Relation,
  atOnce: number,
  options: QueryOptions,
): Promise<readonly IdRange[]> {
  const { n } = await lane.one(select({ columns: { n: countAll() }, from: customers }), options);
  const count = Math.ceil(Number(n) / atOnce);
  if (count < 2) return [{ from: null, until: null }];
  const every = Math.max(1, Math.floor(Number(n) / (count * drawnForRange)));
  const drawn = eq(call("bucket", concat(text("range:"), col(idColumn)), int(every)), int(0));
  const ids = await lane.rows(
    select({
      columns: [idColumn],
      from: customers,
      where: drawn,
      orderBy: [asc(col(idColumn))],
    }),
    options,
  );
  const cuts = Array.from({ length: count - 1 }, (_, i) => {
    const row = ids[Math.floor(((i + 1) * ids.length) / count)];
    return row === undefined ? null : sureText(row[idColumn]);
  }).filter((cut) => cut !== null);
  const bounds = [...new Set(cuts)];
  return [null, ...bounds].map((from, i) => ({ from, until: bounds[i] ?? null }));
}
