/** Operators: what they join, and what comes of it. */
import { nearest } from "../config/nearest.ts";
import type { Expr } from "../expression/ast.ts";
import { isIsoDate } from "../expression/parse.ts";
import {
  isNumeric,
  isOpen,
  typeName,
  unitsClash,
  wantBoolean,
  wantType,
  type Typer,
} from "./typer.ts";
import type { Typed, Unit, ValueType } from "./typed.ts";

const comparable = new Set(["=", "<>", "<", "<=", ">", ">="]);

export function binaryNode(expr: Extract<Expr, { kind: "binary" }>, typer: Typer): Typed {
  const { report } = typer;
  const first = typer.type(expr.left);
  const second = typer.type(expr.right);
  const { operator, span } = expr;
  const left = aligned(second, first);
  const right = aligned(first, second);
  const node = (type: ValueType, unit: Unit = null): Typed => ({
    kind: "binary",
    operator,
    left,
    right,
    type,
    unit,
    span,
  });
  const mismatch = () =>
    report("type-mismatch", { operator, left: typeName(left), right: typeName(right) }, span);
  if (operator === "and" || operator === "or") {
    wantBoolean(left, report);
    wantBoolean(right, report);
    return node("boolean");
  }
  if (comparable.has(operator)) {
    compare(operator, left, right, typer);
    return node("boolean");
  }
  if (operator === "||") {
    wantType(operator, left, ["text"], report);
    wantType(operator, right, ["text"], report);
    return node("text");
  }
  const dateLike = (type: ValueType) => type === "date" || type === "timestamp";
  if (
    (dateLike(left.type) || isOpen(left.type)) &&
    right.type === "duration" &&
    (operator === "+" || operator === "-")
  )
    return node("date");
  if (dateLike(left.type) && dateLike(right.type) && operator === "-")
    return node("number", "days");
  if (!isNumeric(left.type) || !isNumeric(right.type)) {
    mismatch();
    return node("unknown");
  }
  if ((operator === "+" || operator === "-") && unitsClash(left.unit, right.unit)) mismatch();
  if (operator === "/")
    return node(
      "number",
      left.unit !== null && left.unit === right.unit
        ? "share"
        : right.unit === null
          ? left.unit
          : null,
    );
  if (operator === "*") return node("number", left.unit ?? right.unit);
  return node("number", left.unit ?? right.unit);
}

/** A text that is compared with a date is read as one; a duration that is compared with days is a number of days. */
export function aligned(other: Typed, node: Typed): Typed {
  if (
    (other.type === "date" || other.type === "timestamp") &&
    node.kind === "text" &&
    isIsoDate(node.value)
  )
    return { kind: "date", value: node.value, type: "date", unit: null, span: node.span };
  if (
    other.unit === "days" &&
    node.kind === "duration" &&
    (node.per === "day" || node.per === "week")
  ) {
    const days = node.count * (node.per === "week" ? 7 : 1);
    return { kind: "number", text: String(days), type: "number", unit: "days", span: node.span };
  }
  return node;
}

export function compare(
  operator: string,
  left: Typed,
  right: Typed,
  { scope, report }: Typer,
): void {
  const span = { start: left.span.start, end: right.span.end };
  const family = (type: ValueType) => (type === "timestamp" ? "date" : type);
  if (isOpen(left.type) || isOpen(right.type)) return;
  if (family(left.type) !== family(right.type) || unitsClash(left.unit, right.unit)) {
    report("type-mismatch", { operator, left: typeName(left), right: typeName(right) }, span);
    return;
  }
  for (const [name, literal] of [
    [left, right],
    [right, left],
  ] as const) {
    const segments = name.kind === "name" ? scope.segmentsOf(name.ref) : undefined;
    if (segments === undefined || literal.kind !== "text" || segments.includes(literal.value))
      continue;
    const segmentation = name.kind === "name" && "name" in name.ref ? name.ref.name : "";
    const near = nearest(literal.value, segments);
    const values = { segment: literal.value, segmentation, nearest: near };
    report("unknown-segment", values, literal.span, near === "" ? "" : `'${near}'`);
  }
}
