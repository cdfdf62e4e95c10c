/** How often customers of each stage of a lifecycle really bought again: a back-test on the run's own data. */
import {
  and,
  col,
  countAll,
  eq,
  gt,
  not,
  number,
  select,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { builtinColumn, firstOfUnitColumn, ofUnit, rhythmColumn } from "../../domain/columns.ts";
import { stageBeforeColumn } from "../../domain/segmentation/lifecycle.ts";
import type { BoughtAgain } from "../../host/protocol.ts";
import { backTestDays } from "../../language/model/lifecycle-model.ts";
import type { LifecycleModel, Model } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";

/**
 * Segments as of D − 90 days, from the rows up to that day alone, and who of them has an order in (D − 90, D].
 *
 * Without a table of customers nobody is known who had not bought by then. With one, everybody in it today counts as known.
 *
 * Of a lifecycle of units, units are counted.
 *
 * @param customers the run's customers table
 * @returns `undefined` where nobody had bought by then
 */
export async function boughtAgain(
  lane: Lane,
  customers: Relation,
  segmentation: LifecycleModel,
  model: Model,
  keys: ReadonlyMap<string, string>,
  options: QueryOptions = {},
): Promise<BoughtAgain | undefined> {
  const { unit } = segmentation;
  const own = (column: string): Scalar => col(ofUnit(unit, column));
  const segment = own(stageBeforeColumn(segmentation, keys));
  const buyer = not(eq(own(rhythmColumn("orders", backTestDays)), number("0")));
  const again = gt(own(builtinColumn("frequency", backTestDays)), number("0"));
  const stands = unit === null ? [] : [col(firstOfUnitColumn(unit))];
  const rows = await lane.rows(
    select({
      columns: { segment, customers: countAll(), buyers: countAll(buyer), again: countAll(again) },
      from: customers,
      where: and(...(model.customers === null ? [buyer] : []), ...stands),
      groupBy: [segment],
    }),
    options,
  );
  if (rows.every((row) => Number(row["buyers"]) === 0)) return undefined;
  const counts = new Map(rows.map((row) => [textOf(row["segment"]), row]));
  const segments = segmentation.segments.map(({ id }) => {
    const row = counts.get(id);
    const [n, bought] = [Number(row?.["customers"] ?? 0), Number(row?.["again"] ?? 0)];
    const never = n - Number(row?.["buyers"] ?? 0);
    const share = n === 0 ? null : bought / n;
    return [id, { customers: n, bought, never_bought: never, share }] as const;
  });
  return { days: backTestDays, segments: Object.fromEntries(segments) };
}
