/** Resolves the names of an expression and finds its types: tree in, typed tree and problems out. */
import { nearest } from "../config/nearest.ts";
import type { ScalarText } from "../config/yaml-source.ts";
import type { Expr, Span } from "../expression/ast.ts";
import { parse, type Parsed } from "../expression/parse.ts";
import { problem, type Problem, type ProblemCode, type ProblemValues } from "../../problem.ts";
import { print } from "../expression/print.ts";
import { foldName } from "./fold-name.ts";
import { isAggregate } from "./functions.ts";
import type { Resolved, Scope } from "./scope.ts";
import { aggregateNode, callNode } from "./type-call.ts";
import { aligned, binaryNode, compare } from "./type-operators.ts";
import {
  firstTyped,
  isOpen,
  reportStray,
  typeName,
  wantBoolean,
  wantType,
  type Report,
  type Typer,
} from "./typer.ts";
import type { Typed, Unit, ValueType } from "./typed.ts";

export type TypedExpression = { readonly typed: Typed; readonly problems: readonly Problem[] };

/**
 * Parses, resolves and types an expression that stands in a file.
 *
 * @param text the expression, with where each part of it stands
 * @param file the file's path, for problems
 * @param scope what names mean
 */
export function typeExpression(text: ScalarText, file: string, scope: Scope): TypedExpression {
  const problems: Problem[] = [];
  const { expr, faults } = parsedOf(text);
  const report = <C extends ProblemCode>(
    code: C,
    values: ProblemValues[C],
    span: Span,
    fix = "",
  ) => {
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

const trees = new WeakMap<ScalarText, Parsed>();

/** The tree of a text; one that stands in a file is parsed once, however often the rest of the project changes. */
function parsedOf(text: ScalarText): Parsed {
  const parsed = trees.get(text) ?? parse(text.text);
  trees.set(text, parsed);
  return parsed;
}

function typeNode(expr: Expr, scope: Scope, report: Report): Typed {
  const again = (child: Expr): Typed => typeNode(child, scope, report);
  const typer: Typer = {
    scope,
    report,
    type: (part, inside = scope) => typeNode(part, inside, report),
  };
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
      return nameNode(expr, typer);
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
      return binaryNode(expr, typer);
    case "in": {
      const value = again(expr.value);
      const list = expr.list.map((item) => aligned(value, again(item)));
      for (const item of list) compare("in", value, item, typer);
      return { kind: "in", value, list, negated: expr.negated, ...plain("boolean") };
    }
    case "between": {
      const value = again(expr.value);
      const low = aligned(value, again(expr.low));
      const high = aligned(value, again(expr.high));
      compare("between", value, low, typer);
      compare("between", value, high, typer);
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
      return {
        kind: "is-null",
        value: again(expr.value),
        negated: expr.negated,
        ...plain("boolean"),
      };
    case "case":
      return caseNode(expr, typer);
    case "call":
      return isAggregate(expr.name) ? aggregateNode(expr, typer) : callNode(expr, typer);
  }
}

function nameNode(expr: Extract<Expr, { kind: "name" }>, { scope, report }: Typer): Typed {
  const found = scope.resolve(expr.parts);
  const refused = found === undefined ? undefined : scope.refuses?.(found.ref);
  if (refused !== undefined) {
    report("unit-mismatch", refused, expr.span);
    return { kind: "null", type: "unknown", unit: null, span: expr.span };
  }
  if (found !== undefined)
    return { kind: "name", ref: found.ref, type: found.type, unit: found.unit, span: expr.span };
  const name = expr.parts.join(".");
  const many = rowColumn(expr.parts, scope);
  if (many !== undefined) {
    const example = `${many.type === "number" ? "sum" : "max"}(${print(expr)})`;
    report("aggregate-needed", { name, example }, expr.span, example);
    return { kind: "null", type: "unknown", unit: null, span: expr.span };
  }
  const source = scope.aggregate?.sources.find((s) => foldName(s.name) === foldName(name));
  if (source !== undefined) {
    const example = `count(${print(expr)})`;
    report("aggregate-needed", { name, example }, expr.span, example);
    return { kind: "null", type: "unknown", unit: null, span: expr.span };
  }
  const near = nearest(name, scope.names);
  report("unknown-name", { name, nearest: near }, expr.span, near);
  return { kind: "null", type: "unknown", unit: null, span: expr.span };
}

/** What a name that says nothing of a customer is in the rows of a source. */
function rowColumn(parts: readonly string[], { aggregate }: Scope): Resolved | undefined {
  const last = foldName(parts.at(-1) ?? "");
  for (const { inside } of aggregate?.sources ?? [])
    if (inside.names.some((name) => foldName(name) === last)) {
      const found = inside.resolve(parts);
      if (found !== undefined) return found;
    }
  return undefined;
}

function caseNode(expr: Extract<Expr, { kind: "case" }>, { report, type }: Typer): Typed {
  const branches = expr.branches.map((branch) => {
    const when: Expr =
      expr.operand === null
        ? branch.when
        : {
            kind: "binary",
            operator: "=",
            left: expr.operand,
            right: branch.when,
            span: branch.when.span,
          };
    const condition = type(when);
    wantBoolean(condition, report);
    return { when: condition, then: type(branch.then) };
  });
  const otherwise = expr.otherwise === null ? null : type(expr.otherwise);
  const results = [...branches.map((b) => b.then), ...(otherwise === null ? [] : [otherwise])];
  const first = firstTyped(results);
  for (const result of results) {
    if (first === undefined || isOpen(result.type) || result.type === first.type) continue;
    report(
      "type-mismatch",
      { operator: "case", left: typeName(first), right: typeName(result) },
      result.span,
    );
  }
  return {
    kind: "case",
    branches,
    otherwise,
    type: first?.type ?? "null",
    unit: first?.unit ?? null,
    span: expr.span,
  };
}
