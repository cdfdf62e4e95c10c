/** How far the main metrics of a snapshot have drifted from another's. */
import { idColumn, joinedColumn } from "../../domain/columns.ts";
import { metricDrift, type MetricDrift } from "../../domain/migration/drift.ts";
import { valuesOf } from "../../domain/values.ts";
import { joinedOf } from "../../language/model/joined-names.ts";
import { sourcesBeside } from "../../language/model/model.ts";
import {
  as,
  asc,
  call,
  coalesce,
  col,
  concat,
  eq,
  isNotNull,
  join,
  named,
  select,
  text,
} from "../../query/index.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { among, type Seen } from "./seen-ids.ts";

/** So many customers of either snapshot are looked at, chosen by a keyed hash of their id. */
const sampleSize = 10_000;

/**
 * Every metric that is a number in both, and every number of the market (columns of factors: rivals, growth), in the order of the
 * new one. Sensitive and personal ones are left out.
 */
export async function metricDrifts(
  lane: Lane,
  old: Base,
  now: Base,
  seen: Seen | null,
  options: QueryOptions,
): Promise<readonly MetricDrift[]> {
  const known = new Map(valuesOf(old.model).map((value) => [value.id, value]));
  const market = new Set([...marketColumns(old.model), ...marketColumns(now.model)]);
  const metrics = valuesOf(now.model).flatMap((value) => {
    const was = known.get(value.id);
    const told = [value, was].every(
      (v) =>
        v?.type === "number" &&
        (v.kind === "metric" || market.has(v.column)) &&
        v.pii === null &&
        !v.sensitive,
    );
    const open = seen?.now.sight?.hidden.has(value.column) !== true;
    return told &&
      open &&
      was !== undefined &&
      old.columns.has(was.column) &&
      now.columns.has(value.column)
      ? [{ id: value.id, was: was.column, is: value.column }]
      : [];
  });
  const id = coalesce(col(idColumn, "n"), col(idColumn, "o"));
  const rows = await lane.rows(
    select({
      columns: [
        as("before", isNotNull(col(idColumn, "o"))),
        as("after", isNotNull(col(idColumn, "n"))),
        ...metrics.flatMap(({ was, is }, i) => [
          as(`o${i}`, col(was, "o")),
          as(`n${i}`, col(is, "n")),
        ]),
      ],
      from: named(among(select({ from: old.customers }), seen), "o"),
      joins: [
        join(
          "full",
          named(among(select({ from: now.customers }), seen), "n"),
          eq(col(idColumn, "n"), col(idColumn, "o")),
        ),
      ],
      orderBy: [asc(call("sample_key", concat(text("drift:"), id))), asc(id)],
      limit: sampleSize,
    }),
    options,
  );
  return metrics.flatMap(({ id: metric }, i) => {
    if (options.signal?.aborted === true) throw new EngineError("interrupted", "interrupted");
    const sample = rows.map((row) => ({
      before: row["before"] === true ? numberOf(row[`o${i}`]) : undefined,
      now: row["after"] === true ? numberOf(row[`n${i}`]) : undefined,
    }));
    return metricDrift(metric, sample) ?? [];
  });
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** What the market is like where a customer is, which nobody does but rivals and the times. */
const marketColumns = (model: Base["model"]): readonly string[] =>
  sourcesBeside(model).flatMap((source) =>
    source.kind === "factors" ? joinedOf(source).map((c) => joinedColumn(source.name, c.name)) : [],
  );
