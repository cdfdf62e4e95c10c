/** Which source an aggregate is about: the table that it names, or the one that has its columns. */
import type { Expr } from "../expression/ast.ts";
import { walk } from "../expression/walk.ts";
import { foldName } from "./fold-name.ts";
import type { AggregateScope, AggregateSource } from "./scope.ts";
import type { Report } from "./typer.ts";

type Call = Extract<Expr, { kind: "call" }>;
type Name = Extract<Expr, { kind: "name" }>;

/** `count(orders)`, which is the built-in frequency. */
export const isOrders = (expr: Call): boolean =>
  expr.filter === null && tableName(expr)?.toLowerCase() === "orders";

/** Whether the call counts the rows of the source itself, as in `count(transactions)`. */
export const isTable = (expr: Call, source: AggregateSource): boolean =>
  foldName(tableName(expr) ?? "") === foldName(source.name);

/** The only argument of a plain count, where it is one word. */
function tableName(expr: Call): string | undefined {
  const [only] = expr.args;
  const plain = expr.name === "count" && expr.args.length === 1 && !expr.distinct;
  return plain && only?.kind === "name" && only.parts.length === 1 ? only.parts[0] : undefined;
}

/**
 * The source of an aggregate. A table or a qualified name decides it; else the columns do, and a column that several sources
 * have must be qualified. Without any name it is transactions.
 *
 * @returns `undefined` after it reported that there is no such one source
 */
export function aggregatedSource(
  expr: Call,
  { sources }: AggregateScope,
  report: Report,
): AggregateSource | undefined {
  const table = sources.find((source) => isTable(expr, source));
  const names = [...walk(expr)].filter(
    (node): node is Name => node.kind === "name" && !isAsOf(node) && node !== tableArgument(expr),
  );
  const owners = new Set(table === undefined ? [] : [table]);
  for (const { parts, span } of names) {
    const owner = parts.length === 2 ? named(parts[0] ?? "", sources) : undefined;
    if (owner === undefined) continue;
    owners.add(owner);
    if (owners.size > 1) return mixed([...owners], span, report);
  }
  const [owner] = owners;
  if (owner !== undefined) return owner;
  let possible: readonly AggregateSource[] = sources;
  for (const { parts, span } of names) {
    const having = sources.filter((source) => parts.length === 1 && source.has(parts[0] ?? ""));
    if (having.length === 0) continue; // nobody knows it: reported where it is typed
    const both = possible.filter((source) => having.includes(source));
    if (both.length === 0) return mixed([...possible, ...having], span, report);
    possible = both;
  }
  const [first, second] = possible;
  const decided = names.find(({ parts }) => sources.some((source) => source.has(parts[0] ?? "")));
  if (decided === undefined) return sources[0];
  if (second !== undefined && possible.every((source) => source.known)) {
    const name = decided.parts.join(".");
    report(
      "ambiguous-name",
      { name, sources: listed(possible), example: `${first?.name}.${name}` },
      decided.span,
    );
    return undefined;
  }
  return first;

  /** The table is an argument, no column. */
  function tableArgument(call: Call): Expr | undefined {
    return table === undefined ? undefined : call.args[0];
  }
}

const isAsOf = ({ parts }: Name): boolean =>
  parts.length === 1 && parts[0]?.toLowerCase() === "as_of";

const named = (name: string, sources: readonly AggregateSource[]): AggregateSource | undefined =>
  sources.find((s) => foldName(s.name) === foldName(name));

const listed = (sources: readonly AggregateSource[]): string =>
  [...new Set(sources.map((source) => source.name))].join(", ");

function mixed(sources: readonly AggregateSource[], span: Name["span"], report: Report): undefined {
  report("mixed-sources", { sources: listed(sources) }, span);
  return undefined;
}
