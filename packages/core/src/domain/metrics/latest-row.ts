/** The row of a source that holds for each customer on the as-of date, as a query node. */
import {
  and,
  as,
  asc,
  cast,
  col,
  date,
  desc,
  eq,
  int,
  isNotNull,
  le,
  over,
  select,
  star,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { AttributeModel } from "../../language/model/model.ts";
import { idColumn, joinedColumn } from "../columns.ts";
import { lineSourceColumn, since, type RowsRequest } from "./row-aggregates.ts";

/** How far back an answer still tells, in days. METHODS: the latest answer within 365 days, else null. */
export const answerDays = 365;

/** The columns of the customers table that come from the row that holds. */
export const joinedColumns = (request: RowsRequest): readonly string[] =>
  request.joined.map((column) => joinedColumn(request.name, column.name));

/**
 * One row a customer: the latest not after D, of answers one within a year. Of rows at one time the one with the lowest answer,
 * then the first by its text: the order of rows never shows.
 *
 * @returns columns `id`, `j_…`; customers without such a row are absent
 */
export function latestRow(rows: Relation, request: RowsRequest, asOf: string): Query {
  const answers = request.kind === "scores";
  const window = since(col("day"), answers ? answerDays : null, asOf);
  const conditions: readonly Scalar[] = [
    le(col("day"), date(asOf)),
    ...(window === null ? [] : [window]),
    ...(answers ? [isNotNull(col("score"))] : []),
  ];
  const value = (name: string): Scalar => col(lineSourceColumn(name));
  const rank = over("row_number", [], {
    partitionBy: [col("customer")],
    orderBy: [
      desc(col("time")),
      asc(col("score")),
      ...request.joined.map((column) => asc(cast(value(column.name), "varchar"))),
    ],
  });
  const ranked = select({
    columns: [star(), as("latest", rank)],
    from: rows,
    where: and(...conditions),
  });
  const held = ({ name, type }: AttributeModel): Scalar => {
    if (answers) return col("score");
    return type === "date" ? cast(value(name), "date") : value(name);
  };
  return select({
    columns: [
      as(idColumn, col("customer")),
      ...request.joined.map((c) => as(joinedColumn(request.name, c.name), held(c))),
    ],
    from: ranked,
    where: eq(col("latest"), int(1)),
  });
}
