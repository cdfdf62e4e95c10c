/** How often customers of each stage of a lifecycle really bought again: a back-test on the run's own data. */
import {
  and,
  bool,
  call,
  coalesce,
  col,
  countAll,
  date,
  eq,
  gt,
  int,
  le,
  nil,
  not,
  number,
  or,
  over,
  select,
  tryCast,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import {
  attributeColumn,
  builtinColumn,
  firstOfUnitColumn,
  ofUnit,
  rhythmColumn,
  unitColumn,
} from "../../domain/columns.ts";
import type { KindContext } from "../../domain/segmentation/kind.ts";
import { stageBeforeColumn } from "../../domain/segmentation/lifecycle.ts";
import type { BoughtAgain } from "../../host/protocol.ts";
import { backTestDays } from "../../language/model/lifecycle-model.ts";
import type { LifecycleModel, Model } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";

/**
 * Segments as of D − 90 days, from the rows up to that day alone, and who of them has an order in (D − 90, D].
 *
 * Judged is who was a customer by then: by an order, or by the day that `since` of customers names. Of a lifecycle of units,
 * units are counted; a unit was one as soon as one of its members was a customer.
 *
 * @param customers the run's customers table
 * @param asOf D, ISO
 * @returns `undefined` where nobody had bought by then
 */
export async function boughtAgain(
  lane: Lane,
  customers: Relation,
  segmentation: LifecycleModel,
  { model, keys, asOf }: Pick<KindContext, "keys" | "asOf"> & { readonly model: Model },
  options: QueryOptions = {},
): Promise<BoughtAgain | undefined> {
  const { unit } = segmentation;
  const own = (column: string): Scalar => col(ofUnit(unit, column));
  const buyer = not(eq(own(rhythmColumn("orders", backTestDays)), number("0")));
  const rows = await lane.rows(
    select({
      columns: {
        segment: col("segment"),
        customers: countAll(),
        buyers: countAll(col("buyer")),
        known: countAll(or(col("buyer"), col("joined"))),
        again: countAll(and(col("again"), or(col("buyer"), col("joined")))),
      },
      from: select({
        columns: {
          segment: own(stageBeforeColumn(segmentation, keys)),
          buyer,
          again: gt(own(builtinColumn("frequency", backTestDays)), number("0")),
          joined: coalesce(le(joined(model, unit), back(asOf)), bool(false)),
          stands: unit === null ? bool(true) : col(firstOfUnitColumn(unit)),
        },
        from: customers,
      }),
      where: and(col("stands")),
      groupBy: [col("segment")],
    }),
    options,
  );
  if (rows.every((row) => Number(row["buyers"]) === 0)) return undefined;
  const counts = new Map(rows.map((row) => [textOf(row["segment"]), row]));
  const segments = segmentation.segments.map(({ id }) => {
    const row = counts.get(id);
    const [n, bought] = [Number(row?.["known"] ?? 0), Number(row?.["again"] ?? 0)];
    // Without a table of customers nobody is one without an order.
    const others = model.customers === null ? 0 : Number(row?.["customers"] ?? 0) - n;
    const share = n === 0 ? null : bought / n;
    return [id, { customers: n, bought, not_judged: others, share }] as const;
  });
  return { days: backTestDays, segments: Object.fromEntries(segments) };
}

const back = (asOf: string): Scalar => call("add_days", date(asOf), int(-backTestDays));

/** The day on which somebody became a customer, of a unit the first of its members; unknown without `since`. */
function joined({ customers }: Model, unit: string | null): Scalar {
  const since = customers?.since;
  if (since === undefined) return nil("date");
  const day = tryCast(col(attributeColumn(since)), "date");
  return unit === null ? day : over("min", [day], { partitionBy: [col(unitColumn(unit))] });
}
