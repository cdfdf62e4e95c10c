/** What serving those who move would cost: each action that is due for each of them now, less each that was due before. */
import {
  add,
  and,
  as,
  cases,
  col,
  eq,
  inList,
  join,
  named,
  not,
  number,
  or,
  prune,
  select,
  star,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import { isDue, mayReach } from "../../domain/strategy/serving-query.ts";
import { needsOf } from "../../language/model/order-nodes.ts";
import type { Model } from "../../language/model/model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import { plain } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { previous } from "./moves.ts";

/** In the project's currency, and hours of all departments; more is positive. */
export type Cost = { readonly money: number; readonly hours: number };

/** Customers with their segments at one time. */
type Time = { readonly model: Model; readonly asOf: string; readonly customers: Relation };

export type MoveCosts = {
  readonly segmentation: string;
  /** What picks out those who make each move, from columns of `now`. */
  readonly moves: readonly Scalar[];
  readonly now: Time;
  readonly before: Time;
  /** Rows of `now` with the columns of `before` beside them, where both have the same customers: then nothing is joined. */
  readonly both: { readonly rows: Relation; readonly columns: ReadonlySet<string> } | null;
  /** Who wants no contact: nothing is due for them. */
  readonly refused: readonly string[];
};

/** The segmentations and metrics that costs look at: strategies of the segmentation, and those that win over them. */
export function costNeeds(model: Model, segmentation: string): ReadonlySet<string> {
  const own = strategiesOf(model, segmentation);
  if (own.length === 0) return new Set();
  const rules = own.flatMap((s) =>
    s.actions.flatMap(({ when }) => (when === null ? [] : [when.rule])),
  );
  const winners = (model.service?.strategies ?? []).map((s) => s.for.segmentation);
  return new Set([...needsOf(rules), ...winners]);
}

/** @returns by move; `null` where no strategy is for the segmentation, then or now */
export async function moveCosts(
  lane: Lane,
  { segmentation, moves, now, before, both, refused }: MoveCosts,
  options: QueryOptions,
): Promise<readonly Cost[] | null> {
  const [costsNow, costsBefore] = [costOf(now, segmentation), costOf(before, segmentation)];
  if (moves.length === 0 || (costsNow === null && costsBefore === null)) return null;
  const marks = moves.map((move, i) => as(mark(i), move));
  const reachable =
    refused.length === 0
      ? []
      : [
          not(
            inList(
              col(idColumn),
              refused.map((id) => text(id)),
            ),
          ),
        ];
  const where = and(or(...moves), ...reachable);
  const after =
    costsNow === null
      ? undefined
      : await sums(
          lane,
          select({ columns: [...marks, ...costsNow], from: now.customers, where }),
          moves,
          options,
        );
  const then =
    costsBefore === null
      ? undefined
      : await sums(
          lane,
          select({
            columns: [...moves.map((_, i) => as(mark(i), col(mark(i)))), ...costsBefore],
            from:
              both === null
                ? joined(now.customers, before.customers, marks, where)
                : select({
                    columns: [...marks, ...[...both.columns].map((c) => as(c, col(previous(c))))],
                    from: both.rows,
                    where,
                  }),
          }),
          moves,
          options,
        );
  return moves.map((_, i) => {
    const difference = (kind: "money" | "hours"): number =>
      Math.round((figure(after, `${kind}_${i}`) - figure(then, `${kind}_${i}`)) * 10_000) / 10_000;
    return { money: difference("money"), hours: difference("hours") };
  });
}

/** Movers as they were, marked by their moves. */
const joined = (
  now: Relation,
  before: Relation,
  marks: readonly SelectColumn[],
  where: Scalar,
): Query =>
  select({
    columns: [star("b"), star("a", ["mover"])],
    from: named(before, "b"),
    joins: [
      join(
        "inner",
        named(select({ columns: [as("mover", col(idColumn)), ...marks], from: now, where }), "a"),
        eq(col("mover", "a"), col(idColumn, "b")),
      ),
    ],
  });

const strategiesOf = ({ service }: Model, segmentation: string): readonly StrategyModel[] =>
  (service?.strategies ?? []).filter((s) => s.for.segmentation === segmentation);

/** What is due for a customer, as columns `money` and `hours`. */
function costOf({ model, asOf }: Time, segmentation: string): readonly SelectColumn[] | null {
  const { service } = model;
  const own = strategiesOf(model, segmentation);
  if (service === undefined || own.length === 0) return null;
  const due = own.flatMap((strategy) =>
    strategy.actions.map(({ cost, ...action }) => ({
      fact: and(
        isDue(model, strategy, { ...action, cost }, asOf),
        mayReach(model, service, strategy),
      ),
      money: cost.money,
      hours: Object.values(cost.hours).reduce((all, h) => all + h, 0),
    })),
  );
  const total = (kind: "money" | "hours"): Scalar =>
    due
      .map((one) => cases([[one.fact, number(String(one[kind]))]], number("0")))
      .reduce((all, one) => add(all, one), number("0"));
  return [as("money", total("money")), as("hours", total("hours"))];
}

const sums = (
  lane: Lane,
  from: Query,
  moves: readonly Scalar[],
  options: QueryOptions,
): Promise<Row> =>
  lane.one(
    prune(
      select({
        columns: moves.flatMap((_, i) =>
          (["money", "hours"] as const).map((kind) =>
            as(`${kind}_${i}`, sum(cases([[col(mark(i)), col(kind)]], number("0")))),
          ),
        ),
        from,
      }),
    ),
    options,
  );

/** The column that marks who makes a move. */
const mark = (move: number): string => `move_${move}`;

const figure = (row: Row | undefined, name: string): number =>
  row === undefined ? 0 : Number(plain(row[name]) ?? 0);
