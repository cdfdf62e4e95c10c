import type { Expr } from "./ast.ts";

/** The direct parts of an expression, in the order in which they are written. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "text":
    case "date":
    case "boolean":
    case "null":
    case "duration":
    case "name":
    case "missing":
      return [];
    case "not":
    case "negate":
      return [expr.operand];
    case "binary":
      return [expr.left, expr.right];
    case "in":
      return [expr.value, ...expr.list];
    case "between":
      return [expr.value, expr.low, expr.high];
    case "like":
      return [expr.value, expr.pattern];
    case "is-null":
      return [expr.value];
    case "case":
      return [
        ...(expr.operand === null ? [] : [expr.operand]),
        ...expr.branches.flatMap((branch) => [branch.when, branch.then]),
        ...(expr.otherwise === null ? [] : [expr.otherwise]),
      ];
    case "call":
      return [...expr.args, ...(expr.filter === null ? [] : [expr.filter])];
  }
}

/** The expression and everything in it, parents first. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  for (const child of childrenOf(expr)) yield* walk(child);
}
