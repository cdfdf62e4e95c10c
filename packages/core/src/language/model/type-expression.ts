/** Resolves the names of an expression and finds its types: tree in, typed tree and problems out. */
import { nearest } from "../config/nearest.ts";
import type { ScalarText } from "../config/yaml-source.ts";
import type { Expr, Span } from "../expression/ast.ts";
import { isIsoDate, parse } from "../expression/parse.ts";
import { problem, type Problem, type ProblemCode, type ProblemValues } from "../../problem.ts";
import { findFunction, fitsPosition, functions, isAggregate, aggregates, signatureOf, type Parameter } from "./functions.ts";
import { strayDurations } from "./stray-durations.ts";
import type { AggregateModel, NameRef, Typed, Unit, ValueType } from "./typed.ts";

export type Resolved = { readonly ref: NameRef; readonly type: ValueType; readonly unit: Unit };

/** What names mean where an expression stands. */
export type Scope = {
  readonly resolve: (parts: readonly string[]) => Resolved | undefined;
  /** For "did you mean". */
  readonly names: readonly string[];
  /** How an aggregate is kept, and what names mean inside it; `null` where there can be none. */
  readonly aggregate: AggregateScope | null;
  /** Segments that a segmentation's value can be; `undefined` where it is not one. */
  readonly segmentsOf: (ref: NameRef) => readonly string[] | undefined;
};

export type AggregateScope = {
  readonly inside: Scope;
  /** Whether a name is the table itself, as in `count(transactions)`. */
  readonly isTable: (parts: readonly string[]) => boolean;
  /** What `count(orders)` means. */
  readonly orders: Resolved;
  readonly keep: (aggregate: Omit<AggregateModel, "id" | "within">) => NameRef;
};

export type TypedExpression = { readonly typed: Typed; readonly problems: readonly Problem[] };

const comparable = new Set(["=", "<>", "<", "<=", ">", ">="]);

/**
 * Parses, resolves and types an expression that stands in a file.
 *
 * @param text the expression, with where each part of it stands
 * @param file the file's path, for problems
 * @param scope what names mean
 */
export function typeExpression(text: ScalarText, file: string, scope: Scope): TypedExpression {
  const problems: Problem[] = [];
  const { expr, faults } = parse(text.text);
  const report = <C extends ProblemCode>(code: C, values: ProblemValues[C], span: Span, fix = "") => {
    const range = text.rangeOf(span);
    const fixes = fix === "" ? [] : [{ title: fix, edits: [{ file, range, newText: fix }] }];
    problems.push(problem(code, values, { file, range }, { fixes }));
  };
  for (const fault of faults)
    report("expression-syntax", { found: fault.found, expected: fault.expected }, fault.span);
  const typed = typeNode(expr, scope, report);
  if (problems.length === 0) reportStray(typed, report);
  return { typed, problems };
}

type Report = <C extends ProblemCode>(code: C, values: ProblemValues[C], span: Span, fix?: string) => void;

