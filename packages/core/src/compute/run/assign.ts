/** The customers of a run: ranks apart in a narrow table, then everything else beside them in one pass. */
import {
  as,
  cast,
  col,
  createTableAs,
  eq,
  join,
  named,
  select,
  star,
  table,
  type Relation,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import { rowColumn } from "../../domain/columns.ts";
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

/**
 * All customers with every column. Where each row comes of its own row, it is a query that nobody keeps the answer of; else a
 * table is made.
 *
 * @param name of that table, and the beginning of `ranksTable`'s, which the query reads; the caller drops both
 */
export async function assignAll(
  lane: Lane,
  name: string,
  { base, model, asOf, held, fitted }: AssignInput,
  options: QueryOptions,
): Promise<Relation> {
  const all = (from: Relation, present: ReadonlySet<string>, only?: ReadonlySet<string>) =>
    withoutPrior(assignments(from, model, asOf, only, present, held, fitted), held);
  const labels = [...fitted.values()].flatMap((found) => found.labels ?? []);
  const labelled = beside(
    base,
    labels.map(({ table: of, column }) => ({ of, columns: [column] })),
  );
  const { columns: ranked, of } = rankedColumns(model, asOf, held, fitted);
  const ranks = table(ranksTable(name));
  if (ranked.length > 0) {
    const narrow = select({ columns: [rowColumn, ...ranked], from: all(labelled, new Set(), of) });
    await lane.run(createTableAs(ranks, narrow, { orReplace: true }), options);
  }
  const ready = ranked.length === 0 ? [] : [{ of: ranks, columns: ranked }];
  const whole = select({
    columns: [star(null, [rowColumn])],
    from: all(beside(labelled, ready), new Set(ranked)),
  });
  if (unitsOf(model).length === 0 && !holdsWindow(whole)) return whole;
  await lane.run(createTableAs(table(name), whole, { orReplace: true }), options);
  return table(name);
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
