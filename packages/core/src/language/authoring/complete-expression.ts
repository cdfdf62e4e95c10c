/** What can come next in a half-typed expression. */
import { tokenize, type Token } from "../expression/lexer.ts";
import { definitionOf, signatureFor } from "../model/function-words.ts";
import { aggregates, functions, isAggregate } from "../model/functions.ts";
import type { CompletionKind } from "./completion.ts";
import type { ExpressionScope, KnownName } from "./expression-scope.ts";

export type Suggestion = {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  readonly documentation: string;
  readonly insert: string;
  /** How much of the text before the cursor it replaces, in UTF-16 code units. */
  readonly replaces: number;
  /** Lower comes first. */
  readonly rank: number;
};

const comparisons = new Set(["=", "<>"]);
const beforeValue = new Set(["(", ",", "+", "-", "*", "/", "||", "=", "<>", "<", "<=", ">", ">="]);
const behindValue = ["and", "or", "in", "not in", "between", "like", "is null", "is not null"];
const startWords = ["not", "case", "true", "false", "null"];

/**
 * @param before the expression's text up to the cursor
 * @param scope the names that it can use
 * @param locale of what functions compute
 */
export function completeExpression(
  before: string,
  scope: ExpressionScope,
  locale = "en",
): readonly Suggestion[] {
  const tokens = tokenize(before).slice(0, -1);
  const last = tokens.at(-1);
  const touching = last !== undefined && last.span.end === before.length;
  if (last?.kind === "unknown" && last.value.startsWith("'")) {
    const [name] = comparedName(tokens.slice(0, -1), scope);
    return valuesOf(name, last.value.slice(1).length + 1);
  }
  if (last?.kind === "number" && touching) return [];
  const inWord =
    touching && (last.kind === "name" || last.kind === "keyword" || last.value.startsWith('"'));
  const prefix = inWord
    ? last.kind === "unknown"
      ? last.value
      : before.slice(last.span.start)
    : "";
  const done = inWord ? tokens.slice(0, -1) : tokens;
  const names = insideAggregate(done) && scope.rows !== undefined ? scope.rows : scope.names;
  if (done.at(-1)?.value === ".") return membersOf(done.at(-2), names, prefix);
  if (endsValue(done)) return wordsBehind(done, prefix.length);
  const compared = comparedName(done, scope);
  return [
    ...compared.flatMap((name) => valuesOf(name, prefix.length)),
    ...names.map((name) => suggestName(name, prefix.length)),
    ...wordsInFront(prefix.length, scope.rows !== undefined && !insideAggregate(done), locale),
    ...(insideAggregate(done) ? [word("distinct", prefix.length), tableName(prefix.length)] : []),
  ];
}

const suggestName = (known: KnownName, replaces: number): Suggestion => ({
  label: known.name,
  kind: known.kind,
  detail: known.detail,
  documentation: known.documentation,
  insert: known.name,
  replaces,
  rank: known.kind === "column" ? 3 : 2,
});

const word = (label: string, replaces: number): Suggestion => ({
  label,
  kind: "keyword",
  detail: "",
  documentation: "",
  insert: label,
  replaces,
  rank: 6,
});

/** Counts rows: `count(transactions)`. */
const tableName = (replaces: number): Suggestion => ({
  ...word("transactions", replaces),
  kind: "column",
  rank: 1,
});

function wordsInFront(
  replaces: number,
  withAggregates: boolean,
  locale: string,
): readonly Suggestion[] {
  const call = (name: string): Suggestion => ({
    label: name,
    kind: "function",
    detail: signatureFor(name) ?? "",
    documentation: definitionOf(name, locale),
    insert: `${name}(`,
    replaces,
    rank: 4,
  });
  const calls = [...(withAggregates ? aggregates : []), ...functions.map((f) => f.name)];
  return [...calls.map(call), ...startWords.map((w) => word(w, replaces))];
}

function wordsBehind(done: readonly Token[], replaces: number): readonly Suggestion[] {
  const inCase =
    done.filter((t) => t.value === "case").length > done.filter((t) => t.value === "end").length;
  const isAggregateCall = closedCall(done);
  const more = [
    ...(inCase ? ["when", "then", "else", "end"] : []),
    ...(isAggregateCall ? ["filter (where"] : []),
    ...(done.at(-1)?.kind === "number" ? ["days", "weeks", "months", "years"] : []),
  ];
  return [...more, ...behindValue].map((w) => word(w, replaces));
}

/** Segments or frequent values, in single quotes; a quote that is typed already is part of what is replaced. */
function valuesOf(name: KnownName | undefined, replaces: number): readonly Suggestion[] {
  return (name?.values ?? []).map(({ value, detail }, index) => {
    const text = `'${value.replaceAll("'", "''")}'`;
    const kind: CompletionKind = name?.kind === "segmentation" ? "segment" : "value";
    return {
      label: text,
      kind,
      detail,
      documentation: "",
      insert: text,
      replaces,
      rank: index / 1000,
    };
  });
}

function membersOf(
  owner: Token | undefined,
  names: readonly KnownName[],
  prefix: string,
): readonly Suggestion[] {
  if (owner === undefined) return [];
  return names
    .filter((n) => n.kind === "segment" && n.name.startsWith(`${owner.value}.`))
    .map((n) => {
      const member = n.name.slice(owner.value.length + 1);
      return { ...suggestName(n, prefix.length), label: member, insert: member };
    });
}

/** Whether an operand has just ended, so that an operator comes next. */
function endsValue(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return false;
  if (last.kind === "operator") return !beforeValue.has(last.value) && last.value === ")";
  if (last.kind === "keyword") return ["null", "true", "false", "end"].includes(last.value);
  return last.kind !== "unknown";
}

/** The name on the left of `name =`, `name in (…,`, with its values. */
function comparedName(tokens: readonly Token[], scope: ExpressionScope): readonly KnownName[] {
  let at = tokens.length - 1;
  if (tokens[at]?.value === "(" || tokens[at]?.value === ",") {
    while (at >= 0 && (tokens[at]?.kind === "text" || tokens[at]?.value === ",")) at -= 1;
    if (tokens[at]?.value !== "(" || tokens[at - 1]?.value !== "in") return [];
    at -= 2;
    if (tokens[at]?.value === "not") at -= 1;
  } else if (comparisons.has(tokens[at]?.value ?? "") || tokens[at]?.value === "like") at -= 1;
  else return [];
  const name = tokens[at];
  if (name === undefined || (name.kind !== "name" && name.kind !== "quoted-name")) return [];
  const known = insideAggregate(tokens) ? (scope.rows ?? scope.names) : scope.names;
  const wanted = name.value.toLowerCase();
  return known.filter((n) => n.name.replace(/^"(.*)"$/, "$1").toLowerCase() === wanted);
}

/** Whether the cursor stands in the brackets of an aggregate or of its filter. */
function insideAggregate(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    if (tokens[at]?.value === ")" && tokens[at]?.kind === "operator") depth += 1;
    if (tokens[at]?.value !== "(" || tokens[at]?.kind !== "operator") continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    const before = tokens[at - 1]?.value.toLowerCase() ?? "";
    if (before === "filter" || isAggregate(before)) return true;
  }
  return false;
}

/** Whether the text ends with a call of an aggregate, which a filter can follow. */
function closedCall(tokens: readonly Token[]): boolean {
  if (tokens.at(-1)?.value !== ")") return false;
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    if (tokens[at]?.value === ")") depth += 1;
    if (tokens[at]?.value === "(") depth -= 1;
    if (depth === 0) return isAggregate(tokens[at - 1]?.value.toLowerCase() ?? "");
  }
  return false;
}