function typeNode(expr: Expr, scope: Scope, report: Report): Typed {
  const again = (child: Expr): Typed => typeNode(child, scope, report);
  const { span } = expr;
  const plain = <T extends ValueType>(type: T, unit: Unit = null) => ({ type, unit, span });
  switch (expr.kind) {
    case "number":
      return { kind: "number", text: expr.text, ...plain("number") };
    case "text":
      return { kind: "text", value: expr.value, ...plain("text") };
    case "date":
      return { kind: "date", value: expr.value, ...plain("date") };
    case "boolean":
      return { kind: "boolean", value: expr.value, ...plain("boolean") };
    case "null":
      return { kind: "null", ...plain("null") };
    case "missing":
      return { kind: "null", ...plain("unknown") };
    case "duration":
      return { kind: "duration", count: expr.count, per: expr.unit, ...plain("duration") };
    case "name":
      return nameNode(expr, scope, report);
    case "not": {
      const operand = again(expr.operand);
      wantBoolean(operand, report);
      return { kind: "not", operand, ...plain("boolean") };
    }
    case "negate": {
      const operand = again(expr.operand);
      wantType("-", operand, ["number"], report);
      return { kind: "negate", operand, ...plain("number", operand.unit) };
    }
    case "binary":
      return binaryNode(expr, again(expr.left), again(expr.right), scope, report);
    case "in": {
      const value = again(expr.value);
      const list = expr.list.map((item) => aligned(value, again(item)));
      for (const item of list) compare("in", value, item, scope, report);
      return { kind: "in", value, list, negated: expr.negated, ...plain("boolean") };
    }
    case "between": {
      const value = again(expr.value);
      const low = aligned(value, again(expr.low));
      const high = aligned(value, again(expr.high));
      compare("between", value, low, scope, report);
      compare("between", value, high, scope, report);
      return { kind: "between", value, low, high, negated: expr.negated, ...plain("boolean") };
    }
    case "like": {
      const value = again(expr.value);
      const pattern = again(expr.pattern);
      wantType("like", value, ["text"], report);
      wantType("like", pattern, ["text"], report);
      return { kind: "like", value, pattern, negated: expr.negated, ...plain("boolean") };
    }
    case "is-null":
      return { kind: "is-null", value: again(expr.value), negated: expr.negated, ...plain("boolean") };
    case "case":
      return caseNode(expr, scope, report);
    case "call":
      return isAggregate(expr.name) ? aggregateNode(expr, scope, report) : callNode(expr, scope, report);
  }
}

function nameNode(expr: Extract<Expr, { kind: "name" }>, scope: Scope, report: Report): Typed {
  const found = scope.resolve(expr.parts);
  if (found !== undefined)
    return { kind: "name", ref: found.ref, type: found.type, unit: found.unit, span: expr.span };
  const name = expr.parts.join(".");
  const near = nearest(name, scope.names);
  report("unknown-name", { name, nearest: near }, expr.span, near);
  return { kind: "null", type: "unknown", unit: null, span: expr.span };
}

function binaryNode(
  expr: Extract<Expr, { kind: "binary" }>,
  first: Typed,
  second: Typed,
  scope: Scope,
  report: Report,
): Typed {
  const { operator, span } = expr;
  const left = aligned(second, first);
  const right = aligned(first, second);
  const node = (type: ValueType, unit: Unit = null): Typed => ({ kind: "binary", operator, left, right, type, unit, span });
  const mismatch = () =>
    report("type-mismatch", { operator, left: typeName(left), right: typeName(right) }, span);
  if (operator === "and" || operator === "or") {
    wantBoolean(left, report);
    wantBoolean(right, report);
    return node("boolean");
  }
  if (comparable.has(operator)) {
    compare(operator, left, right, scope, report);
    return node("boolean");
  }
  if (operator === "||") {
    wantType(operator, left, ["text"], report);
    wantType(operator, right, ["text"], report);
    return node("text");
  }
  const dateLike = (type: ValueType) => type === "date" || type === "timestamp";
  if ((dateLike(left.type) || isOpen(left.type)) && right.type === "duration" && (operator === "+" || operator === "-"))
    return node("date");
  if (dateLike(left.type) && dateLike(right.type) && operator === "-") return node("number", "days");
  if (!isNumeric(left.type) || !isNumeric(right.type)) {
    mismatch();
    return node("unknown");
  }
  if ((operator === "+" || operator === "-") && unitsClash(left.unit, right.unit)) mismatch();
  if (operator === "/") return node("number", left.unit !== null && left.unit === right.unit ? "share" : right.unit === null ? left.unit : null);
  if (operator === "*") return node("number", left.unit ?? right.unit);
  return node("number", left.unit ?? right.unit);
}

