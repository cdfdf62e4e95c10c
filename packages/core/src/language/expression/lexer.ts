/** Cuts the text of a rule into tokens. Never fails: what it does not know is a token of its own kind. */
import type { Span } from "./ast.ts";

export type TokenKind =
  | "number"
  | "text"
  | "name"
  | "quoted-name"
  | "keyword"
  | "operator"
  | "unknown"
  | "end";

/** `value` is the keyword in lower case, the text without quotes, or the source as it stands. */
export type Token = { readonly kind: TokenKind; readonly value: string; readonly span: Span };

const keywords = [
  "and",
  "or",
  "not",
  "in",
  "between",
  "like",
  "is",
  "null",
  "true",
  "false",
  "case",
  "when",
  "then",
  "else",
  "end",
  "distinct",
  "filter",
  "where",
] as const;

const keywordSet: ReadonlySet<string> = new Set(keywords);
const space = /\s+/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const operator = /<>|!=|<=|>=|\|\||[=<>+\-*/(),.]/y;

/** Where what a pattern describes ends; `at` where it does not stand there. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/**
 * The tokens of a rule, the last of kind `end`.
 *
 * @example tokenize("age >= 18").map((t) => t.value) // => ["age", ">=", "18", ""]
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === "'" || char === '"') {
      const { end, closed } = quotedEnd(text, at, char);
      const inner = text.slice(at + 1, closed ? end - 1 : end).replaceAll(char + char, char);
      const kind = !closed ? "unknown" : char === "'" ? "text" : "quoted-name";
      tokens.push({
        kind,
        value: kind === "unknown" ? text.slice(at, end) : inner,
        span: { start: at, end },
      });
      at = end;
      continue;
    }
    let end = endOf(space, text, at);
    if (end > at) {
      at = end;
      continue;
    }
    if ((end = endOf(name, text, at)) > at) {
      const value = text.slice(at, end);
      const lower = value.toLowerCase();
      const span = { start: at, end };
      if (keywordSet.has(lower)) tokens.push({ kind: "keyword", value: lower, span });
      else tokens.push({ kind: "name", value: value.normalize("NFC"), span });
    } else if ((end = endOf(number, text, at)) > at)
      tokens.push({ kind: "number", value: text.slice(at, end), span: { start: at, end } });
    else if ((end = endOf(operator, text, at)) > at) {
      const value = text.slice(at, end);
      const span = { start: at, end };
      tokens.push({ kind: "operator", value: value === "!=" ? "<>" : value, span });
    } else {
      end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      tokens.push({ kind: "unknown", value: text.slice(at, end), span: { start: at, end } });
    }
    at = end;
  }
  tokens.push({ kind: "end", value: "", span: { start: text.length, end: text.length } });
  return tokens;
}

/** Where a quoted text that starts at `from` ends, behind its closing quote if it has one; a doubled quote is none. */
function quotedEnd(
  text: string,
  from: number,
  quote: string,
): { readonly end: number; readonly closed: boolean } {
  let at = from + 1;
  while (at < text.length) {
    if (text[at] !== quote) at += 1;
    else if (text[at + 1] === quote) at += 2;
    else return { end: at + 1, closed: true };
  }
  return { end: text.length, closed: false };
}

/** Whether a name can stand without quotes. @example isPlainName("最近购买天数") // => true */
export function isPlainName(text: string): boolean {
  const [first] = tokenize(text);
  return first?.kind === "name" && first.span.start === 0 && first.span.end === text.length;
}
