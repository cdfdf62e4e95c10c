/** The customers table of a run: ranks apart in a narrow table, then everything else beside them in one pass. */
import {
  as,
  col,
  createTableAs,
  dropTable,
  eq,
  join,
  named,
  select,
  star,
  table,
  type Relation,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import { idColumn } from "../../domain/columns.ts";
import type { FittedNodes } from "../../domain/fit.ts";
import { rankedColumns } from "../../domain/ranked-columns.ts";
import type { Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { withoutPrior } from "./prior.ts";

export type AssignInput = {
  /** Customers with their base columns, and what the prior says of held segmentations. */
  readonly base: Relation;
  readonly model: Model;
  readonly asOf: string;
  readonly held: ReadonlySet<string>;
  readonly fitted: FittedNodes;
};

/** The table of ranks that is there while customers are assigned. */
export const ranksTable = (name: string): string => `${name}_ranks`;

/** Makes a table of all customers with every column. @param name of the table; an older one is replaced */
export async function assignAll(
  lane: Lane,
  name: string,
  { base, model, asOf, held, fitted }: AssignInput,
  options: QueryOptions,
): Promise<void> {
  const all = (from: Relation, present: ReadonlySet<string>, only?: ReadonlySet<string>) =>
    withoutPrior(assignments(from, model, asOf, only, present, held, fitted), held);
  const { columns: ranked, of } = rankedColumns(model, asOf, held, fitted);
  const ranks = table(ranksTable(name));
  if (ranked.length > 0) {
    const narrow = select({ columns: [idColumn, ...ranked], from: all(base, new Set(), of) });
    await lane.run(createTableAs(ranks, narrow, { orReplace: true }), options);
  }
  const beside = ranked.length === 0 ? base : joined(base, ranks, ranked);
  const whole = all(beside, new Set(ranked));
  await lane.run(createTableAs(table(name), whole, { orReplace: true }), options);
  if (ranked.length > 0) await lane.run(dropTable(ranks), options);
}

const joined = (base: Relation, ranks: Relation, ranked: readonly string[]): Relation =>
  select({
    columns: [star("f"), ...ranked.map((column) => as(column, col(column, "r")))],
    from: named(base, "f"),
    joins: [join("inner", named(ranks, "r"), eq(col(idColumn, "r"), col(idColumn, "f")))],
  });
