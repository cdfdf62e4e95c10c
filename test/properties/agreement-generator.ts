/** Well-typed expressions at random. */
import type {
  BinaryOperator,
  DurationUnit,
  Expr,
} from "../../packages/core/src/language/expression/ast.ts";

import { columns, someDay, someNumeral, someText } from "./agreement-cells.ts";
import type { Random } from "./random.ts";

const span = { start: 0, end: 0 };
const nothing: Expr = { kind: "null", span };
const name = (...parts: readonly string[]): Expr => ({ kind: "name", parts, span });
const number = (text: string): Expr => ({ kind: "number", text, span });
const text = (value: string): Expr => ({ kind: "text", value, span });
const binary = (operator: BinaryOperator, left: Expr, right: Expr): Expr => ({
  kind: "binary",
  operator,
  left,
  right,
  span,
});
const call = (functionName: string, ...args: readonly Expr[]): Expr => ({
  kind: "call",
  name: functionName,
  nameSpan: span,
  args,
  star: false,
  distinct: false,
  filter: null,
  span,
});

type Make = (r: Random, depth: number) => Expr;

const leafOr =
  (leaf: (r: Random) => Expr, makes: readonly [Make, ...Make[]]): Make =>
  (r, depth) =>
    depth <= 0 || r.chance(0.2)
      ? r.chance(0.04)
        ? nothing
        : leaf(r)
      : r.pick(makes)(r, depth - 1);

const oneOf =
  (make: () => Make): Make =>
  (r, depth) => {
    switch (r.below(3)) {
      case 0: {
        const branches = Array.from({ length: 1 + r.below(2) }, () => ({
          when: boolean(r, depth),
          then: make()(r, depth),
        }));
        return {
          kind: "case",
          operand: null,
          branches,
          otherwise: r.chance(0.7) ? make()(r, depth) : null,
          span,
        };
      }
      case 1: {
        const compared = r.pick([numeric, textual, dated]);
        const branches = Array.from({ length: 1 + r.below(2) }, () => ({
          when: compared(r, depth - 1),
          then: make()(r, depth),
        }));
        return {
          kind: "case",
          operand: compared(r, depth - 1),
          branches,
          otherwise: r.chance(0.7) ? make()(r, depth) : null,
          span,
        };
      }
      default: {
        const functionName = r.pick(["coalesce", "nullif", "least", "greatest"]);
        const more = functionName === "nullif" ? 0 : r.below(3);
        return call(functionName, ...Array.from({ length: 2 + more }, () => make()(r, depth)));
      }
    }
  };

const numeric: Make = leafOr(
  (r) => (r.chance(0.5) ? name(r.pick(columns.number)) : number(someNumeral(r))),
  [
    (r, d) => binary(r.pick(["+", "-", "*", "/"]), numeric(r, d), numeric(r, d)),
    (r, d) => binary(r.pick(["+", "-", "*", "/"]), numeric(r, d), numeric(r, d)),
    (r, d) => ({ kind: "negate", operand: numeric(r, d), span }),
    (r, d) => call(r.pick(["abs", "round", "floor", "ceil"]), numeric(r, d)),
    (r, d) => call("round", numeric(r, d), number(String(r.below(10)))),
    (r, d) => call("length", textual(r, d)),
    (r, d) => call(r.pick(["year", "month", "day"]), momentary(r, d)),
    oneOf(() => numeric),
  ],
);

/** A date or time that has a type whatever it is made of: NULL has none. */
const sureMoment: Make = (r, depth) =>
  depth <= 0 || r.chance(0.5)
    ? name(r.pick(r.chance(0.4) ? columns.timestamp : columns.date))
    : binary(r.pick(["+", "-"]), momentary(r, depth - 1), duration(r));

/** A number of days, which is compared with days and numbers. */
const days: Make = (r, depth) =>
  r.chance(0.5)
    ? binary("-", sureMoment(r, depth), sureMoment(r, depth))
    : call("days_between", momentary(r, depth - 1), momentary(r, depth - 1));

/** Two ways to one number, which doubles may tell apart. */
function nearlySame(r: Random): readonly [Expr, Expr] {
  const of = r.chance(0.7) ? name(r.pick(columns.number)) : number(someNumeral(r));
  const by = number(r.pick(["3", "10", "0.1", "0.7", "1.1", "1000000", "0.000001"]));
  const other = number(r.pick(["0.0000001", "0.0000004", "0.000001", "0.1"]));
  switch (r.below(4)) {
    case 0:
      return [binary("/", binary("*", of, by), by), of];
    case 1:
      return [binary("-", binary("+", of, by), by), of];
    case 2:
      return [binary("*", of, number("0.1")), binary("/", of, number("10"))];
    default:
      return [binary("+", of, other), of];
  }
}

const wholeNumber = (r: Random): Expr => number(String(r.below(4)));
/** As it is written, a place in a text is whole. */
const place: Make = (r, depth) => {
  const made = numeric(r, depth);
  return made.kind === "number" ? wholeNumber(r) : made;
};

