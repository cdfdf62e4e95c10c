/** Thresholds of a lifecycle in days, against the days that the data span: who was never away so long is in no such stage. */
import { problem, type Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { SegmentationConfig } from "../config/schema.ts";
import { rangeOfValue, scalarAt } from "../config/yaml-source.ts";
import type { SegmentationModel, TransactionsModel } from "../model/model.ts";
import { columnKey, type KnownValues } from "./known.ts";

const dayMilliseconds = 86_400_000;

/**
 * @param asOf the day that the project states; `null` for the latest in the data
 * @returns a problem for each threshold that the file says and nobody can reach; none where the days are not known
 */
export function lifecycleOutsideData(
  model: SegmentationModel,
  file: ConfigFile<SegmentationConfig>,
  { time }: TransactionsModel,
  asOf: string | null,
  known: KnownValues,
): readonly Problem[] {
  if (model.kind !== "lifecycle" || time.kind !== "name" || time.ref.kind !== "column") return [];
  const found = known.get(columnKey("transactions", time.ref.column));
  const [first, latest] = found?.range?.map((text) => text.slice(0, 10)) ?? [];
  if (found?.type !== "date" && found?.type !== "timestamp") return [];
  const most = daysBetween(first, asOf ?? latest);
  if (most === undefined) return [];
  const high = `${most} days`;
  return [
    { path: ["lost_after"], name: "recency", days: model.lostAfter },
    { path: ["returned", "gap"], name: "returned.gap", days: model.returned.gap },
  ].flatMap(({ path, name, days }) => {
    const written = scalarAt(file.source, path)?.text.trim();
    // A stage asks for more than its days: as many as there are is too many.
    if (written === undefined || days < most) return [];
    const place = { file: file.source.path, range: rangeOfValue(file.source, path) };
    const values = { name, value: written, low: "0 days", high };
    return [problem("out-of-range", values, place, { severity: "warning" })];
  });
}

/** Whole days from one date to another; `undefined` where one of them is none. */
function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds;
  return Number.isFinite(days) && days >= 0 ? days : undefined;
}
