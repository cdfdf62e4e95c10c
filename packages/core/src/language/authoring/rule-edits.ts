/** A rule or a formula where the cursor is, and edits of it that keep the file's quotes sound. */
import type { Range, TextEdit } from "../../problem.ts";
import type { Expr, Span } from "../expression/ast.ts";
import { parse } from "../expression/parse.ts";
import { childrenOf } from "../expression/walk.ts";
import { expressionsIn } from "./expression-text.ts";
import { offsetOf } from "./completion.ts";
import type { Entry } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";

export type RuleAt = {
  readonly file: string;
  /** Of the whole file. */
  readonly text: string;
  readonly entry: Entry;
  /** The rule without YAML's quotes. */
  readonly written: string;
  readonly expr: Expr;
  /** What is selected of it; empty where the cursor only stands there. */
  readonly selected: Span;
  readonly offset: (at: number) => number;
};

/** The rule that a selection lies in; `undefined` where it is in none, or the rule cannot be read. */
export function ruleAt(
  file: string,
  text: string,
  entries: readonly Entry[],
  { start, end }: Range,
): RuleAt | undefined {
  const [from, to] = [offsetOf(text, start), offsetOf(text, end)];
  const found = expressionsIn(file, text, entries).find(
    ({ entry: { value } }) => value.start <= from && to <= value.end,
  );
  if (found === undefined) return undefined;
  const { entry, written, offset } = found;
  const { expr, faults } = parse(written);
  if (faults.length > 0) return undefined;
  const within = (at: number): number => {
    let i = 0;
    while (i < written.length && offset(i) < at) i += 1;
    return i;
  };
  return {
    file,
    text,
    entry,
    written,
    expr,
    offset,
    selected: { start: within(from), end: within(to) },
  };
}

/** The parts of the rule that hold the selection, the whole rule first. */
export function* holders({ expr, selected }: Pick<RuleAt, "expr" | "selected">): Generator<Expr> {
  yield expr;
  for (const child of childrenOf(expr))
    if (child.span.start <= selected.start && selected.end <= child.span.end)
      yield* holders({ expr: child, selected });
}

/** Writes something else for a part of a rule; the whole scalar in quotes where the file would not stand it without. */
export function replaced(rule: RuleAt, { start, end }: Span, newText: string): TextEdit {
  const { file, text, entry, written, offset } = rule;
  const rangeOf = rangesIn(text);
  const quote = text[entry.value.start];
  const plain = quote !== "'" && quote !== '"';
  const whole = written.slice(0, start) + newText + written.slice(end);
  if (plain && !isBlock(rule) && !isPlain(whole, entry.flow))
    return { file, range: rangeOf(entry.value), newText: inQuotes(whole) };
  const range = rangeOf({
    start: offset(start),
    end: end > start ? offset(end - 1) + 1 : offset(end),
  });
  const escaped =
    quote === "'"
      ? newText.replaceAll("'", "''")
      : quote === '"'
        ? inQuotes(newText).slice(1, -1)
        : newText;
  return { file, range, newText: plain ? newText : escaped };
}

/** A part of the rule as it is written, in one line. */
export const wordsOf = ({ written }: RuleAt, { span }: Expr): string =>
  written.slice(span.start, span.end).replaceAll(/\s+/g, " ").trim();

/** A scalar below `|` or `>` needs no quotes: it begins in a line of its own. */
const isBlock = ({ text, entry: { key, value } }: RuleAt): boolean =>
  /[|>][-+\d]*\s*(?:#.*)?\n/.test(text.slice(key.end, value.start));

/** Whether YAML reads a text as it stands, without quotes. @param flow in brackets, where commas part */
export const isPlain = (text: string, flow: boolean): boolean =>
  /^[^\s\-?:,[\]{}#&*!|>'"%@`]/.test(text) &&
  !/: |:$| #|\n/.test(text) &&
  !(flow && /[,[\]{}]/.test(text)) &&
  text.trim() === text;

/** In YAML's double quotes. */
export const inQuotes = (text: string): string => JSON.stringify(text);
