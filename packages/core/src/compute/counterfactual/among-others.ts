/** Where scenarios of a customer would be assigned among all the others: the segmentation's own plan over one table of both. */
import { assignments, withNeeds } from "../../domain/assignments.ts";
import {
  firstOfUnitColumn,
  heldSinceColumn,
  idColumn,
  metricColumn,
  ofUnit,
  priorColumn,
  segmentationColumn,
  segmentColumn,
  unitColumn,
  withoutUnit,
} from "../../domain/columns.ts";
import type { FittedNodes } from "../../domain/fit.ts";
import { fitOf } from "../../domain/fits.ts";
import { changedColumn, scenarioId, whatIfRows, type WhatIfInput } from "./what-if-rows.ts";
import type { Scenario } from "../../domain/explain/scenarios.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import {
  as,
  bool,
  cases,
  coalesce,
  col,
  createTableAs,
  dropTable,
  eq,
  inList,
  ne,
  select,
  table,
  text,
  unionAll,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { heldBy } from "../run/prior.ts";
import { dropTables, learnFits } from "../run/fits.ts";
import type { Base } from "../snapshot/open-base.ts";

export type Asked = {
  readonly base: Base;
  readonly target: SegmentationModel;
  readonly segment: string;
  readonly rows: Omit<WhatIfInput, "columns" | "customers">;
  readonly lineColumns: readonly string[];
};

/** A scenario's row, and whether it is in the segment that is asked for. */
export type Outcome = { readonly isIn: boolean; readonly row: Row };

const candidates = "what_if_rows";

/**
 * Assigns scenarios, each as if the customer were so and everybody else as they are.
 *
 * Several at once rank among each other too, which shifts ranks by their number; one alone is exact.
 *
 * @param scenarios all of which change the same metrics
 */
export async function amongOthers(
  lane: Lane,
  { base, target, segment, rows, lineColumns }: Asked,
  scenarios: readonly Scenario[],
  options: QueryOptions,
): Promise<readonly Outcome[]> {
  const { model } = base;
  const held = heldBy(base, model, rows.by);
  const changed = (scenarios[0]?.changes ?? []).map(changedColumn);
  const own = [...base.columns].filter((c) => !/^[fhmsx]_/.test(withoutUnit(c)));
  const priors = [...held].flatMap((s) => [segmentationColumn(s), heldSinceColumn(s)]);
  const customers: Query = select({
    columns: [...own, ...changed, ...priors.map((c) => as(priorColumn(c), col(c)))],
    from: base.customers,
  });
  const columns = [...own, ...changed, ...priors.map(priorColumn)];
  const made = whatIfRows({ ...rows, columns, customers }, scenarios, lineColumns);
  await lane.run(createTableAs(table(candidates), made, { orReplace: true }), options);
  const only = new Set([target.name]);
  const learned = await learnFits(
    lane,
    {
      base: table(candidates),
      model,
      asOf: rows.by,
      data: "",
      prefix: "what_if",
      only,
      present: new Set(changed),
      held,
      seed: 0,
      known: [base.manifest.cards],
      anyData: true,
    },
    options,
  );
  if (!learned.ok) throw new Error("unreachable: what the run has learned is known");
  try {
    const { fitted } = learned.value;
    const side = sideColumns(model, rows.by, withNeeds(model, only)).filter((c) =>
      base.columns.has(c),
    );
    const present = new Set([...changed, ...side]);
    const told = assignments(
      table(candidates),
      model,
      rows.by,
      only,
      new Set(changed),
      held,
      fitted,
    );
    const all = unionAll(
      select({
        columns: [...columns, ...side].map((c) => as(c, besides(c, priors, rows.units))),
        from: base.customers,
        where: ne(col(idColumn), text(rows.customer)),
      }),
      select({ columns: [...columns, ...side], from: told }),
    );
    const without: FittedNodes = new Map(
      [...fitted].map(([name, fit]) => [name, { ...fit, table: null }]),
    );
    const assigned = assignments(all, model, rows.by, only, present, held, without);
    const found = await lane.rows(
      select({
        columns: [
          idColumn,
          ...[...own, ...metricsOf(model, target)].filter((c) => c !== idColumn),
          as("hit", isIn(target, segment)),
        ],
        from: assigned,
        where: inList(
          col(idColumn),
          scenarios.map((_, i) => text(scenarioId(i))),
        ),
      }),
      options,
    );
    const byId = new Map(found.map((row) => [sureText(row[idColumn]), row]));
    return scenarios.map((_, i) => {
      const row = byId.get(scenarioId(i)) ?? {};
      return { isIn: row["hit"] === true, row };
    });
  } finally {
    await dropTables(lane, learned.value.tables);
    await lane.run(dropTable(table(candidates)));
  }
}

/**
 * A column of the snapshot under the name that assignments read it by. Members of the customer's units are in those of the first
 * scenario, which stands for them.
 */
function besides(column: string, priors: readonly string[], units: WhatIfInput["units"]): Scalar {
  for (const { unit, key } of units) {
    const isOwn = eq(col(unitColumn(unit)), text(key));
    if (column === unitColumn(unit)) return cases([[isOwn, text(scenarioId(0))]], col(column));
    if (column === firstOfUnitColumn(unit)) return cases([[isOwn, bool(false)]], col(column));
  }
  const prior = priors.find((c) => priorColumn(c) === column);
  return col(prior ?? column);
}

const isIn = (target: SegmentationModel, segment: string): Scalar =>
  coalesce(
    target.assign === "all"
      ? col(segmentColumn(target.name, segment))
      : eq(col(segmentationColumn(target.name)), text(segment)),
    bool(false),
  );

/** The columns of the metrics that a segmentation rests on. */
function metricsOf(model: Model, { name, unit }: SegmentationModel): readonly string[] {
  const rests = withNeeds(model, new Set([name]));
  const metrics = model.metrics.filter((m) => rests.has(m.name));
  return metrics.map((m) => ofUnit(unit ?? null, metricColumn(m.name)));
}

/** Columns that the fits of some nodes join to customers: a snapshot has them. */
function sideColumns(model: Model, asOf: string, nodes: ReadonlySet<string>): readonly string[] {
  const context = { asOf, keys: nodeKeys(model) };
  const columns = model.order.flatMap(({ name }) =>
    nodes.has(name) ? (fitOf(model, name, context)?.side?.columns ?? []) : [],
  );
  return [...new Set(columns)];
}
