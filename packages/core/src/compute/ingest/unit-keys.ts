/** Which units each customer is a member of, on a day: the account above, the top of the tree, and groups. */
import {
  as,
  asc,
  coalesce,
  col,
  countAll,
  createTableAs,
  dropTable,
  eq,
  int,
  join,
  max,
  min,
  and,
  isNotNull,
  named,
  ne,
  nil,
  over,
  select,
  star,
  table,
  text,
  type Query,
  type SelectColumn,
  type TableNode,
} from "../../query/index.ts";
import { firstOfUnitColumn, idColumn, unitColumn, unitSizeColumn } from "../../domain/columns.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import { groupKey } from "../../domain/units/group-key.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import { parentUnit, rootUnit } from "../../language/model/unit-models.ts";
import { problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { aboveColumn, customersQuery, groupColumn, type CustomersInput } from "./customers.ts";
import { dataPlace } from "./data-problem.ts";
import { keyText } from "./key-text.ts";
import { columnsOf } from "./line-problems.ts";
import { merged } from "./lines.ts";
import { locateRow } from "./locate-row.ts";
import { rowNames } from "./row-names.ts";

/** How many accounts of a circle a message names. */
const told = 10;

/** Tables that are there while the keys are worked out. */
type Work = {
  readonly ids: TableNode;
  readonly up: TableNode;
  readonly far: TableNode;
  readonly next: TableNode;
};

/**
 * Makes a table of all customers with their units: `id`, and for each unit its key, whether the customer stands for it, and how
 * many members it has. Roots are found by following every account twice as far at each step, so that depth costs little.
 *
 * @param name of the table; an older one is replaced
 * @param asOf the day, ISO
 * @returns warnings; a problem where accounts are above each other in a circle
 */
export async function makeUnitKeys(
  lane: Lane,
  name: string,
  input: CustomersInput,
  asOf: string,
  options: QueryOptions,
): Promise<Result<readonly Problem[], Problem>> {
  const [ids, up, far, next] = ["ids", "up", "far", "next"].map((part) => table(`${name}_${part}`));
  if (ids === undefined || up === undefined || far === undefined || next === undefined)
    throw new Error("unreachable: four names make four tables");
  const work: Work = { ids, up, far, next };
  try {
    const { model } = input;
    await lane.run(createTableAs(ids, idsOf(input, asOf), { orReplace: true }), options);
    const problems: Problem[] = [];
    if (model.parent !== null) {
      await lane.run(createTableAs(up, pairsOf(ids), { orReplace: true }), options);
      const circle = await followUp(lane, work, options);
      if (circle !== undefined) return err(await cycleProblem(lane, input, up, circle, options));
      problems.push(...(await orphans(lane, input, ids, options)));
    }
    await lane.run(createTableAs(table(name), keysOf(input, work), { orReplace: true }), options);
    return ok(problems);
  } finally {
    for (const made of [ids, up, far, next]) await lane.run(dropTable(made));
  }
}

/** One row a customer with the id of the account above, as it is now, and those of groups. */
function idsOf(input: CustomersInput, asOf: string): Query {
  const { model, identities } = input;
  const groups = model.groups.map((group) => groupColumn(group.name));
  const above = model.parent === null ? nil("varchar") : col(aboveColumn);
  const rows = select({
    columns: [idColumn, as("above", above), ...groups],
    from: customersQuery(input, asOf),
  });
  if (identities === null || model.parent === null) return rows;
  return select({
    columns: [idColumn, as("above", col("main")), ...groups],
    from: merged(rows, "above", identities),
  });
}

/** Customers with the account above them, where there is such an account; an account above itself is the top. */
const pairsOf = (ids: TableNode): Query =>
  select({
    columns: { id: col(idColumn, "c"), next: col("above", "c") },
    from: named(ids, "c"),
    joins: [join("semi", named(ids, "p"), eq(col(idColumn, "p"), col("above", "c")))],
    where: ne(col("above", "c"), col(idColumn, "c")),
  });

/** Makes `far`: customers with the top of their tree. @returns an account of a circle, where there is one */
async function followUp(
  lane: Lane,
  { up, far, next }: Work,
  options: QueryOptions,
): Promise<string | undefined> {
  await lane.run(createTableAs(far, select({ from: up }), { orReplace: true }), options);
  const all = await lane.one(select({ columns: { n: countAll() }, from: up }), options);
  for (let reached = 1; ; reached *= 2) {
    const open = await lane.one(
      select({
        columns: { n: countAll(), last: max(col("next", "f")) },
        from: named(far, "f"),
        joins: [join("semi", named(up, "p"), eq(col("id", "p"), col("next", "f")))],
      }),
      options,
    );
    if (Number(open["n"]) === 0) return undefined;
    if (reached > Number(all["n"])) return sureText(open["last"]);
    const doubled = select({
      columns: { id: col("id", "a"), next: coalesce(col("next", "b"), col("next", "a")) },
      from: named(far, "a"),
      joins: [join("left", named(far, "b"), eq(col("id", "b"), col("next", "a")))],
    });
    await lane.run(createTableAs(next, doubled, { orReplace: true }), options);
    await lane.run(createTableAs(far, select({ from: next }), { orReplace: true }), options);
  }
}

function keysOf({ model }: CustomersInput, { ids, up, far }: Work): Query {
  const hasTree = model.parent !== null;
  const id = col(idColumn, "c");
  const keys = select({
    columns: [
      as(idColumn, id),
      ...(hasTree
        ? [
            as(unitColumn(parentUnit), coalesce(col("next", "p"), id)),
            as(unitColumn(rootUnit), coalesce(col("next", "r"), id)),
          ]
        : []),
      ...model.groups.map(({ name }) =>
        as(unitColumn(name), groupKey(col(groupColumn(name), "c"), id)),
      ),
    ],
    from: named(ids, "c"),
    joins: hasTree
      ? [
          join("left", named(up, "p"), eq(col("id", "p"), id)),
          join("left", named(far, "r"), eq(col("id", "r"), id)),
        ]
      : [],
  });
  const counted = unitsOf({ customers: model }).flatMap((unit): readonly SelectColumn[] => {
    const partitionBy = [col(unitColumn(unit))];
    const nth = over("row_number", [], { partitionBy, orderBy: [asc(col(idColumn))] });
    return [
      as(firstOfUnitColumn(unit), eq(nth, int(1))),
      as(unitSizeColumn(unit), over("count", [], { partitionBy })),
    ];
  });
  return select({ columns: [star(), ...counted], from: keys });
}

async function cycleProblem(
  lane: Lane,
  input: CustomersInput,
  up: TableNode,
  start: string,
  options: QueryOptions,
): Promise<Problem> {
  const ids = [start];
  for (let id = start; ids.length <= told;) {
    const [row] = await lane.rows(
      select({ columns: { next: col("next") }, from: up, where: eq(col("id"), text(id)) }),
      options,
    );
    if (row === undefined) break;
    id = sureText(row["next"]);
    ids.push(id);
    if (id === start) break;
  }
  const { model } = input;
  const fault = eq(keyText(toScalar(model.key, rowNames)), text(start));
  const { path, line } = await locateRow(lane, input, fault, [], options);
  const values = { ids: ids.join(" → "), path, line };
  return problem("parent-cycle", values, dataPlace(path, line), { related: [model.place] });
}

/** Accounts above that are not among the customers, the first of them. */
async function orphans(
  lane: Lane,
  input: CustomersInput,
  ids: TableNode,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model } = input;
  const missing = await lane.one(
    select({
      columns: { n: countAll(), first: min(col("id", "c")) },
      from: named(ids, "c"),
      joins: [join("anti", named(ids, "p"), eq(col(idColumn, "p"), col("above", "c")))],
      where: isNotNull(col("above", "c")),
    }),
    options,
  );
  const count = Number(missing["n"]);
  if (count === 0 || model.parent === null) return [];
  const id = sureText(missing["first"]);
  const above = keyText(toScalar(model.parent, rowNames));
  const own = eq(keyText(toScalar(model.key, rowNames)), text(id));
  const columns = columnsOf(model.parent);
  const fault = and(own, isNotNull(above));
  const { path, line } = await locateRow(lane, input, fault, [], options);
  const [row] = await lane.rows(
    select({ columns: { above: col("above") }, from: ids, where: eq(col(idColumn), text(id)) }),
    options,
  );
  const values = { column: columns, path, count, line, value: sureText(row?.["above"] ?? null) };
  const related = [model.place];
  return [
    problem("parent-missing", values, dataPlace(path, line), { severity: "warning", related }),
  ];
}
