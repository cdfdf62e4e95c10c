/** Old ids with those that they became, as the table of known duplicates has them. */
import { and, col, isNotNull, ne, select, type Query, type Scalar } from "../../query/index.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { IdentitiesModel } from "../../language/model/model.ts";
import type { Project } from "../project/project.ts";
import { keyText } from "./key-text.ts";
import { readTable } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";
import { rowNames } from "./row-names.ts";

export type IdentitiesInput = {
  readonly project: Project;
  readonly model: IdentitiesModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
};

/** The two ids of a row; NULL where one is empty. */
export const idsOf = ({
  model,
}: IdentitiesInput): { readonly alias: Scalar; readonly customer: Scalar } => ({
  alias: keyText(toScalar(model.alias, rowNames)),
  customer: keyText(toScalar(model.customer, rowNames)),
});

/** The pairs as they stand: without empty ids, and without ids that are said to be themselves. */
export function pairsOf(input: IdentitiesInput): Query {
  const { model, source, files } = input;
  return select({
    distinct: true,
    from: select({
      columns: idsOf(input),
      from: readTable(model, files, source),
    }),
    where: and(
      isNotNull(col("alias")),
      isNotNull(col("customer")),
      ne(col("alias"), col("customer")),
    ),
  });
}
