/** Moves a part of a rule into a metric of its own, and back. */
import { kindOfFile } from "../config/read-config.ts";
import type { Expr } from "../expression/ast.ts";
import { print } from "../expression/print.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import { findBuiltin } from "../model/builtins.ts";
import { foldName } from "../model/fold-name.ts";
import { isAggregate } from "../model/functions.ts";
import type { TextEdit } from "../../problem.ts";
import { declarationsOf } from "./declarations.ts";
import { holders, inQuotes, isPlain, replaced, wordsOf, type RuleAt } from "./rule-edits.ts";
import { isEmpty, lineEnd, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

const projectFile = "clientele.yaml";

/** What stands for itself in any place. */
const atoms: ReadonlySet<Expr["kind"]> = new Set([
  "number",
  "text",
  "date",
  "boolean",
  "name",
  "call",
  "case",
]);

/**
 * The selected part, or the clause that the cursor is in, as a metric: its name in the rule, its formula in
 * `clientele.yaml`.
 */
export function extraction(
  workspace: Workspace,
  rule: RuleAt,
): { readonly name: string; readonly edits: readonly TextEdit[] } | undefined {
  if (!isAboutCustomers(rule)) return undefined;
  const part = partOf(rule);
  const project = workspace.files.read(projectFile)?.text;
  if (part === undefined || project === undefined) return undefined;
  const name = freeName(workspace, part);
  const declared = declaration(project, name, wordsOf(rule, part));
  if (declared === undefined) return undefined;
  const edits = [replaced(rule, part.span, name), declared];
  return { name, edits };
}

/** Where built-in metrics mean all time: a window beside the rule would not come along. */
function isAboutCustomers({ file, entry: { path } }: RuleAt): boolean {
  return kindOfFile(file) === "segmentation" && (path.at(-1) === "when" || path[0] === "among");
}

function partOf(rule: RuleAt): Expr | undefined {
  const all = [...holders(rule)];
  const { start, end } = rule.selected;
  const worth = (expr: Expr): boolean =>
    [...walk(expr)].some((node) => node.kind === "name") && expr.kind !== "name";
  if (start < end) {
    const chosen = rule.written.slice(start, end).trim();
    return all.find((e) => rule.written.slice(e.span.start, e.span.end) === chosen && worth(e));
  }
  const aggregate = all.findLast((e) => e.kind === "call" && isAggregate(e.name));
  const clause = all.findLast(isClause);
  const part = aggregate ?? clause;
  return part !== undefined && worth(part) ? part : undefined;
}

const isClause = (expr: Expr): boolean =>
  ["in", "between", "like", "is-null"].includes(expr.kind) ||
  (expr.kind === "binary" && ["=", "<>", "<", "<=", ">", ">="].includes(expr.operator));

/** Said by the first names in it, and new to the project. */
function freeName(workspace: Workspace, part: Expr): string {
  const words = [...walk(part)].flatMap((node) =>
    node.kind === "call" ? [node.name] : node.kind === "name" ? [node.parts.at(-1) ?? ""] : [],
  );
  const plain = words.slice(0, 2).map((word) => word.replaceAll(/[^\p{L}\p{N}_]/gu, "_"));
  const base = plain.join("_").replace(/^[^\p{L}_]+/u, "") || "metric";
  const { metrics, segmentations } = declarationsOf(workspace.files);
  const columns = workspace.catalog?.sources.flatMap((s) => s.columns) ?? [];
  const taken = new Set(
    [...metrics, ...segmentations, ...columns].map(({ name }) => foldName(name)),
  );
  const isFree = (name: string): boolean =>
    !taken.has(foldName(name)) && findBuiltin(name) === undefined;
  const own = words.length > 1 ? base : `${base}_clause`;
  if (isFree(own)) return own;
  let count = 2;
  while (!isFree(`${own}_${count}`)) count += 1;
  return `${own}_${count}`;
}

/** A new metric behind the last one; below a new key where there is none. */
function declaration(project: string, name: string, formula: string): TextEdit | undefined {
  const entries = scanYaml(project);
  const rangeOf = rangesIn(project);
  const written = isPlain(formula, false) ? formula : inQuotes(formula);
  const at = (offset: number, newText: string): TextEdit => ({
    file: projectFile,
    range: rangeOf({ start: offset, end: offset }),
    newText,
  });
  const own = entries.find((e) => e.path.length === 1 && e.path[0] === "metrics");
  const end = project.endsWith("\n") || project === "" ? "" : "\n";
  if (own === undefined)
    return at(project.length, `${end}metrics:\n  ${name}:\n    value: ${written}\n`);
  if (!isEmpty(own.value)) {
    if (project[own.value.start] !== "{") return undefined;
    const first = entries.some((e) => e.path.length === 2 && e.path[0] === "metrics") ? "," : " ";
    return at(own.value.start + 1, ` ${name}: { value: ${inQuotes(formula)} }${first}`);
  }
  const inside = entries.filter((e) => e.path[0] === "metrics");
  const column = inside.find((e) => e.path.length === 2)?.column ?? 2;
  const last = Math.max(...inside.map((e) => Math.max(e.key.end, e.value.end)));
  const margin = " ".repeat(column);
  return at(lineEnd(project, last), `\n${margin}${name}:\n${margin}  value: ${written}`);
}

/** The metric's formula where the cursor names it; none where it looks back over a window of its own. */
export function inlining(
  workspace: Workspace,
  rule: RuleAt,
): { readonly name: string; readonly edits: readonly TextEdit[] } | undefined {
  const named = [...holders(rule)].findLast((e) => e.kind === "name" && e.parts.length === 1);
  if (named?.kind !== "name" || rule.entry.path[0] === "sources") return undefined;
  const metrics = workspace.config.project?.value.metrics ?? {};
  const name = Object.keys(metrics).find((key) => foldName(key) === foldName(named.parts[0] ?? ""));
  const metric = name === undefined ? undefined : metrics[name];
  if (name === undefined || metric?.value === undefined || metric.within !== undefined)
    return undefined;
  const { expr, faults } = parse(metric.value);
  if (faults.length > 0) return undefined;
  const formula = print(expr);
  const alone = atoms.has(expr.kind) || rule.expr === named;
  return { name, edits: [replaced(rule, named.span, alone ? formula : `(${formula})`)] };
}
