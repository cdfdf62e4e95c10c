import type { Typed } from "./typed.ts";

/** The direct parts of a typed expression, in the order in which they are written. */
export function typedChildren(node: Typed): readonly Typed[] {
  switch (node.kind) {
    case "number":
    case "text":
    case "date":
    case "boolean":
    case "null":
    case "duration":
    case "name":
      return [];
    case "not":
    case "negate":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "in":
      return [node.value, ...node.list];
    case "between":
      return [node.value, node.low, node.high];
    case "like":
      return [node.value, node.pattern];
    case "is-null":
      return [node.value];
    case "case":
      return [
        ...node.branches.flatMap((branch) => [branch.when, branch.then]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case "call":
      return node.args;
  }
}

/** The expression and everything in it, parents first. */
export function walkTyped(node: Typed): readonly Typed[] {
  const found: Typed[] = [];
  const visit = (at: Typed): void => {
    found.push(at);
    for (const child of typedChildren(at)) visit(child);
  };
  visit(node);
  return found;
}

/** Whether `within` changes what an expression says: built-in metrics and aggregates look back, columns and metrics do not. */
export const looksBack = (expression: Typed): boolean =>
  walkTyped(expression).some(
    (node) =>
      node.kind === "name" &&
      ((node.ref.kind === "builtin" && node.ref.name !== "rhythm") ||
        node.ref.kind === "aggregate"),
  );
