/** Calls: functions of the rule language, and aggregates of a customer's transactions. */
import { nearest } from "../config/nearest.ts";
import type { Expr, Span } from "../expression/ast.ts";
import {
  aggregates,
  findFunction,
  fitsPosition,
  functions,
  isAggregate,
  signatureOf,
  type Parameter,
} from "./functions.ts";
import { aggregatedSource, isOrders, isTable } from "./aggregated-source.ts";
import type { AggregateScope } from "./scope.ts";
import {
  firstTyped,
  isNumeric,
  isOpen,
  reportStray,
  typeName,
  wantBoolean,
  type Typer,
} from "./typer.ts";
import type { AggregateModel, Typed, Unit, ValueType } from "./typed.ts";

export function callNode(expr: Extract<Expr, { kind: "call" }>, typer: Typer): Typed {
  const { report } = typer;
  const unknown: Typed = { kind: "null", type: "unknown", unit: null, span: expr.span };
  const args = expr.args.map((arg) => typer.type(arg));
  const definition = findFunction(expr.name);
  if (definition === undefined) {
    const near = nearest(expr.name, [...functions.map((f) => f.name), ...aggregates]);
    report("unknown-function", { name: expr.name, nearest: near }, expr.nameSpan, near);
    return unknown;
  }
  const { parameters, variadic, optional, name } = definition;
  const wrong = (got: string, span: Span) =>
    report("wrong-argument", { function: name, expected: signatureOf(definition), got }, span);
  if (expr.star || expr.distinct || expr.filter !== null) wrong("an aggregate's words", expr.span);
  if (
    args.length < parameters.length - optional ||
    (!variadic && args.length > parameters.length)
  ) {
    wrong(String(args.length), expr.span);
    return unknown;
  }
  args.forEach((arg, i) => {
    const parameter = parameters[Math.min(i, parameters.length - 1)] ?? "any";
    if (!fits(arg.type, parameter)) wrong(typeName(arg), arg.span);
    else if (i > 0 && !fitsPosition(name, arg))
      wrong(arg.kind === "number" ? arg.text : arg.kind, arg.span);
  });
  const first = firstTyped(args);
  if (parameters[0] === "any" && first !== undefined) {
    const other = args.find((arg) => !isOpen(arg.type) && arg.type !== first.type);
    if (other !== undefined) wrong(typeName(other), other.span);
  }
  const type = definition.result === "same" ? (first?.type ?? "null") : definition.result;
  const unit =
    definition.result === "same" ? (first?.unit ?? null) : name === "days_between" ? "days" : null;
  return { kind: "call", function: name, args, type, unit, span: expr.span };
}

export function aggregateNode(expr: Extract<Expr, { kind: "call" }>, typer: Typer): Typed {
  const { scope, report } = typer;
  const unknown: Typed = { kind: "null", type: "unknown", unit: null, span: expr.span };
  const { span } = expr;
  const name = expr.name;
  if (!isAggregate(name)) return unknown;
  const place = scope.aggregate;
  if (place === null) {
    report("aggregate-not-allowed", { name }, expr.nameSpan);
    return unknown;
  }
  if (isOrders(expr)) {
    const { ref, type, unit } = place.orders;
    return { kind: "name", ref, type, unit, span };
  }
  const source = aggregatedSource(expr, place, report);
  if (source === undefined) return unknown;
  const { name: from, inside } = source;
  const filter = expr.filter === null ? null : typer.type(expr.filter, inside);
  if (filter !== null) {
    wantBoolean(filter, report);
    reportStray(filter, report);
  }
  const only = expr.args[0];
  const rows = { source: from, function: name, argument: null, distinct: false, filter } as const;
  if (isTable(expr, source)) return kept(place, { ...rows, type: "number" }, "count", span);
  if (expr.star) {
    if (name === "count") return kept(place, { ...rows, type: "number" }, "count", span);
    report("wrong-argument", { function: name, expected: `${name}(column)`, got: "*" }, span);
    return unknown;
  }
  if (only === undefined || expr.args.length !== 1) {
    report(
      "wrong-argument",
      { function: name, expected: `${name}(column)`, got: String(expr.args.length) },
      span,
    );
    return unknown;
  }
  const argument = typer.type(only, inside);
  reportStray(argument, report);
  if (name === "mode" && expr.distinct) {
    report("wrong-argument", { function: name, expected: "mode(column)", got: "distinct" }, span);
    return unknown;
  }
  if ((name === "sum" || name === "avg") && !isNumeric(argument.type)) {
    report(
      "wrong-argument",
      { function: name, expected: `${name}(number)`, got: typeName(argument) },
      argument.span,
    );
    return unknown;
  }
  const type = name === "count" || name === "sum" || name === "avg" ? "number" : argument.type;
  const unit = name === "count" ? "count" : argument.unit;
  return kept(
    place,
    { source: from, function: name, argument, distinct: expr.distinct, filter, type },
    unit,
    span,
  );
}

function kept(
  place: AggregateScope,
  aggregate: Omit<AggregateModel, "id" | "within">,
  unit: Unit,
  span: Span,
): Typed {
  return { kind: "name", ref: place.keep(aggregate), type: aggregate.type, unit, span };
}

function fits(type: ValueType, parameter: Parameter): boolean {
  if (isOpen(type) || parameter === "any") return true;
  if (parameter === "date") return type === "date" || type === "timestamp";
  return type === parameter;
}
