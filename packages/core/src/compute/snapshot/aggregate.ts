/** Figures over customers of a snapshot: sums, means, medians, ends, of all that fit or of each group. */
import { segmentationColumn } from "../../domain/columns.ts";
import type { ValueInfo } from "../../domain/values.ts";
import type {
  Aggregated,
  AggregatedGroup,
  AggregateQuery,
  Figures,
} from "../../host/answers/asking.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import {
  aggregate,
  and,
  as,
  asc,
  bool,
  cast,
  col,
  count,
  countAll,
  decimal,
  desc,
  double,
  max,
  min,
  select,
  sum,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { compileRule, questionFile } from "./compile-rule.ts";
import { segmentCondition } from "./look-up.ts";
import type { Base } from "./open-base.ts";
import { namedValues, questionScope, shownSegmentations } from "./sight.ts";

const defaultGroups = 20;
const mostGroups = 100;

/** Digits of a sum: what models say is a double, and doubles added up in another order are another number. */
const summed = decimal(38, 6);

/**
 * Sums customers up. Sums are of decimals, so they are the same whatever the threads.
 *
 * @param base what the viewer sees
 * @returns problems for names that there are not
 */
export async function aggregateMembers(
  lane: Lane,
  base: Base,
  query: AggregateQuery,
  options: QueryOptions = {},
): Promise<Result<Omit<Aggregated, "base">, Problem>> {
  const values = namedValues(base);
  const asked: ValueInfo[] = [];
  for (const id of query.of ?? []) {
    const value = values.find((v) => v.id.toLowerCase() === id.toLowerCase());
    if (value === undefined || (value.type !== "number" && value.type !== "date"))
      return err(
        unknown(
          id,
          values.map((v) => v.id),
        ),
      );
    asked.push(value);
  }
  const rule =
    query.where === undefined
      ? ok<Scalar>(bool(true))
      : compileRule(base, query.where, questionScope(base));
  if (!rule.ok) return rule;
  const where = rule.value;
  const columns = [as("n", countAll()), ...asked.flatMap(columnsOf)];
  const one = async (condition: Scalar): Promise<Omit<AggregatedGroup, "key">> =>
    readRow(
      await lane.one(select({ columns, from: base.customers, where: condition }), options),
      asked,
    );
  const [within, all] = [await one(where), await one(bool(true))];
  const answer = { ...within, all };
  if (query.by === undefined) return ok(answer);
  const limit = Math.min(Math.max(1, query.limit ?? defaultGroups), mostGroups);
  const segmentation = shownSegmentations(base).find((s) => s.name === query.by);
  if (segmentation?.assign === "all") {
    const groups: AggregatedGroup[] = [];
    for (const { id } of segmentation.segments) {
      const inside = segmentCondition(base, { segmentation: segmentation.name, segment: id });
      if (!inside.ok) return inside;
      groups.push({ key: id, ...(await one(and(where, inside.value))) });
    }
    return ok({ ...answer, ...firstOf(groups, query, limit) });
  }
  const by = query.by.toLowerCase();
  const attribute = values.find(
    (v) =>
      v.id.toLowerCase() === by && v.pii === null && (v.type === "text" || v.type === "boolean"),
  );
  const column =
    segmentation === undefined ? attribute?.column : segmentationColumn(segmentation.name);
  if (column === undefined)
    return err(
      unknown(
        query.by,
        values.map((v) => v.id),
      ),
    );
  const key = cast(col(column), "varchar");
  const rows = await lane.rows(
    select({
      columns: [as("key", key), ...columns],
      from: base.customers,
      where,
      groupBy: [key],
      orderBy: [desc(countAll()), asc(key)],
    }),
    options,
  );
  const groups = rows.map((row) => ({ key: textOf(row["key"] ?? null), ...readRow(row, asked) }));
  return ok({ ...answer, ...firstOf(groups, query, limit) });
}

/** Groups in the order that is asked for, those of which the figure is unknown last; equal ones as they were. */
function firstOf(
  groups: readonly AggregatedGroup[],
  { order }: AggregateQuery,
  limit: number,
): Pick<Aggregated, "groups" | "groupsInAll"> {
  const figure = ({ customers, figures }: AggregatedGroup): number | string | null =>
    order === undefined || order.by === "customers" ? customers : (figures[0]?.[order.by] ?? null);
  const ordered =
    order === undefined
      ? groups
      : groups.toSorted((a, b) => {
          const [x, y] = [figure(a), figure(b)];
          if (x === null || y === null) return Number(x === null) - Number(y === null);
          return (x < y ? -1 : Number(x > y)) * (order.descending ? -1 : 1);
        });
  return { groups: ordered.slice(0, limit), groupsInAll: groups.length };
}

const unknown = (name: string, known: readonly string[]): Problem =>
  problem(
    "unknown-name",
    { name, nearest: nearest(name, known) },
    { file: questionFile, range: fileStart },
  );

function columnsOf({ column, type }: ValueInfo, at: number): readonly SelectColumn[] {
  const value = col(column);
  const ends = [
    as(`known_${at}`, count(value)),
    as(`least_${at}`, min(value)),
    as(`most_${at}`, max(value)),
  ];
  if (type === "date") return ends;
  return [
    ...ends,
    as(`sum_${at}`, sum(cast(value, summed))),
    as(`median_${at}`, aggregate("quantile_cont", [cast(value, "double"), double(0.5)])),
  ];
}

function readRow(row: Row, asked: readonly ValueInfo[]): Omit<AggregatedGroup, "key"> {
  return {
    customers: Number(row["n"]),
    figures: asked.map(({ id, type }, at): Figures => {
      const number = (name: string): number | null => {
        const text = textOf(row[`${name}_${at}`] ?? null);
        return text === null ? null : Number(text);
      };
      const known = Number(row[`known_${at}`]);
      const day = (name: string): string | null =>
        textOf(row[`${name}_${at}`] ?? null)?.slice(0, 10) ?? null;
      if (type === "date")
        return {
          value: id,
          known,
          sum: null,
          mean: null,
          median: null,
          least: day("least"),
          most: day("most"),
        };
      const total = number("sum");
      return {
        value: id,
        known,
        sum: total,
        mean: total === null || known === 0 ? null : total / known,
        median: number("median"),
        least: number("least"),
        most: number("most"),
      };
    }),
  };
}
