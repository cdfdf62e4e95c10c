/** Lists of values: several equal signs as one list, and a list in order. */
import type { Expr } from "../expression/ast.ts";
import { print } from "../expression/print.ts";
import type { TextEdit } from "../../problem.ts";
import { holders, replaced, wordsOf, type RuleAt } from "./rule-edits.ts";

export type Rewrite = { readonly to: string; readonly edits: readonly TextEdit[] };

const literals: ReadonlySet<Expr["kind"]> = new Set(["number", "text", "date", "boolean"]);
const isLiteral = (expr: Expr): boolean =>
  literals.has(expr.kind) || (expr.kind === "negate" && isLiteral(expr.operand));

/** `a = 1 or a = 2` as `a in (1, 2)`; `a <> 1 and a <> 2` as `a not in (1, 2)`. */
export function asOneList(rule: RuleAt): Rewrite | undefined {
  for (const node of holders(rule)) {
    if (node.kind !== "binary" || (node.operator !== "or" && node.operator !== "and")) continue;
    const negated = node.operator === "and";
    const parts = clausesOf(node, node.operator).map((clause) => valuesOf(rule, clause, negated));
    const [first] = parts;
    if (first === undefined || parts.some((p) => p?.of !== first.of)) continue;
    const values = parts.flatMap((p) => p?.values ?? []);
    const list = [...new Set(values)].join(", ");
    const to = `${first.of} ${negated ? "not in" : "in"} (${list})`;
    return { to, edits: [replaced(rule, node.span, to)] };
  }
  return undefined;
}

const clausesOf = (expr: Expr, operator: "and" | "or"): readonly Expr[] =>
  expr.kind === "binary" && expr.operator === operator
    ? [...clausesOf(expr.left, operator), ...clausesOf(expr.right, operator)]
    : [expr];

function valuesOf(
  rule: RuleAt,
  clause: Expr,
  negated: boolean,
): { readonly of: string; readonly values: readonly string[] } | undefined {
  const words = (expr: Expr): string => wordsOf(rule, expr);
  if (clause.kind === "in" && clause.negated === negated && clause.list.every(isLiteral))
    return { of: words(clause.value), values: clause.list.map(words) };
  if (clause.kind !== "binary" || clause.operator !== (negated ? "<>" : "=")) return undefined;
  const { left, right } = clause;
  if (isLiteral(right) && !isLiteral(left)) return { of: words(left), values: [words(right)] };
  return isLiteral(left) && !isLiteral(right)
    ? { of: words(right), values: [words(left)] }
    : undefined;
}

/** The values of the list that the cursor is in, ascending, each once; none where they are so already. */
export function sortedList(rule: RuleAt): Rewrite | undefined {
  const list = [...holders(rule)].findLast((e) => e.kind === "in");
  if (list?.kind !== "in" || list.list.length < 2 || !list.list.every(isLiteral)) return undefined;
  const words = (expr: Expr): string => wordsOf(rule, expr);
  const values = [...new Set(list.list.toSorted(ascending).map(words))];
  const [first, last] = [list.list[0], list.list.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const to = values.join(", ");
  if (to === list.list.map(words).join(", ")) return undefined;
  const span = { start: first.span.start, end: last.span.end };
  return { to, edits: [replaced(rule, span, to)] };
}

const numberOf = (expr: Expr): number | undefined =>
  expr.kind === "number"
    ? Number(expr.text)
    : expr.kind === "negate"
      ? -(numberOf(expr.operand) ?? 0)
      : undefined;

function ascending(a: Expr, b: Expr): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  const [left, right] = [print(a), print(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