/** A text that is compared with a date is read as one; a duration that is compared with days is a number of days. */
function aligned(other: Typed, node: Typed): Typed {
  if ((other.type === "date" || other.type === "timestamp") && node.kind === "text" && isIsoDate(node.value))
    return { kind: "date", value: node.value, type: "date", unit: null, span: node.span };
  if (other.unit === "days" && node.kind === "duration" && (node.per === "day" || node.per === "week")) {
    const days = node.count * (node.per === "week" ? 7 : 1);
    return { kind: "number", text: String(days), type: "number", unit: "days", span: node.span };
  }
  return node;
}

function compare(operator: string, left: Typed, right: Typed, scope: Scope, report: Report): void {
  const span = { start: left.span.start, end: right.span.end };
  const open = (type: ValueType) => type === "unknown" || type === "null";
  const family = (type: ValueType) => (type === "timestamp" ? "date" : type);
  if (open(left.type) || open(right.type)) return;
  if (family(left.type) !== family(right.type) || unitsClash(left.unit, right.unit)) {
    report("type-mismatch", { operator, left: typeName(left), right: typeName(right) }, span);
    return;
  }
  for (const [name, literal] of [
    [left, right],
    [right, left],
  ] as const) {
    const segments = name.kind === "name" ? scope.segmentsOf(name.ref) : undefined;
    if (segments === undefined || literal.kind !== "text" || segments.includes(literal.value)) continue;
    const segmentation = name.kind === "name" && "name" in name.ref ? name.ref.name : "";
    const near = nearest(literal.value, segments);
    const values = { segment: literal.value, segmentation, nearest: near };
    report("unknown-segment", values, literal.span, near === "" ? "" : `'${near}'`);
  }
}

function caseNode(expr: Extract<Expr, { kind: "case" }>, scope: Scope, report: Report): Typed {
  const branches = expr.branches.map((branch) => {
    const when: Expr =
      expr.operand === null
        ? branch.when
        : { kind: "binary", operator: "=", left: expr.operand, right: branch.when, span: branch.when.span };
    const condition = typeNode(when, scope, report);
    wantBoolean(condition, report);
    return { when: condition, then: typeNode(branch.then, scope, report) };
  });
  const otherwise = expr.otherwise === null ? null : typeNode(expr.otherwise, scope, report);
  const results = [...branches.map((b) => b.then), ...(otherwise === null ? [] : [otherwise])];
  const first = firstTyped(results);
  for (const result of results) {
    if (first === undefined || isOpen(result.type) || result.type === first.type) continue;
    report("type-mismatch", { operator: "case", left: typeName(first), right: typeName(result) }, result.span);
  }
  return { kind: "case", branches, otherwise, type: first?.type ?? "null", unit: first?.unit ?? null, span: expr.span };
}

function callNode(expr: Extract<Expr, { kind: "call" }>, scope: Scope, report: Report): Typed {
  const unknown: Typed = { kind: "null", type: "unknown", unit: null, span: expr.span };
  const args = expr.args.map((arg) => typeNode(arg, scope, report));
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
  if (args.length < parameters.length - optional || (!variadic && args.length > parameters.length)) {
    wrong(String(args.length), expr.span);
    return unknown;
  }
  args.forEach((arg, i) => {
    const parameter = parameters[Math.min(i, parameters.length - 1)] ?? "any";
    if (!fits(arg.type, parameter)) wrong(typeName(arg), arg.span);
    else if (i > 0 && !fitsPosition(name, arg)) wrong(arg.kind === "number" ? arg.text : arg.kind, arg.span);
  });
  const first = firstTyped(args);
  if (parameters[0] === "any" && first !== undefined) {
    const other = args.find((arg) => !isOpen(arg.type) && arg.type !== first.type);
    if (other !== undefined) wrong(typeName(other), other.span);
  }
  const type = definition.result === "same" ? (first?.type ?? "null") : definition.result;
  const unit = definition.result === "same" ? (first?.unit ?? null) : name === "days_between" ? "days" : null;
  return { kind: "call", function: name, args, type, unit, span: expr.span };
}

