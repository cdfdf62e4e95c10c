/** The customers table as a run uses it: key, label, owner and attributes, checked for duplicates. */
import {
  add,
  and,
  as,
  asc,
  bool,
  cases,
  cast,
  col,
  countAll,
  eq,
  gt,
  int,
  isNotNull,
  isNull,
  min,
  nil,
  over,
  select,
  star,
  sum,
  sub,
  coalesce,
  number,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import {
  attributeColumn,
  consentColumn,
  idColumn,
  labelColumn,
  ownerColumn,
} from "../../domain/columns.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { CustomersModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { attributeProblems, attributeValue } from "./attribute-problems.ts";
import { dataPlace } from "./data-problem.ts";
import { columnsOf } from "./line-problems.ts";
import { keyText } from "./key-text.ts";
import type { Identities } from "./identities.ts";
import { merged } from "./lines.ts";
import { withoutForgotten, type Forgotten } from "./forgotten.ts";
import { rowNames } from "./row-names.ts";
import { headerLines, readTable, rowColumn } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";
import { isValidOn, validityProblems } from "./validity.ts";

export type CustomersInput = {
  readonly model: CustomersModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
  readonly identities: Identities | null;
  /** Customers who are not read, whatever the files say; left out where there are none. */
  readonly forgotten?: Forgotten;
  /** Rows that stand for the files', of the same columns: given customers of a check. */
  readonly rows?: Query;
};

/** The id of the account above, as it stands in the row. */
export const aboveColumn = "above";
/** The id of a group that the customer is in, as it stands in the row. */
export const groupColumn = (group: string): string => `in ${group}`;

/** One row a customer, as it was on a day: `id`, `label`, `owner`, attributes as `a_…`, consents as `k_…`, and units. */
export function customersQuery(input: CustomersInput, asOf: string): Query {
  const { model, source, files, rows, identities } = input;
  const where = model.where === null ? null : toScalar(model.where, rowNames);
  const id = keyText(toScalar(model.key, rowNames));
  const asText = (column: string | null): Scalar =>
    column === null ? nil("varchar") : cast(col(column), "varchar");
  const own = select({
    columns: [
      as(idColumn, id),
      as(labelColumn, asText(model.label)),
      as(ownerColumn, asText(model.owner)),
      ...model.attributes.map((a) => as(attributeColumn(a.name), attributeValue(a, source))),
      ...model.consent.map(({ name, when }) =>
        as(consentColumn(name), coalesce(toScalar(when, rowNames), bool(false))),
      ),
      ...(model.parent === null
        ? []
        : [as(aboveColumn, keyText(toScalar(model.parent, rowNames)))]),
      ...model.groups.map(({ name, key }) =>
        as(groupColumn(name), keyText(toScalar(key, rowNames))),
      ),
    ],
    from: rows ?? readTable(model, files, source),
    where: and(
      isNotNull(id),
      ...(where === null ? [] : [where]),
      ...(model.valid === null ? [] : [isValidOn(model.valid, asOf, rows !== undefined)]),
    ),
  });
  const present = withoutForgotten(own, idColumn, input.forgotten ?? null);
  if (identities === null) return present;
  return withoutForgotten(withoutAliases(present, identities), idColumn, input.forgotten ?? null);
}

/** One row for each merged customer: its own where it has one, else that of the first alias. */
function withoutAliases(rows: Query, identities: Identities): Query {
  const isOwn = cases([[eq(col("main"), col(idColumn)), int(0)]], int(1));
  const nth = over("row_number", [], {
    partitionBy: [col("main")],
    orderBy: [asc(isOwn), asc(col(idColumn))],
  });
  const ranked = select({
    columns: [star(), as("nth", nth)],
    from: merged(rows, idColumn, identities),
  });
  return select({
    columns: [as(idColumn, col("main")), star(null, [idColumn, "main", "nth"])],
    from: ranked,
    where: eq(col("nth"), int(1)),
  });
}

/** Duplicate and empty keys, each with its first row; text files have one line of names before their rows. */
export async function customerProblems(
  lane: Lane,
  input: CustomersInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = input;
  const related = [model.place];
  const column = columnsOf(model.key);
  const where = model.where === null ? null : toScalar(model.where, rowNames);
  const header = headerLines(model.format);
  const problems: Problem[] = [];
  const keys = select({
    columns: { id: keyText(toScalar(model.key, rowNames)) },
    from: readTable(model, files, source),
    where,
  });
  const groups = select({
    columns: { id: col("id"), n: countAll() },
    from: keys,
    groupBy: [col("id")],
  });
  const duplicates = await lane.one(
    select({
      columns: {
        extra: coalesce(sum(sub(col("n"), int(1))), number("0")),
        first: min(col("id")),
        kept: countAll(),
      },
      from: groups,
      where: and(isNotNull(col("id")), gt(col("n"), int(1))),
    }),
    options,
  );
  const empty = await lane.one(
    select({ columns: { n: countAll() }, from: keys, where: isNull(col("id")) }),
    options,
  );
  const rows = await lane.one(select({ columns: { n: countAll() }, from: keys }), options);
  if (Number(rows["n"]) === 0)
    problems.push(problem("data-empty", { path: files[0]?.name ?? model.from }, model.place));
  const locate = async (fault: (id: Scalar) => Scalar, nth: number) => {
    for (const file of files) {
      const id = keyText(toScalar(model.key, rowNames));
      const found = await lane.rows(
        select({
          columns: [as("line", add(col(rowColumn), int(header))), as("id", id)],
          from: readTable(model, [file], source, true),
          where: where === null ? fault(id) : and(fault(id), where),
          orderBy: [asc(col(rowColumn))],
          limit: nth,
        }),
        options,
      );
      const last = found.at(-1);
      if (last !== undefined) return { path: file.name, line: Number(last["line"]) };
    }
    return { path: files[0]?.name ?? model.from, line: 1 };
  };
  if (model.valid !== null) problems.push(...(await validityProblems(lane, input, options)));
  else if (Number(duplicates["kept"]) > 0) {
    const value = textOf(duplicates["first"]) ?? "";
    const { path, line } = await locate(
      (id) => ({ kind: "binary", operator: "=", left: id, right: { kind: "text", value } }),
      2,
    );
    const count = Number(duplicates["extra"]);
    problems.push(
      problem("duplicate-ids", { column, path, count, line, value }, dataPlace(path, line), {
        related,
      }),
    );
  }
  if (Number(empty["n"]) > 0) {
    const { path, line } = await locate(isNull, 1);
    const values = { column, path, count: Number(empty["n"]), line };
    problems.push(
      problem("empty-ids", values, dataPlace(path, line), { severity: "warning", related }),
    );
  }
  problems.push(...(await attributeProblems(lane, input, options)));
  return problems;
}
