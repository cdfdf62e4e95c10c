/** Computes a loyalty programme as it is, and as it would be by other rules, on the same data. */
import {
  as,
  col,
  createTableAs,
  date,
  dropTable,
  eq,
  isNotNull,
  join,
  le,
  named,
  select,
  star,
  sum,
  table,
  unionAll,
  type Query,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import { pointsOf } from "../../domain/loyalty/points.ts";
import {
  asLevel,
  figuresQuery,
  levelColumns,
  movesQuery,
  type LevelMove,
  type LoyaltySimulation,
  type ProgrammeFigures,
} from "../../domain/loyalty/simulation.ts";
import { since } from "../../domain/metrics/row-aggregates.ts";
import type { LoyaltyModel } from "../../language/model/loyalty-model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { customersQuery } from "../ingest/customers.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import { fillTable } from "../run/feature-parts.ts";
import { pointsRows } from "../run/points-part.ts";
import { customersInput, type Prepared } from "../run/prepare.ts";
import { latestDay } from "../run/run.ts";
import { sourceRows, type SourceRows } from "../run/source-rows.ts";

const work = {
  now: "loyalty_now",
  then: "loyalty_then",
  revenue: "loyalty_revenue",
  all: "loyalty_all",
} as const;

type Programme = { readonly model: LoyaltyModel; readonly points: string; readonly level: string };

/** Where a project has no programme. */
const noLoyalty = problem(
  "file-missing",
  { path: "loyalty.yaml" },
  { file: "loyalty.yaml", range: fileStart },
);

/**
 * @param other the same project with the other rules; `null` for the programme alone
 * @returns levels by points alone: `hold` is not counted
 */
export async function simulateLoyalty(
  lane: Lane,
  project: Project,
  prepared: Prepared,
  other: Prepared | null,
  now: Date,
  options: QueryOptions,
): Promise<Result<LoyaltySimulation, Problem>> {
  const { model } = prepared;
  if (model === undefined) return err(...prepared.problems);
  if (model.loyalty === undefined) return err(noLoyalty);
  if (other !== null && other.model === undefined) return err(...other.problems);
  const changed = other?.model?.loyalty;
  if (other !== null && changed === undefined) return err(noLoyalty);
  const read = await sourceRows(lane, project, prepared, model, now, options);
  if (!read.ok) return read;
  const { transactions } = read.value;
  const asked = model.asOf ?? dayIn(now, model.timezone);
  const asOf = (await latestDay(lane, transactions, asked, options)) ?? asked;
  const programmes: readonly Programme[] = [
    { model: model.loyalty, points: work.now, level: levelColumns.now },
    ...(changed === undefined
      ? []
      : [{ model: changed, points: work.then, level: levelColumns.then }]),
  ];
  try {
    for (const programme of apart(programmes))
      await fillPoints(lane, programme, read.value, asOf, options);
    const within = model.loyalty.earning.within;
    await fillTable(
      lane,
      work.revenue,
      transactions,
      (rows) => revenue(rows, within, asOf),
      options,
    );
    const customers = customersInput(prepared, model);
    const everybody = customers === null ? known(programmes) : customersQuery(customers, asOf);
    const all = joined(everybody, programmes, asOf);
    await lane.run(createTableAs(table(work.all), all, { orReplace: true }), options);
    const figures: ProgrammeFigures[] = [];
    for (const { model: one, level } of programmes) {
      const where = isNotNull(col(level));
      const members = select({ from: table(work.all), where });
      figures.push(figuresOf(one, await lane.rows(figuresQuery(members, one, level), options)));
    }
    const [first, second = null] = figures;
    if (first === undefined) throw new Error("unreachable: a programme has figures");
    const moves =
      second === null
        ? []
        : await lane.rows(
            movesQuery(table(work.all), levelColumns.now, levelColumns.then),
            options,
          );
    return ok({ asOf, within, now: first, then: second, moves: movesOf(moves) });
  } finally {
    for (const name of Object.values(work)) await lane.run(dropTable(table(name)));
  }
}

/** Those whose points differ: where only the levels do, the columns are the same ones. */
const apart = (programmes: readonly Programme[]): readonly Programme[] =>
  programmes.filter(
    (one, i) => programmes.findIndex((other) => other.model.id === one.model.id) === i,
  );

async function fillPoints(
  lane: Lane,
  { model, points }: Programme,
  { transactions, others }: SourceRows,
  asOf: string,
  options: QueryOptions,
): Promise<void> {
  const rows: Lines = pointsRows(model, { lines: transactions, others, asOf });
  await fillTable(lane, points, rows, (part) => pointsOf(part, model, asOf), options);
}

const revenue = (rows: Query, within: number, asOf: string): Query => {
  const window = since(col("day"), within, asOf);
  return select({
    columns: [as(idColumn, col("customer")), as("revenue", sum(col("amount"), window))],
    from: rows,
    where: le(col("day"), date(asOf)),
    groupBy: [col("customer")],
  });
};

/** Everybody of whom there is a row, where there is no table of customers. */
const known = (programmes: readonly Programme[]): Query => {
  const ids = apart(programmes).map(({ points }) =>
    select({ columns: [idColumn], from: table(points) }),
  );
  const [first, ...rest] = ids;
  if (first === undefined) throw new Error("unreachable: there is a programme");
  return select({ columns: [idColumn], distinct: true, from: unionAll(first, ...rest) });
};

function joined(everybody: Query, programmes: readonly Programme[], asOf: string): Query {
  const of = (name: string) => eq(col(idColumn, name), col(idColumn, "c"));
  const rows = select({
    columns: [
      star("c"),
      ...apart(programmes).map(({ points }) => star(points, [idColumn])),
      as("revenue", col("revenue", "r")),
    ],
    from: named(everybody, "c"),
    joins: [
      ...apart(programmes).map(({ points }) => join("left", table(points), of(points))),
      join("left", named(table(work.revenue), "r"), of("r")),
    ],
  });
  const levels = programmes.map(({ model, level }) => asLevel(model, level, asOf));
  return select({ columns: [star(), ...levels], from: rows });
}

function figuresOf(model: LoyaltyModel, rows: readonly Row[]): ProgrammeFigures {
  const { value, redeemed } = model;
  const byLevel = new Map(rows.map((row) => [textOf(row["level"]), row]));
  const total = (column: string): number =>
    rows.reduce((sofar, row) => sofar + Number(row[column]), 0);
  const levels = model.levels.map(({ id, title, benefits }) => {
    const members = Number(byLevel.get(id)?.["members"] ?? 0);
    const cost = benefits.reduce((sofar, benefit) => sofar + benefit.cost, 0);
    return { id, title, members, benefits: members * cost };
  });
  return {
    name: model.name,
    title: model.title,
    members: total("members"),
    levels,
    points: total("points"),
    liability: total("points") * value * redeemed,
    expiring: total("expiring"),
    earned: total("earned"),
    earnedCost: total("earned") * value * redeemed,
    benefits: levels.reduce((sofar, level) => sofar + level.benefits, 0),
  };
}

const movesOf = (rows: readonly Row[]): readonly LevelMove[] =>
  rows
    .map((row) => ({
      from: textOf(row["from"]),
      to: textOf(row["to"]),
      customers: Number(row["customers"]),
      revenue: Number(row["revenue"]),
    }))
    .filter(({ from, to }) => from !== to)
    .toSorted((a, b) => b.customers - a.customers);
