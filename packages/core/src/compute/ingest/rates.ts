/**
 * Amounts in the project's currency. A row is converted at the latest rate not after its own day, refunds too; rates without
 * dates hold for all time, the project's own currency is 1. Amount × rate is exact and rounded once, to four digits, half
 * away from zero.
 */
import {
  and,
  as,
  asc,
  call,
  cases,
  cast,
  coalesce,
  col,
  date,
  decimal,
  eq,
  ge,
  gt,
  int,
  isNotNull,
  isNull,
  join,
  lt,
  max,
  mul,
  named,
  ne,
  number,
  over,
  select,
  series,
  star,
  text,
  tryCast,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { RatesModel } from "../../language/model/model.ts";
import { keyText } from "./key-text.ts";
import { readTable } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";

export type RatesInput = {
  readonly model: RatesModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
  /** The project's own, in which nothing is converted. */
  readonly currency: string;
};

/** Times an amount of `decimal(18, 4)`, 38 digits at most: always exact. */
const rateType = decimal(20, 10);

/** The first day on which a rate can hold. */
const firstDay = "1900-01-01";

/** A currency's code as it is compared. @example " eur" // => "EUR" */
export const codeText = (value: Scalar): Scalar => call("upper", keyText(value));

/** What a row of the rates says: `currency`, `rate`, and `day` where rates have dates. */
export const rateColumns = ({ model }: RatesInput): Readonly<Record<string, Scalar>> => ({
  currency: codeText(col(model.currency)),
  rate: tryCast(col(model.rate), rateType),
  ...(model.date === null ? {} : { day: tryCast(col(model.date), "date") }),
});

/**
 * Rows with their amounts converted.
 *
 * @param rows with `currency`, `time`, `gross` and `exact`
 * @param today ISO; no rate holds for a later day
 * @returns the rows with `no_rate` besides; amounts are NULL there
 */
export function converted(rows: Query, rates: RatesInput, today: string): Query {
  const own = eq(col("currency", "l"), text(rates.currency));
  const rate = cases([[own, cast(number("1"), rateType)]], col("rate", "r"));
  const sameCode = eq(col("currency", "r"), col("currency", "l"));
  const sameDay = eq(col("day", "r"), cast(col("time", "l"), "date"));
  const exact = mul(col("exact", "l"), rate);
  return select({
    columns: [
      star("l", ["gross", "exact"]),
      as("gross", mul(col("gross", "l"), cast(rate, "double"))),
      as("exact", tryCast(exact, decimal(18, 4))),
      as("no_rate", and(isNull(rate), isNotNull(col("time", "l")))),
    ],
    from: named(rows, "l"),
    joins: [
      join(
        "left",
        named(rates.model.date === null ? fixedRates(rates) : dailyRates(rates, today), "r"),
        rates.model.date === null ? sameCode : and(sameCode, sameDay),
      ),
    ],
  });
}

/** Each currency's rate, and its day where rates have dates; rows that are problems are left out. */
function fixedRates(rates: RatesInput): Query {
  const dated = rates.model.date !== null;
  const rows = select({
    columns: rateColumns(rates),
    from: readTable(rates.model, rates.files, rates.source),
  });
  return select({
    columns: {
      currency: col("currency"),
      rate: max(col("rate")),
      ...(dated ? { day: col("day") } : {}),
    },
    from: rows,
    where: and(
      gt(col("rate"), number("0")),
      ne(col("currency"), text(rates.currency)),
      ...(dated ? [isNotNull(col("day"))] : []),
    ),
    groupBy: [col("currency"), ...(dated ? [col("day")] : [])],
  });
}

/** A row for each currency and day from its first rate to today: joined by equality, however many rates there are. */
function dailyRates(rates: RatesInput, today: string): Query {
  const next = over("lead", [col("day")], {
    partitionBy: [col("currency")],
    orderBy: [asc(col("day"))],
  });
  const spans = select({
    columns: { currency: col("currency"), rate: col("rate"), from: col("day"), until: next },
    from: fixedRates(rates),
  });
  const length = Math.round((Date.parse(today) - Date.parse(firstDay)) / 86_400_000);
  const days = select({
    columns: { day: call("add_days", date(firstDay), col("n")) },
    from: series("n", 0, length),
  });
  const tomorrow = call("add_days", date(today), int(1));
  return select({
    columns: { currency: col("currency", "s"), rate: col("rate", "s"), day: col("day", "d") },
    from: named(spans, "s"),
    joins: [
      join(
        "inner",
        named(days, "d"),
        and(
          ge(col("day", "d"), col("from", "s")),
          lt(col("day", "d"), coalesce(col("until", "s"), tomorrow)),
        ),
      ),
    ],
  });
}
