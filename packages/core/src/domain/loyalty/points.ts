/**
 * Points of each customer, as query nodes. D is the as-of date, a window of w days is (D − w, D].
 *
 * An order earns ⌊amount · points / per⌋, its rows multiplied and its refunds taken off first; what is below zero is rounded
 * towards zero. A refund that names no order is one of its own. Levels count these points; multipliers of levels come after.
 * Points that are taken back or used are the oldest ones; on a day points lapse first, then are earned, then used.
 */
import {
  aggregate,
  and,
  as,
  asc,
  call,
  cases,
  cast,
  coalesce,
  col,
  cte,
  date,
  decimal,
  div,
  eq,
  ge,
  gt,
  int,
  isNotNull,
  isNull,
  join,
  le,
  lt,
  max,
  min,
  mod,
  mul,
  named,
  nil,
  not,
  number,
  over,
  running,
  select,
  sub,
  sum,
  table,
  tryCast,
  unionAll,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { EarningModel, PointsName } from "../../language/model/loyalty-model.ts";
import { expiringDays } from "../../language/model/loyalty-model.ts";
import type { NameRef } from "../../language/model/typed.ts";
import { idColumn, pointsColumn } from "../columns.ts";
import { lineSourceColumn, since } from "../metrics/row-aggregates.ts";
import { toScalar } from "../to-scalar.ts";

/** What is needed of points. */
export type PointsRequest = { readonly id: string; readonly earning: EarningModel };

const what: readonly PointsName[] = ["points", "expiring", "level", "earned"];

/** The base columns of points. */
export const pointsColumns = ({ id }: PointsRequest): readonly string[] =>
  what.map((name) => pointsColumn(id, name));

const moneyType = decimal(28, 8);
const pointsType = decimal(18, 2);

const rowNames =
  (asOf: string) =>
  (ref: NameRef): Scalar => {
    if (ref.kind === "as-of") return date(asOf);
    if (ref.kind === "column") return col(lineSourceColumn(ref.column));
    if (ref.kind === "line") return col(ref.column === "order" ? "order_id" : ref.column);
    throw new RangeError(`a row has no ${ref.kind}`);
  };

/** Rows that earn: `customer, day, order_id, refund, money, spent`. @param rows transactions */
export function earningRows(rows: Relation, earning: EarningModel, asOf: string): Query {
  const names = rowNames(asOf);
  const earned = earning.times.reduce<Scalar>(
    (money, { when, by }) =>
      cast(mul(money, cases([[toScalar(when, names), number(by)]], number("1"))), moneyType),
    col("amount"),
  );
  const counts = earning.where === null ? null : toScalar(earning.where, names);
  const none = number("0");
  return select({
    columns: [
      ...["customer", "day", "order_id", "refund"].map((name) => as(name, col(name))),
      as("money", cast(counts === null ? earned : cases([[counts, earned]], none), moneyType)),
      as(
        "spent",
        earning.spend?.source === "transactions" ? spentIn(earning, asOf) : nil(pointsType),
      ),
    ],
    from: rows,
    where: le(col("day"), date(asOf)),
  });
}

/** Rows that use points, in the same columns. @param rows of another source */
export const spendingRows = (rows: Relation, earning: EarningModel, asOf: string): Query =>
  select({
    columns: [
      as("customer", col("customer")),
      as("day", col("day")),
      as("order_id", nil("varchar")),
      as("refund", nil("boolean")),
      as("money", nil(moneyType)),
      as("spent", spentIn(earning, asOf)),
    ],
    from: rows,
    where: le(col("day"), date(asOf)),
  });

/** Points that a row uses; NULL where it uses none. */
function spentIn({ spend }: EarningModel, asOf: string): Scalar {
  if (spend === null) return nil(pointsType);
  const names = rowNames(asOf);
  const points = tryCast(toScalar(spend.points, names), pointsType);
  const counts = [
    gt(points, number("0")),
    ...(spend.where === null ? [] : [toScalar(spend.where, names)]),
  ];
  return cases([[and(...counts), points]]);
}

/** `a / b` without what is behind the point, exactly; `b` above zero. */
const whole = (a: Scalar, b: Scalar): Scalar =>
  cast(call("nearest", div(sub(a, mod(a, b)), b)), "bigint");

/** Orders, and rows that are in none, with their points before levels: `customer, day, base`. */
function ordersIn({ points, per }: EarningModel): Query {
  const earned = isNotNull(col("money"));
  const base = (money: Scalar): Scalar =>
    whole(cast(mul(money, number(points)), decimal(38, 8)), number(per));
  const first = aggregate("min", [col("day")], { filter: not(col("refund")) });
  return unionAll(
    select({
      columns: [
        as("customer", col("customer")),
        as("day", coalesce(first, min(col("day")))),
        as("base", base(sum(col("money")))),
      ],
      from: table("rows"),
      where: and(earned, isNotNull(col("order_id"))),
      groupBy: [col("customer"), col("order_id")],
    }),
    select({
      columns: [
        as("customer", col("customer")),
        as("day", col("day")),
        as("base", base(col("money"))),
      ],
      from: table("rows"),
      where: and(earned, isNull(col("order_id"))),
    }),
  );
}

/** Points before levels of the window before each day with an order: `customer, day, before`. */
const beforeDays = (within: number): Query =>
  select({
    columns: [
      as("customer", col("customer", "d")),
      as("day", col("day", "d")),
      as("before", coalesce(sum(col("base", "e")), int(0))),
    ],
    from: named(table("days"), "d"),
    joins: [
      join(
        "left",
        named(table("days"), "e"),
        and(
          eq(col("customer", "e"), col("customer", "d")),
          lt(col("day", "e"), col("day", "d")),
          gt(col("day", "e"), call("add_days", col("day", "d"), int(-1 - within))),
        ),
      ),
    ],
    groupBy: [col("customer", "d"), col("day", "d")],
  });

/** Orders with all their points: `customer, day, base, points`. */
function withLevels({ levelTimes }: EarningModel): Query {
  if (levelTimes.length === 0)
    return select({
      columns: ["customer", "day", "base", as("points", col("base"))],
      from: table("orders"),
    });
  const before = col("before", "b");
  const points = levelTimes.reduce<Scalar>(
    (sofar, { from, below, by }) => {
      const bounds = [
        ...(from === null ? [] : [ge(before, number(from))]),
        ...(below === null ? [] : [lt(before, number(below))]),
      ];
      const times = cases([[and(...bounds), number(by)]], number("1"));
      return cast(mul(sofar, times), moneyType);
    },
    cast(col("base", "o"), moneyType),
  );
  return select({
    columns: [
      as("customer", col("customer", "o")),
      as("day", col("day", "o")),
      as("base", col("base", "o")),
      as("points", whole(points, number("1"))),
    ],
    from: named(table("orders"), "o"),
    joins: [
      join(
        "inner",
        named(table("before_days"), "b"),
        and(eq(col("customer", "b"), col("customer", "o")), eq(col("day", "b"), col("day", "o"))),
      ),
    ],
  });
}

/** What comes and goes: `customer, day, earned, taken`, a row a day. */
function movements(): Query {
  const points = col("points");
  const zero = number("0");
  const all = unionAll(
    select({
      columns: [
        "customer",
        "day",
        as("earned", cast(call("greatest", points, int(0)), pointsType)),
        as("taken", cast(call("greatest", sub(int(0), points), int(0)), pointsType)),
      ],
      from: table("pointed"),
    }),
    select({
      columns: ["customer", "day", as("earned", cast(zero, pointsType)), as("taken", col("spent"))],
      from: table("rows"),
      where: isNotNull(col("spent")),
    }),
  );
  return select({
    columns: ["customer", "day", as("earned", sum(col("earned"))), as("taken", sum(col("taken")))],
    from: all,
    groupBy: [col("customer"), col("day")],
  });
}

/**
 * How many points were gone before they could be used: of each day's points, those that nothing had taken when they lapsed.
 * `customer, lapsed, lapsing`: up to D, and up to `expiringDays` later.
 */
function lapses(expire: number, asOf: string): Query {
  const byDay = { partitionBy: [col("customer")], orderBy: [asc(col("day"))], frame: running };
  const earned = select({
    columns: ["customer", "day", as("sofar", over("sum", [col("earned")], byDay))],
    from: select({ from: table("moves"), where: gt(col("earned"), number("0")) }),
  });
  const events = unionAll(
    select({
      columns: [
        "customer",
        as("day", call("add_days", col("day"), int(expire))),
        as("first", int(0)),
        "sofar",
        as("taken", cast(int(0), pointsType)),
      ],
      from: earned,
    }),
    select({
      columns: ["customer", "day", as("first", int(1)), as("sofar", nil(pointsType)), "taken"],
      from: table("moves"),
    }),
  );
  const order = [asc(col("day")), asc(col("first"))];
  const taken = over("sum", [col("taken")], {
    partitionBy: [col("customer")],
    orderBy: order,
    frame: running,
  });
  const told = select({
    columns: ["customer", "day", as("left", sub(col("sofar"), taken))],
    from: events,
  });
  const upTo = (day: Scalar): Scalar =>
    call("greatest", coalesce(max(col("left"), le(col("day"), day)), int(0)), int(0));
  return select({
    columns: [
      as("customer", col("customer")),
      as("lapsed", upTo(date(asOf))),
      as("lapsing", upTo(call("add_days", date(asOf), int(expiringDays)))),
    ],
    from: told,
    where: isNotNull(col("left")),
    groupBy: [col("customer")],
  });
}

/**
 * One row a customer with their points.
 *
 * @param rows as `earningRows` and `spendingRows` give them
 * @param asOf D, ISO
 * @returns columns `id`, `y_…`: the balance, what lapses in `expiringDays`, points of the window before and after multipliers
 * of levels; customers without a row are absent
 */
export function pointsOf(rows: Relation, { id, earning }: PointsRequest, asOf: string): Query {
  const { expire, within, levelTimes } = earning;
  const inWindow = since(col("day"), within, asOf);
  const days = select({
    columns: ["customer", "day", as("base", sum(col("base")))],
    from: table("orders"),
    groupBy: [col("customer"), col("day")],
  });
  const totals = select({
    columns: [
      "customer",
      as("level", sum(col("base"), inWindow)),
      as("earned", sum(col("points"), inWindow)),
    ],
    from: table("pointed"),
    groupBy: [col("customer")],
  });
  const balances = select({
    columns: ["customer", as("left", sub(sum(col("earned")), sum(col("taken"))))],
    from: table("moves"),
    groupBy: [col("customer")],
  });
  const zero = number("0");
  const lapsed = expire === null ? zero : coalesce(col("lapsed", "x"), zero);
  const lapsing = expire === null ? zero : coalesce(col("lapsing", "x"), zero);
  const of = (name: string): Scalar => eq(col("customer", name), col("customer", "m"));
  const value: Readonly<Record<PointsName, Scalar>> = {
    points: cast(sub(col("left", "m"), lapsed), pointsType),
    expiring: cast(sub(lapsing, lapsed), pointsType),
    level: cast(coalesce(col("level", "t"), zero), "bigint"),
    earned: cast(coalesce(col("earned", "t"), zero), "bigint"),
  };
  return select({
    with: [
      cte("rows", select({ from: rows })),
      cte("orders", ordersIn(earning)),
      ...(levelTimes.length === 0
        ? []
        : [cte("days", days), cte("before_days", beforeDays(within))]),
      cte("pointed", withLevels(earning)),
      cte("moves", movements()),
      ...(expire === null ? [] : [cte("lapses", lapses(expire, asOf))]),
      cte("totals", totals),
      cte("balances", balances),
    ],
    columns: [
      as(idColumn, col("customer", "m")),
      ...what.map((name) => as(pointsColumn(id, name), value[name])),
    ],
    from: named(table("balances"), "m"),
    joins: [
      join("left", named(table("totals"), "t"), of("t")),
      ...(expire === null ? [] : [join("left", named(table("lapses"), "x"), of("x"))]),
    ],
  });
}
