import { quoteName, quoteText } from "./dialects/quote.ts";
import type { Frame, FrameBound, Order, Scalar } from "./nodes.ts";
import type { Printer } from "./printer.ts";

type Of<K extends Scalar["kind"]> = Extract<Scalar, { kind: K }>;

/** A scalar as text. Operators are always in parentheses, so precedence never matters. */
export function printScalar(node: Scalar, printer: Printer): string {
  const print = (scalar: Scalar): string => printScalar(scalar, printer);
  switch (node.kind) {
    case "text":
    case "number":
    case "integer":
    case "double":
    case "date":
    case "timestamp":
    case "boolean":
    case "null":
      return printer.literal(node);
    case "column":
      return node.table === null
        ? quoteName(node.name)
        : `${quoteName(node.table)}.${quoteName(node.name)}`;
    case "negate":
      return `(- ${print(node.operand)})`;
    case "binary":
      return printBinary(node, print);
    case "and":
      return printAll(node.operands, " and ", "true", print);
    case "or":
      return printAll(node.operands, " or ", "false", print);
    case "not":
      return `(not ${print(node.operand)})`;
    case "is-null":
      return `(${print(node.value)} is ${not(node)}null)`;
    case "in":
      if (node.list.length === 0) return String(node.negated);
      return `(${print(node.value)} ${not(node)}in (${node.list.map(print).join(", ")}))`;
    case "in-query":
      return `(${print(node.value)} ${not(node)}in (${printer.query(node.query)}))`;
    case "exists":
      return `(${not(node)}exists (${printer.query(node.query)}))`;
    case "subquery":
      return `(${printer.query(node.query)})`;
    case "between":
      return `(${print(node.value)} ${not(node)}between ${print(node.low)} and ${print(node.high)})`;
    case "like":
      return printLike(node, print);
    case "case":
      return printCase(node, print);
    case "cast":
      return `${node.try ? "try_cast" : "cast"}(${print(node.value)} as ${printer.dialect.type(node.type)})`;
    case "parse-time":
      return printer.dialect.parseTime(print(node.value), node.formats);
    case "call":
      return printer.dialect.functions[node.function](...node.args.map(print));
    case "aggregate":
      return printAggregate(node, printer);
    case "window":
      return printWindow(node, printer);
  }
}

const not = (node: { readonly negated: boolean }): string => (node.negated ? "not " : "");

/** @example "a" desc nulls last */
const printOrder = (order: Order, printer: Printer): string =>
  `${printScalar(order.value, printer)} ${order.direction} nulls ${order.nulls}`;

export const printOrders = (orders: readonly Order[], printer: Printer): string =>
  orders.map((order) => printOrder(order, printer)).join(", ");

function printBinary(node: Of<"binary">, print: (scalar: Scalar) => string): string {
  const left = print(node.left);
  const right = print(node.right);
  if (node.operator === "/") {
    return `(cast(${left} as double) / nullif(cast(${right} as double), 0))`;
  }
  return `(${left} ${node.operator} ${right})`;
}

function printAll(
  operands: readonly Scalar[],
  operator: string,
  empty: string,
  print: (scalar: Scalar) => string,
): string {
  return operands.length === 0 ? empty : `(${operands.map(print).join(operator)})`;
}

function printLike(node: Of<"like">, print: (scalar: Scalar) => string): string {
  const escape = node.escape === null ? "" : ` escape ${quoteText(node.escape)}`;
  return `(${print(node.value)} ${not(node)}like ${print(node.pattern)}${escape})`;
}

function printCase(node: Of<"case">, print: (scalar: Scalar) => string): string {
  if (node.branches.length === 0) throw new RangeError("case needs a branch");
  const branches = node.branches.map((b) => `when ${print(b.when)} then ${print(b.then)}`);
  const otherwise = node.otherwise === null ? "" : ` else ${print(node.otherwise)}`;
  return `(case ${branches.join(" ")}${otherwise} end)`;
}

function printAggregate(node: Of<"aggregate">, printer: Printer): string {
  const name = printer.dialect.aggregates[node.function];
  if (name === null) throw new RangeError(`${printer.dialect.name} has no ${node.function}`);
  const args = node.args.map((arg) => printScalar(arg, printer)).join(", ") || "*";
  const distinct = node.distinct ? "distinct " : "";
  const order = node.orderBy.length === 0 ? "" : ` order by ${printOrders(node.orderBy, printer)}`;
  const filter = node.filter === null ? "" : ` filter (where ${printScalar(node.filter, printer)})`;
  const printed = `${name}(${distinct}${args}${order})${filter}`;
  return node.function === "mode" ? printer.dialect.mostFrequent(printed) : printed;
}

function printWindow(node: Of<"window">, printer: Printer): string {
  const list = (scalars: readonly Scalar[]): string =>
    scalars.map((scalar) => printScalar(scalar, printer)).join(", ");
  const args = node.function === "count" && node.args.length === 0 ? "*" : list(node.args);
  const parts = [
    ...(node.partitionBy.length > 0 ? [`partition by ${list(node.partitionBy)}`] : []),
    ...(node.orderBy.length > 0 ? [`order by ${printOrders(node.orderBy, printer)}`] : []),
    ...(node.frame ? [printFrame(node.frame)] : []),
  ];
  return `${node.function}(${args}) over (${parts.join(" ")})`;
}

const printFrame = ({ unit, preceding, following }: Frame): string =>
  `${unit} between ${printBound(preceding, "preceding")} and ${printBound(following, "following")}`;

function printBound(bound: FrameBound, side: "preceding" | "following"): string {
  switch (bound.kind) {
    case "unbounded":
      return `unbounded ${side}`;
    case "current":
      return "current row";
    case "rows":
      return `${Math.trunc(bound.count)} ${side}`;
  }
}
