/** The customers of a run: ranks apart in a narrow table, then everything else beside them in one pass. */
import {
  and,
  as,
  cast,
  col,
  createTableAs,
  dropTable,
  eq,
  ge,
  join,
  lt,
  named,
  namesIn,
  select,
  star,
  table,
  text,
  windowsByValue,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import { idColumn, rowColumn } from "../../domain/columns.ts";
import type { FittedNodes } from "../../domain/fit.ts";
import { holdsWindow, rankedColumns } from "../../domain/ranked-columns.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import type { Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { withoutPrior } from "./prior.ts";

export type AssignInput = {
  /** Customers with their base columns and `rowColumn`, and what the prior says of held segmentations. */
  readonly base: Relation;
  readonly model: Model;
  readonly asOf: string;
  readonly held: ReadonlySet<string>;
  readonly fitted: FittedNodes;
};

/** The table of ranks that is there while customers are assigned. */
export const ranksTable = (name: string): string => `${name}_ranks`;

export type CustomersOfRun = {
  /** Customers with ids in a range; all where there is none. */
  readonly rows: (ids: IdRange | null) => Relation;
  /** The same customers, quicker to ask for their ids. */
  readonly ids: Relation;
  /** Some of their columns, quicker to ask for; `null` where none are. */
  readonly ready: { readonly columns: ReadonlySet<string>; readonly rows: Relation } | null;
};

/** From the first id to the one before `until`; `null` where nothing bounds it. */
export type IdRange = { readonly from: string | null; readonly until: string | null };

/**
 * All customers with every column. Where each row comes of its own row, they are computed as they are asked for; else a table
 * is made.
 *
 * @param name of that table, and the beginning of `ranksTable`'s, which is read; the caller drops both
 */
export async function assignAll(
  lane: Lane,
  name: string,
  { base, model, asOf, held, fitted }: AssignInput,
  options: QueryOptions,
): Promise<CustomersOfRun> {
  const all = (from: Relation, present: ReadonlySet<string>, only?: ReadonlySet<string>) =>
    withoutPrior(assignments(from, model, asOf, only, present, held, fitted), held);
  const labels = [...fitted.values()].flatMap((found) => found.labels ?? []);
  const withLabels = (from: Relation): Relation => besideLabels(from, fitted);
  const { columns: ranked, of } = rankedColumns(model, asOf, held, fitted);
  const ranks = table(ranksTable(name));
  const narrow = [...ranked, ...labels.map(({ column }) => column)];
  if (narrow.length > 0) {
    const columns = [rowColumn, idColumn, ...ranked];
    const own = all(base, new Set(), of);
    const read = namesIn(own);
    const from = labels.some(({ column }) => read.has(column))
      ? all(withLabels(base), new Set(), of)
      : own;
    const { query, tables } = windowsByValue(
      select({ columns, from: ranked.length === 0 ? base : from }),
      ranks.name,
    );
    const made = select({ from: withLabels(query) });
    try {
      for (const { name: byValue, query: ofValues } of tables)
        await lane.run(createTableAs(table(byValue), ofValues, { orReplace: true }), options);
      await lane.run(createTableAs(ranks, made, { orReplace: true }), options);
    } finally {
      for (const { name: byValue } of tables) await lane.run(dropTable(table(byValue)));
    }
  }
  const ofRange = (ids: IdRange | null): Query => {
    const own = within(base, ids);
    const ready = narrow.length === 0 ? [] : [{ of: within(ranks, ids), columns: narrow }];
    return select({
      columns: [star(null, [rowColumn])],
      from: all(beside(own, ready), new Set(ranked)),
    });
  };
  if (unitsOf(model).length === 0 && !holdsWindow(ofRange(null))) {
    const ready = narrow.length === 0 ? null : { columns: new Set(ranked), rows: ranks };
    return { rows: ofRange, ids: select({ columns: [idColumn], from: base }), ready };
  }
  await lane.run(createTableAs(table(name), ofRange(null), { orReplace: true }), options);
  return { rows: (ids) => within(table(name), ids), ids: table(name), ready: null };
}

function within(customers: Relation, ids: IdRange | null): Relation {
  const { from = null, until = null } = ids ?? {};
  const bounds = [
    ...(from === null ? [] : [ge(col(idColumn), text(from))]),
    ...(until === null ? [] : [lt(col(idColumn), text(until))]),
  ];
  return bounds.length === 0 ? customers : select({ from: customers, where: and(...bounds) });
}

/** Customers, who have the `rowColumn`, with the labels that fits told of rows. */
export function besideLabels(base: Relation, fitted: AssignInput["fitted"]): Relation {
  const labels = [...fitted.values()].flatMap((found) => found.labels ?? []);
  return beside(
    base,
    labels.map(({ table: of, column }) => ({ of, columns: [column] })),
  );
}

type Narrow = { readonly of: Relation; readonly columns: readonly string[] };

/** Customers with the columns of tables that name rows; NULL where such a table does not name a customer's. */
const beside = (base: Relation, narrow: readonly Narrow[]): Relation =>
  narrow.length === 0
    ? base
    : select({
        columns: [
          star("f"),
          ...narrow.flatMap(({ columns }, i) => columns.map((c) => as(c, col(c, `r${i}`)))),
        ],
        from: named(base, "f"),
        joins: narrow.map(({ of }, i) =>
          join(
            "left",
            named(of, `r${i}`),
            eq(cast(col(rowColumn, `r${i}`), "bigint"), col(rowColumn, "f")),
          ),
        ),
      });
