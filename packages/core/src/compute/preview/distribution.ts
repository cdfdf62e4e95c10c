/** How a metric is distributed over the customers of the base, and which values a column has. */
import {
  as,
  asc,
  aggregate,
  cast,
  col,
  count,
  countAll,
  desc,
  double,
  isNotNull,
  isNull,
  max,
  min,
  select,
  call,
  text,
  and,
} from "../../query/index.ts";
import type { Histogram } from "../../host/protocol.ts";
import { lifecycleColumns } from "../../domain/segmentation/lifecycle.ts";
import { rhythmsOf } from "../../language/authoring/edits/lifecycle-thresholds.ts";
import { nearest } from "../../language/config/nearest.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { namedValues } from "../snapshot/sight.ts";

const defaultBins = 20;

/** A histogram of equal bins from the smallest to the largest value. */
export async function distribution(
  lane: Lane,
  base: Base,
  metric: string,
  bins = defaultBins,
  options: QueryOptions = {},
): Promise<Result<Histogram, Problem>> {
  const values = namedValues(base);
  const column =
    values.find((v) => v.id === metric && v.type === "number")?.column ?? rhythmsIn(base, metric);
  if (column === undefined) {
    const near = nearest(
      metric,
      values.map((v) => v.id),
    );
    return err(
      problem(
        "unknown-name",
        { name: metric, nearest: near },
        { file: "(question)", range: fileStart },
      ),
    );
  }
  const value = cast(col(column), "double");
  const stats = await lane.one(
    select({
      columns: {
        customers: countAll(),
        nulls: countAll(isNull(value)),
        low: min(value),
        high: max(value),
        middle: aggregate("quantile_cont", [value, double(0.5)]),
      },
      from: base.customers,
    }),
    options,
  );
  const number = (name: string): number | null =>
    stats[name] === null ? null : Number(stats[name]);
  const [low, high] = [number("low"), number("high")];
  const summary = { metric, customers: Number(stats["customers"]), nulls: Number(stats["nulls"]) };
  if (low === null || high === null)
    return ok({ ...summary, minimum: null, median: null, maximum: null, bins: [] });
  const width = high > low ? (high - low) / bins : 1;
  const edges = Array.from({ length: high > low ? bins : 1 }, (_, i) => low + i * width);
  const inBin = edges.map((edge, i) => {
    const from = { kind: "binary", operator: ">=", left: value, right: double(edge) } as const;
    const last = i === edges.length - 1;
    const to = {
      kind: "binary",
      operator: last ? "<=" : "<",
      left: value,
      right: double(last ? high : edge + width),
    } as const;
    return as(`bin_${i}`, countAll(and(from, to)));
  });
  const row = await lane.one(select({ columns: inBin, from: base.customers }), options);
  return ok({
    ...summary,
    minimum: low,
    median: number("middle"),
    maximum: high,
    bins: edges.map((from, i) => ({
      from,
      to: i === edges.length - 1 ? high : from + width,
      customers: Number(row[`bin_${i}`]),
    })),
  });
}

/** How many of their own rhythms ago the last order is, as a lifecycle of the base has it. */
function rhythmsIn({ model, columns, sight }: Base, name: string): string | undefined {
  const found = model.segmentations.find((s) => rhythmsOf(s.name) === name);
  if (found?.kind !== "lifecycle" || found.unit !== null || sight !== null) return undefined;
  const { late } = lifecycleColumns(found, nodeKeys(model));
  return columns.has(late) ? late : undefined;
}

/** The values of a customer's attribute with how many customers have each, the most frequent first. */
export async function attributeValues(
  lane: Lane,
  base: Base,
  attribute: string,
  prefix: string,
  limit: number,
  options: QueryOptions = {},
): Promise<{
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly complete: boolean;
}> {
  const found = namedValues(base).find((v) => v.id.toLowerCase() === attribute.toLowerCase());
  if (found === undefined || found.pii !== null) return { values: [], complete: false };
  const value = cast(col(found.column), "varchar");
  const starts = call("starts_with", call("lower", value), text(prefix.toLowerCase()));
  const rows = await lane.rows(
    select({
      columns: { value, n: count(value) },
      from: base.customers,
      where: prefix === "" ? isNotNull(value) : starts,
      groupBy: [value],
      orderBy: [desc(count(value)), asc(value)],
      limit: limit + 1,
    }),
    options,
  );
  return {
    values: rows
      .slice(0, limit)
      .map((row) => ({ value: sureText(row["value"]), count: Number(row["n"]) })),
    complete: rows.length <= limit && prefix === "",
  };
}
