/** Factors: rows about industries, regions and the like, found by what a customer is. */
import {
  add,
  and,
  as,
  asc,
  cast,
  col,
  countAll,
  desc,
  eq,
  gt,
  int,
  isNotNull,
  isNull,
  join,
  named,
  select,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { attributeColumn, joinedColumn } from "../../domain/columns.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { FactorsModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { attributeValue } from "./attribute-problems.ts";
import { dataPlace } from "./data-problem.ts";
import { keyText } from "./key-text.ts";
import { headerLines, readTable, rowColumn } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";
import { rowNames } from "./row-names.ts";

export type FactorsInput = {
  readonly model: FactorsModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
  /** Rows that stand for the files', of the same columns: given rows of a check. */
  readonly rows?: Query;
};

/** A factor's rows, one for each combination. */
export type FactorRows = { readonly model: FactorsModel; readonly query: Query };

const matchColumn = (index: number): string => `match_${index}`;

type Match = FactorsModel["match"][number];

/** A value as it is compared: text trimmed, empty being unknown; an unknown value matches nothing. */
const comparable = (value: Scalar, type: Match["type"]): Scalar =>
  type === "text" || type === "unknown" ? keyText(value) : value;

const matchValues = ({ model, source }: FactorsInput): readonly Scalar[] =>
  model.match.map(({ column, type }) =>
    comparable(attributeValue({ name: column, type }, source), type),
  );

const keptRows = (input: FactorsInput): Scalar =>
  and(
    ...matchValues(input).map((value) => isNotNull(value)),
    ...(input.model.where === null ? [] : [toScalar(input.model.where, rowNames)]),
  );

/** @returns columns `match_…` and `j_…`; rows with an empty cell among those that are matched are absent */
export const factorRows = (input: FactorsInput): FactorRows => ({
  model: input.model,
  query: select({
    columns: [
      ...matchValues(input).map((value, i) => as(matchColumn(i), value)),
      ...input.model.joined.map((a) =>
        as(joinedColumn(input.model.name, a.name), attributeValue(a, input.source)),
      ),
    ],
    from: input.rows ?? readTable(input.model, input.files, input.source),
    where: keptRows(input),
  }),
});

/** Whether a row of factors is that of a customer. @param customers @param factors how the two are named in the query */
export const isMatch = ({ match }: FactorsModel, customers: string, factors: string): Scalar =>
  and(
    ...match.map(({ attribute, type }, i) =>
      eq(
        comparable(col(attributeColumn(attribute), customers), type),
        col(matchColumn(i), factors),
      ),
    ),
  );

/** Combinations that several rows have: which of them holds cannot be known. */
export async function factorProblems(
  lane: Lane,
  input: FactorsInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, files, source } = input;
  const header = headerLines(model.format);
  const shown = matchValues(input).map((value) => cast(value, "varchar"));
  const keys = shown.map((_value, i) => matchColumn(i));
  const repeated = await lane.rows(
    select({
      columns: shown.map((value, i) => as(keys[i] ?? "", value)),
      from: readTable(model, files, source),
      where: keptRows(input),
      groupBy: shown,
      having: gt(countAll(), int(1)),
      orderBy: keys.map((key) => asc(col(key))),
    }),
    options,
  );
  const [first] = repeated;
  if (first === undefined) return [];
  const cells = keys.map((key) => sureText(first[key]));
  const found: { readonly path: string; readonly line: number }[] = [];
  for (const file of files) {
    const rows = await lane.rows(
      select({
        columns: [as("line", add(col(rowColumn), int(header)))],
        from: readTable(model, [file], source, true),
        where: and(keptRows(input), ...shown.map((value, i) => eq(value, text(cells[i] ?? "")))),
        orderBy: [asc(col(rowColumn))],
        limit: 2,
      }),
      options,
    );
    found.push(...rows.map((row) => ({ path: file.name, line: Number(row["line"]) })));
  }
  const [earlier, again] = found;
  if (earlier === undefined || again === undefined)
    throw new Error("unreachable: a combination that two rows have");
  const values = {
    columns: model.match.map(({ column }) => column).join(", "),
    path: again.path,
    count: repeated.length,
    line: again.line,
    earlier: earlier.line,
    value: cells.join(", "),
  };
  const related = [dataPlace(earlier.path, earlier.line), model.place];
  return [problem("duplicate-factors", values, dataPlace(again.path, again.line), { related })];
}

/**
 * How many customers match no row of each source of factors: a warning that names what most of them are.
 *
 * @param customers a table with their attributes
 */
export async function unmatchedFactors(
  lane: Lane,
  customers: Relation,
  factors: readonly FactorRows[],
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { model, query } of factors) {
    const names = model.match.map(({ attribute }) => attribute);
    const values = names.map((name) => cast(col(attributeColumn(name), "c"), "varchar"));
    const joined = {
      from: named(customers, "c"),
      joins: [join("left", named(query, "f"), isMatch(model, "c", "f"))],
    };
    const unmatched = isNull(col(matchColumn(0), "f"));
    const totals = { total: countAll(), count: countAll(unmatched) };
    const row = await lane.one(select({ columns: totals, ...joined }), options);
    const count = Number(row["count"]);
    if (count === 0) continue;
    const frequent = await lane.rows(
      select({
        columns: values.map((value, i) => as(matchColumn(i), value)),
        ...joined,
        where: unmatched,
        groupBy: values,
        orderBy: [desc(countAll()), ...values.map((value) => asc(value))],
        limit: 1,
      }),
      options,
    );
    const cells = names.map((_name, i) => textOf(frequent[0]?.[matchColumn(i)]) ?? "");
    const value = cells.every((cell) => cell === "") ? "" : cells.join(", ");
    const columns = names.join(", ");
    const said = { source: model.name, count, total: Number(row["total"]), columns, value };
    problems.push(problem("factors-unmatched", said, model.place, { severity: "warning" }));
  }
  return problems;
}