const textual: Make = leafOr(
  (r) => (r.chance(0.6) ? name(r.pick(columns.text)) : text(someText(r))),
  [
    (r, d) => call(r.pick(["lower", "upper", "trim"]), textual(r, d)),
    (r, d) => binary("||", textual(r, d), textual(r, d)),
    (r, d) => call("substring", textual(r, d), number(String(r.below(4)))),
    (r, d) =>
      call("substring", textual(r, d), place(r, d), r.chance(0.5) ? place(r, d) : wholeNumber(r)),
    (r, d) => call("replace", textual(r, d), textual(r, d), textual(r, d)),
    oneOf(() => textual),
  ],
);

const units: readonly [DurationUnit, ...DurationUnit[]] = ["day", "week", "month", "year"];
const duration = (r: Random): Expr => ({
  kind: "duration",
  count: r.chance(0.1) ? r.pick([99_999, 9_999]) : r.below(40),
  unit: r.pick(units),
  span,
});

const dated: Make = leafOr(
  (r) =>
    r.chance(0.6)
      ? name(r.chance(0.2) ? "as_of" : r.pick(columns.date))
      : { kind: "date", value: someDay(r), span },
  [
    (r, d) => binary(r.pick(["+", "-"]), momentary(r, d), duration(r)),
    (r, d) => binary(r.pick(["+", "-"]), dated(r, d), duration(r)),
    oneOf(() => dated),
  ],
);

const timed: Make = leafOr((r) => name(r.pick(columns.timestamp)), [oneOf(() => timed)]);
/** NULL has no type of its own to tell dates by. */
const known = (expr: Expr, otherwise: Expr): Expr => (expr.kind === "null" ? otherwise : expr);
const momentary: Make = (r, d) =>
  known(r.chance(0.3) ? timed(r, d) : dated(r, d), name(r.pick(columns.date)));

const pattern = (r: Random): string =>
  Array.from({ length: 1 + r.below(4) }, () =>
    r.pick(["%", "_", "%%", someText(r), someText(r)]),
  ).join("");

/** Both sides of a comparison, of one type. */
function pair(r: Random, depth: number): readonly [Expr, Expr] {
  switch (r.below(7)) {
    case 0:
      return [textual(r, depth), textual(r, depth)];
    case 1:
      return [momentary(r, depth), momentary(r, depth)];
    case 2:
      return [
        days(r, depth),
        r.chance(0.5)
          ? { kind: "duration", count: r.below(400), unit: r.pick(["day", "week"]), span }
          : numeric(r, depth),
      ];
    case 3:
      return r.chance(0.2)
        ? [boolean(r, depth), boolean(r, depth)]
        : [name(r.pick(columns.number)), number(someNumeral(r))];
    case 4:
      return r.chance(0.5)
        ? [name(r.pick(columns.date)), text(someDay(r))]
        : [name(r.pick(columns.number)), name(r.pick(columns.number))];
    case 5:
      return nearlySame(r);
    default:
      return [numeric(r, depth), numeric(r, depth)];
  }
}

const comparison: Make = (r, depth) => {
  const [left, right] = pair(r, depth);
  return binary(r.pick(["=", "<>", "<", "<=", ">", ">="]), left, right);
};

const boolean: Make = leafOr(
  (r) =>
    r.chance(0.8) ? name(r.pick(columns.boolean)) : { kind: "boolean", value: r.chance(0.5), span },
  [
    comparison,
    comparison,
    comparison,
    (r, d) => binary(r.pick(["and", "or"]), boolean(r, d), boolean(r, d)),
    (r, d) => binary(r.pick(["and", "or"]), boolean(r, d), boolean(r, d)),
    (r, d) => ({ kind: "not", operand: boolean(r, d), span }),
    (r, d) => ({
      kind: "is-null",
      value: r.pick([numeric, textual, dated, boolean])(r, d),
      negated: r.chance(0.5),
      span,
    }),
    (r, d) => {
      const make = r.pick([numeric, textual, dated]);
      const list = Array.from({ length: r.chance(0.1) ? 60 : 1 + r.below(5) }, () =>
        make(r, r.chance(0.7) ? 0 : d - 1),
      );
      return { kind: "in", value: make(r, d), list, negated: r.chance(0.3), span };
    },
    (r) => {
      const list = Array.from({ length: r.chance(0.3) ? 300 : 2 + r.below(5) }, () =>
        number(someNumeral(r)),
      );
      return {
        kind: "in",
        value: name(r.pick(columns.number)),
        list,
        negated: r.chance(0.3),
        span,
      };
    },
    (r, d) => {
      const make = r.pick([numeric, textual, momentary, days]);
      return {
        kind: "between",
        value: make(r, d),
        low: make(r, d - 1),
        high: make(r, d - 1),
        negated: r.chance(0.3),
        span,
      };
    },
    (r, d) => ({
      kind: "like",
      value: textual(r, d),
      pattern: r.chance(0.8) ? text(pattern(r)) : textual(r, d),
      negated: r.chance(0.3),
      span,
    }),
    (r, d) => call(r.pick(["starts_with", "ends_with", "contains"]), textual(r, d), textual(r, d)),
    oneOf(() => boolean),
  ],
);

/** An expression of any type, most of them true or false. */
export const someExpression: Make = (r, depth) =>
  r.chance(0.7) ? boolean(r, depth) : r.pick([numeric, textual, dated, days])(r, depth);
