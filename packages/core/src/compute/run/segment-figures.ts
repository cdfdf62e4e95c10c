/** Retention, repurchase and NPS of each segment, counted in a run. Definitions: METHODS. */
import { segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import {
  answeredRules,
  figureColumns,
  figureOf,
  type FigureRule,
} from "../../domain/personas/figures.ts";
import type { SegmentFigure } from "../../host/protocol.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { as, col, select, type Relation } from "../../query/index.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";

const told = (rules: readonly FigureRule[], row: Row): readonly SegmentFigure[] =>
  rules.map((rule, i) => ({ name: rule.name, of: rule.of, value: figureOf(rule, i, row) }));

/** Those of all customers; none where the project names nothing that they rest on. */
export async function figuresOfAll(
  lane: Lane,
  customers: Relation,
  model: Model,
  options: QueryOptions,
): Promise<readonly SegmentFigure[]> {
  const rules = answeredRules(model);
  if (rules.length === 0) return [];
  return told(
    rules,
    await lane.one(select({ columns: figureColumns(rules), from: customers }), options),
  );
}

/** Those of each segment, by its id; an empty map where the project names nothing that they rest on. */
export async function figuresBySegment(
  lane: Lane,
  customers: Relation,
  model: Model,
  { name, assign, segments }: SegmentationModel,
  options: QueryOptions,
): Promise<ReadonlyMap<string, readonly SegmentFigure[]>> {
  const rules = answeredRules(model);
  if (rules.length === 0) return new Map();
  const found = new Map<string, readonly SegmentFigure[]>();
  if (assign === "all") {
    for (const { id } of segments) {
      const where = col(segmentColumn(name, id));
      const query = select({ columns: figureColumns(rules), from: customers, where });
      found.set(id, told(rules, await lane.one(query, options)));
    }
    return found;
  }
  const segment = col(segmentationColumn(name));
  const rows = await lane.rows(
    select({
      columns: [as("segment", segment), ...figureColumns(rules)],
      from: customers,
      groupBy: [segment],
    }),
    options,
  );
  for (const { id } of segments) found.set(id, told(rules, {})); // nobody is there
  for (const row of rows) found.set(textOf(row["segment"]) ?? "", told(rules, row));
  return found;
}
