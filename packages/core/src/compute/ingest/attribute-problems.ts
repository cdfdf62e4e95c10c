/** Attributes that the configuration gives a type: how they are read, and cells that do not fit. */
import {
  add,
  and,
  as,
  asc,
  cast,
  col,
  countAll,
  int,
  isNotNull,
  isNull,
  select,
  tryCast,
  type Scalar,
  type SqlType,
} from "../../query/index.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { AttributeModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { CustomersInput } from "./customers.ts";
import { dataPlace } from "./data-problem.ts";
import { headerLines, rawColumn, readTable, rowColumn } from "./read-table.ts";

type TypedColumn = Pick<AttributeModel, "name" | "type">;

/** The type that an attribute is cast to; `undefined` where the data have it already. */
function castOf(attribute: TypedColumn, source: CatalogSource): SqlType | undefined {
  const found = source.columns.find((c) => c.name === attribute.name);
  if (found === undefined || found.type === attribute.type) return undefined;
  switch (attribute.type) {
    case "date":
      return "date";
    case "number":
      return "double";
    case "boolean":
      return "boolean";
    default:
      return undefined;
  }
}

/** An attribute's value; a cell that does not fit the type is unknown, and `attributeProblems` reports it. */
export function attributeValue(attribute: TypedColumn, source: CatalogSource): Scalar {
  const type = castOf(attribute, source);
  return type === undefined ? col(attribute.name) : tryCast(col(attribute.name), type);
}

/** Cells that are not of the type that the configuration gives their column, the first of each column. */
export async function attributeProblems(
  lane: Lane,
  input: CustomersInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = input;
  const typed = model.attributes.flatMap((attribute) => {
    const type = castOf(attribute, source);
    if (type === undefined) return [];
    const value = cast(col(attribute.name), "varchar");
    const fault = and(isNotNull(value), isNull(tryCast(col(attribute.name), type)));
    return [{ attribute, fault }];
  });
  if (typed.length === 0) return [];
  const counts = await lane.one(
    select({
      columns: typed.map(({ fault }, i) => as(`n_${i}`, countAll(fault))),
      from: readTable(model, files, source),
    }),
    options,
  );
  const header = headerLines(model.format);
  const problems: Problem[] = [];
  for (const [i, { attribute, fault }] of typed.entries()) {
    const count = Number(counts[`n_${i}`]);
    if (count === 0) continue;
    for (const file of files) {
      const [row] = await lane.rows(
        select({
          columns: [as("line", add(col(rowColumn), int(header))), rawColumn(attribute.name)],
          from: readTable(model, [file], source, true),
          where: fault,
          orderBy: [asc(col(rowColumn))],
          limit: 1,
        }),
        options,
      );
      if (row === undefined) continue;
      const line = Number(row["line"]);
      const values = {
        column: attribute.name,
        path: file.name,
        count,
        line,
        value: textOf(row[rawColumn(attribute.name)]) ?? "",
        expected: attribute.type,
      };
      const place = dataPlace(file.name, line);
      problems.push(problem("bad-cells", values, place, { related: [model.place] }));
      break;
    }
  }
  return problems;
}