function aggregateNode(expr: Extract<Expr, { kind: "call" }>, scope: Scope, report: Report): Typed {
  const unknown: Typed = { kind: "null", type: "unknown", unit: null, span: expr.span };
  const { span } = expr;
  const name = expr.name;
  if (!isAggregate(name)) return unknown;
  const place = scope.aggregate;
  if (place === null) {
    report("aggregate-not-allowed", { name }, expr.nameSpan);
    return unknown;
  }
  const filter = expr.filter === null ? null : typeNode(expr.filter, place.inside, report);
  if (filter !== null) {
    wantBoolean(filter, report);
    reportStray(filter, report);
  }
  const only = expr.args[0];
  if (only?.kind === "name" && name === "count" && expr.args.length === 1 && !expr.distinct) {
    if (only.parts.join(".").toLowerCase() === "orders" && filter === null) {
      const { ref, type, unit } = place.orders;
      return { kind: "name", ref, type, unit, span };
    }
    if (place.isTable(only.parts)) return kept(place, { function: name, argument: null, distinct: false, filter, type: "number" }, "count", span);
  }
  if (expr.star) {
    if (name === "count") return kept(place, { function: name, argument: null, distinct: false, filter, type: "number" }, "count", span);
    report("wrong-argument", { function: name, expected: `${name}(column)`, got: "*" }, span);
    return unknown;
  }
  if (only === undefined || expr.args.length !== 1) {
    report("wrong-argument", { function: name, expected: `${name}(column)`, got: String(expr.args.length) }, span);
    return unknown;
  }
  const argument = typeNode(only, place.inside, report);
  reportStray(argument, report);
  if ((name === "sum" || name === "avg") && !isNumeric(argument.type)) {
    report("wrong-argument", { function: name, expected: `${name}(number)`, got: typeName(argument) }, argument.span);
    return unknown;
  }
  const type = name === "count" || name === "sum" || name === "avg" ? "number" : argument.type;
  const unit = name === "count" ? "count" : argument.unit;
  return kept(place, { function: name, argument, distinct: expr.distinct, filter, type }, unit, span);
}

function kept(place: AggregateScope, aggregate: Omit<AggregateModel, "id" | "within">, unit: Unit, span: Span): Typed {
  return { kind: "name", ref: place.keep(aggregate), type: aggregate.type, unit, span };
}

function reportStray(typed: Typed, report: Report): void {
  for (const { count, per, span } of strayDurations(typed)) {
    const found = `${count} ${per}${count === 1 ? "" : "s"}`;
    report("expression-syntax", { found, expected: "a date" }, span);
  }
}

const isOpen = (type: ValueType): boolean => type === "unknown" || type === "null";
const isNumeric = (type: ValueType): boolean => type === "number" || isOpen(type);
const firstTyped = (nodes: readonly Typed[]): Typed | undefined => nodes.find((n) => !isOpen(n.type));
/** Numbers of rows and of orders may be compared; anything else must be of one unit. */
const unitsClash = (a: Unit, b: Unit): boolean => {
  const plain = (unit: Unit): Unit => (unit === "count" || unit === "orders" ? null : unit);
  return plain(a) !== null && plain(b) !== null && a !== b;
};
const typeName = (node: Typed): string => node.unit ?? node.type;

function fits(type: ValueType, parameter: Parameter): boolean {
  if (isOpen(type) || parameter === "any") return true;
  if (parameter === "date") return type === "date" || type === "timestamp";
  return type === parameter;
}

function wantBoolean(node: Typed, report: Report): void {
  if (node.type !== "boolean" && !isOpen(node.type)) report("not-boolean", { got: typeName(node) }, node.span);
}

function wantType(operator: string, node: Typed, types: readonly ValueType[], report: Report): void {
  if (isOpen(node.type) || types.includes(node.type)) return;
  report("type-mismatch", { operator, left: typeName(node), right: types.join(" or ") }, node.span);
}
