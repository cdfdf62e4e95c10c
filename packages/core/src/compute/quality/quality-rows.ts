/** What each row of a source says, as far as it can be read: customer, day, amount. Faults are NULL, not problems. */
import {
  and,
  as,
  bool,
  cast,
  coalesce,
  decimal,
  isNotNull,
  nil,
  select,
  tryCast,
  type Query,
} from "../../query/index.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { Model, OtherSourceModel } from "../../language/model/model.ts";
import { keyText } from "../ingest/key-text.ts";
import { localTime } from "../ingest/lines.ts";
import { readTable } from "../ingest/read-table.ts";
import { rowNames } from "../ingest/row-names.ts";
import type { QualityTable } from "./quality-input.ts";

/** @returns columns `customer`, `day`, `amount`, `refund`, `timed` (whether the time's cell holds anything) */
export function readableRows(
  { source, files }: QualityTable,
  of: Model["transactions"] | OtherSourceModel,
  timezone: string,
): Query {
  const sales = "amount" in of ? of : null;
  const time = localTime(of.time, of.timeFormat, { source, timezone });
  return select({
    columns: [
      as("customer", keyText(toScalar(of.customer, rowNames))),
      as("day", cast(time, "date")),
      as("timed", isNotNull(keyText(toScalar(of.time, rowNames)))),
      as(
        "amount",
        sales === null ? nil("double") : tryCast(toScalar(sales.amount, rowNames), decimal(18, 4)),
      ),
      as(
        "refund",
        sales?.refund ? coalesce(toScalar(sales.refund.when, rowNames), bool(false)) : bool(false),
      ),
    ],
    from: readTable(of, files, source),
    where: of.where === null ? null : and(toScalar(of.where, rowNames)),
  });
}

/** @returns one column, `id`, of the customers that the project keeps; `everybody`: of those too whom it drops on purpose */
export function customerIds(
  { source, files }: QualityTable,
  model: NonNullable<Model["customers"]>,
  everybody = false,
): Query {
  const id = keyText(toScalar(model.key, rowNames));
  const where = model.where === null || everybody ? [] : [toScalar(model.where, rowNames)];
  return select({
    columns: { id },
    from: readTable(model, files, source),
    where: and(isNotNull(id), ...where),
  });
}

/** @returns one column, `id`, of the ids that stand for other customers */
export function aliasIds(
  { source, files }: QualityTable,
  model: NonNullable<Model["identities"]>,
): Query {
  const id = keyText(toScalar(model.alias, rowNames));
  return select({ columns: { id }, from: readTable(model, files, source), where: isNotNull(id) });
}
