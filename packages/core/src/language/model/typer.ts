/** What the parts of the type checker share: how to type a part, how to report, and the questions about types. */
import type { Expr, Span } from "../expression/ast.ts";
import type { ProblemCode, ProblemValues } from "../../problem.ts";
import type { Scope } from "./scope.ts";
import { strayDurations } from "./stray-durations.ts";
import type { Typed, Unit, ValueType } from "./typed.ts";

export type Report = <C extends ProblemCode>(
  code: C,
  values: ProblemValues[C],
  span: Span,
  fix?: string,
) => void;

export type Typer = {
  readonly scope: Scope;
  readonly report: Report;
  /** Types a part of the expression, in this scope or in another one. */
  readonly type: (expr: Expr, scope?: Scope) => Typed;
};

export const isOpen = (type: ValueType): boolean => type === "unknown" || type === "null";
export const isNumeric = (type: ValueType): boolean => type === "number" || isOpen(type);
export const firstTyped = (nodes: readonly Typed[]): Typed | undefined =>
  nodes.find((n) => !isOpen(n.type));
/** Numbers of rows and of orders may be compared; anything else must be of one unit. */
export const unitsClash = (a: Unit, b: Unit): boolean => {
  const plain = (unit: Unit): Unit => (unit === "count" || unit === "orders" ? null : unit);
  return plain(a) !== null && plain(b) !== null && a !== b;
};
export const typeName = (node: Typed): string => node.unit ?? node.type;

export function wantBoolean(node: Typed, report: Report): void {
  if (node.type !== "boolean" && !isOpen(node.type))
    report("not-boolean", { got: typeName(node) }, node.span);
}

export function wantType(
  operator: string,
  node: Typed,
  types: readonly ValueType[],
  report: Report,
): void {
  if (isOpen(node.type) || types.includes(node.type)) return;
  report("type-mismatch", { operator, left: typeName(node), right: types.join(" or ") }, node.span);
}

export function reportStray(typed: Typed, report: Report): void {
  for (const { count, per, span } of strayDurations(typed)) {
    const found = `${count} ${per}${count === 1 ? "" : "s"}`;
    report("expression-syntax", { found, expected: "a date" }, span);
  }
}
