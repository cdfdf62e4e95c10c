/** Known duplicates that cannot be: an alias of two customers, empty ids, chains that end nowhere. */
import {
  and,
  asc,
  col,
  countAll,
  eq,
  gt,
  int,
  isNull,
  or,
  select,
  text,
  type TableNode,
} from "../../query/index.ts";
import { problem, type Problem } from "../../problem.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataPlace } from "./data-problem.ts";
import { idsOf, pairsOf, type IdentitiesInput } from "./identity-pairs.ts";
import { columnsOf } from "./line-problems.ts";
import { locateRow } from "./locate-row.ts";
import { readTable } from "./read-table.ts";

/** How many ids of a cycle, or customers of an alias, a message names. */
const told = 10;

/** Rows without an id are warnings, aliases of several customers errors. */
export async function identityProblems(
  lane: Lane,
  input: IdentitiesInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = input;
  const related = [model.place];
  const { alias, customer } = idsOf(input);
  const problems: Problem[] = [];
  const fault = or(isNull(alias), isNull(customer));
  const from = readTable(model, files, source);
  const empty = await lane.one(select({ columns: { n: countAll() }, from, where: fault }), options);
  if (Number(empty["n"]) > 0) {
    const { path, line } = await locateRow(lane, input, fault, [], options);
    const column = [columnsOf(model.alias), columnsOf(model.customer)].join(", ");
    const values = { column, path, count: Number(empty["n"]), line };
    const place = dataPlace(path, line);
    problems.push(problem("empty-ids", values, place, { severity: "warning", related }));
  }
  const [several] = await lane.rows(
    select({
      columns: { alias: col("alias") },
      from: pairsOf(input),
      groupBy: [col("alias")],
      having: gt(countAll(), int(1)),
      orderBy: [asc(col("alias"))],
      limit: 1,
    }),
    options,
  );
  if (several === undefined) return problems;
  const id = sureText(several["alias"]);
  const customers = await lane.rows(
    select({
      columns: { customer: col("customer") },
      from: pairsOf(input),
      where: eq(col("alias"), text(id)),
      orderBy: [asc(col("customer"))],
      limit: told,
    }),
    options,
  );
  const isIt = eq(alias, text(id));
  const { path, line } = await locateRow(lane, input, isIt, [], { ...options, nth: 2 });
  const names = customers.map((row) => sureText(row["customer"])).join(", ");
  const values = { alias: id, path, line, customers: names };
  return [...problems, problem("identity-conflict", values, dataPlace(path, line), { related })];
}

/**
 * The problem of a chain that leads back to itself.
 *
 * @param pairs aliases with their customers, as they stand
 * @param start an id on the cycle
 */
export async function cycleProblem(
  lane: Lane,
  input: IdentitiesInput,
  pairs: TableNode,
  start: string,
  options: QueryOptions,
): Promise<Problem> {
  const ids = [start];
  for (let id = start; ids.length <= told;) {
    const [next] = await lane.rows(
      select({
        columns: { customer: col("customer") },
        from: pairs,
        where: eq(col("alias"), text(id)),
      }),
      options,
    );
    if (next === undefined) break;
    id = sureText(next["customer"]);
    ids.push(id);
    if (id === start) break;
  }
  const [, second = start] = ids;
  const { alias, customer } = idsOf(input);
  const fault = and(eq(alias, text(start)), eq(customer, text(second)));
  const { path, line } = await locateRow(lane, input, fault, [], options);
  const values = { ids: ids.join(" → "), path, line };
  return problem("identity-cycle", values, dataPlace(path, line), { related: [input.model.place] });
}
