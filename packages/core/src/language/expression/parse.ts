/** Parses the text of a rule. Tolerant: a half-typed text gives a tree with `missing` nodes and one problem. */
import type { BinaryOperator, DurationUnit, Expr, Span } from "./ast.ts";
import { tokenize, type Token } from "./lexer.ts";

export type SyntaxFault = {
  readonly span: Span;
  readonly found: string;
  readonly expected: Expected;
};

/** What the parser wanted; a message catalogue names it in the reader's language. */
export type Expected =
  | "a value"
  | "a name"
  | "an operator"
  | ")"
  | "("
  | "and"
  | "then"
  | "when"
  | "end"
  | "null"
  | "text"
  | "a date"
  | "a shorter expression"
  | "a shorter time"
  | "a smaller number"
  | "the end";

export type Parsed = { readonly expr: Expr; readonly faults: readonly SyntaxFault[] };

const durationUnits: ReadonlyMap<string, DurationUnit> = new Map([
  ["day", "day"],
  ["days", "day"],
  ["week", "week"],
  ["weeks", "week"],
  ["month", "month"],
  ["months", "month"],
  ["year", "year"],
  ["years", "year"],
]);

const precedence: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  "=": 4,
  "<>": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  in: 4,
  between: 4,
  like: 4,
  is: 4,
  "+": 5,
  "-": 5,
  "||": 5,
  "*": 6,
  "/": 6,
};
const notPrecedence = 3;
const unaryPrecedence = 7;
const maximumDepth = 100;
/** `a or b or c …` is a tree as deep as it is long, and every stage walks it, engines too. */
const maximumOperators = 500;
/** What `within` takes, too. */
const maximumCount = 99_999;

/**
 * The tree of a rule and what is wrong with its syntax: at most one fault, because the rest would follow from the first.
 *
 * @param text a rule such as `monetary > 500 and city in ('苏州', '无锡')`
 * @returns spans count UTF-16 code units in `text`
 * @example parse("a < 1").expr.kind // => "binary"
 */
export function parse(text: string): Parsed {
  const tokens = tokenize(text);
  const faults: SyntaxFault[] = [];
  let at = 0;
  let depth = 0;
  let operators = 0;

  const peek = (ahead = 0): Token =>
    tokens[Math.min(at + ahead, tokens.length - 1)] ?? lastToken(tokens);
  const next = (): Token => {
    const token = peek();
    if (token.kind !== "end") at += 1;
    return token;
  };
  const previousEnd = (): number => tokens[at - 1]?.span.end ?? 0;
  const isWord = (token: Token, value: string): boolean =>
    (token.kind === "keyword" || token.kind === "operator") && token.value === value;
  const take = (value: string): boolean => {
    if (!isWord(peek(), value)) return false;
    at += 1;
    return true;
  };
  function fail(expected: Expected, token: Token = peek()): void {
    if (faults.length > 0) return;
    faults.push({
      span: token.span,
      found: text.slice(token.span.start, token.span.end),
      expected,
    });
  }
  const want = (value: Expected): void => {
    if (!take(value)) fail(value);
  };
  const missing = (): Expr => ({
    kind: "missing",
    span: { start: previousEnd(), end: previousEnd() },
  });
  const spanFrom = (start: number): Span => ({ start, end: Math.max(start, previousEnd()) });

  function giveUp(): Expr {
    fail("a shorter expression");
    at = tokens.length - 1;
    return missing();
  }

  function expression(minimum: number): Expr {
    if (depth >= maximumDepth) return giveUp();
    depth += 1;
    let left = prefix();
    for (;;) {
      const token = peek();
      const negated =
        isWord(token, "not") && ["in", "between", "like"].some((w) => isWord(peek(1), w));
      const word = negated ? peek(1).value : token.value;
      const level =
        token.kind === "keyword" || token.kind === "operator" ? precedence[word] : undefined;
      if (level === undefined || level < minimum) break;
      operators += 1;
      if (operators > maximumOperators) {
        left = giveUp();
        break;
      }
      at += negated ? 2 : 1;
      left = infix(left, word, level, negated);
    }
    depth -= 1;
    return left;
  }

  function infix(left: Expr, word: string, level: number, negated: boolean): Expr {
    const start = left.span.start;
    switch (word) {
      case "is": {
        const not = take("not");
        want("null");
        return { kind: "is-null", value: left, negated: not, span: spanFrom(start) };
      }
      case "in":
        return { kind: "in", value: left, list: list(), negated, span: spanFrom(start) };
      case "between": {
        const low = expression(level + 1);
        want("and");
        const high = expression(level + 1);
        return { kind: "between", value: left, low, high, negated, span: spanFrom(start) };
      }
      case "like": {
        const pattern = expression(level + 1);
        return { kind: "like", value: left, pattern, negated, span: spanFrom(start) };
      }
      default: {
        const right = expression(level + 1);
        // Every other key of `precedence` is a binary operator.
        const operator = word as BinaryOperator;
        return { kind: "binary", operator, left, right, span: { start, end: right.span.end } };
      }
    }
  }

  function list(): readonly Expr[] {
    want("(");
    const items: Expr[] = [];
    if (take(")")) {
      fail("a value", tokens[at - 1]);
      return items;
    }
    do items.push(expression(0));
    while (take(","));
    want(")");
    return items;
  }

  function prefix(): Expr {
    const token = next();
    const { start } = token.span;
    switch (token.kind) {
      case "number":
        return number(token);
      case "text":
        return { kind: "text", value: token.value, span: token.span };
      case "name":
      case "quoted-name":
        return named(token);
      case "keyword":
        switch (token.value) {
          case "true":
          case "false":
            return { kind: "boolean", value: token.value === "true", span: token.span };
          case "null":
            return { kind: "null", span: token.span };
          case "not": {
            const operand = expression(notPrecedence);
            return { kind: "not", operand, span: { start, end: operand.span.end } };
          }
          case "case":
            return caseOf(start);
        }
        break;
      case "operator":
        if (token.value === "(") {
          const inner = expression(0);
          want(")");
          return { ...inner, span: spanFrom(start) };
        }
        if (token.value === "-" || token.value === "+") {
          const operand = expression(unaryPrecedence);
          if (token.value === "+") return operand;
          return { kind: "negate", operand, span: { start, end: operand.span.end } };
        }
        break;
      case "unknown":
      case "end":
        break;
    }
    fail("a value", token);
    if (token.kind !== "end" && token.kind !== "unknown") at -= 1;
    return missing();
  }

  function number(token: Token): Expr {
    const unit = peek();
    const duration = unit.kind === "name" ? durationUnits.get(unit.value.toLowerCase()) : undefined;
    if (duration !== undefined && /^\d+$/.test(token.value)) {
      if (Number(token.value) > maximumCount) fail("a shorter time", token);
      at += 1;
      const span = spanFrom(token.span.start);
      return { kind: "duration", count: Number(token.value), unit: duration, span };
    }
    if (!Number.isFinite(Number(token.value))) fail("a smaller number", token);
    return { kind: "number", text: token.value, span: token.span };
  }

  function named(token: Token): Expr {
    const { start } = token.span;
    if (token.kind === "name" && token.value.toLowerCase() === "date" && peek().kind === "text") {
      const literal = next();
      if (!isIsoDate(literal.value)) fail("a date", literal);
      return { kind: "date", value: literal.value, span: spanFrom(start) };
    }
    if (token.kind === "name" && isWord(peek(), "(")) return call(token);
    const parts = [token.value];
    while (isWord(peek(), ".")) {
      at += 1;
      const part = peek();
      if (part.kind !== "name" && part.kind !== "quoted-name") {
        fail("a name");
        break;
      }
      at += 1;
      parts.push(part.value);
    }
    return { kind: "name", parts, span: spanFrom(start) };
  }

  function call(token: Token): Expr {
    want("(");
    const distinct = take("distinct");
    let star = false;
    const args: Expr[] = [];
    if (isWord(peek(), "*") && isWord(peek(1), ")")) {
      star = true;
      at += 1;
    } else if (!isWord(peek(), ")")) {
      do args.push(expression(0));
      while (take(","));
    }
    want(")");
    let filter: Expr | null = null;
    if (take("filter")) {
      want("(");
      if (!take("where")) fail("a value");
      filter = expression(0);
      want(")");
    }
    const span = spanFrom(token.span.start);
    const name = token.value.toLowerCase();
    return { kind: "call", name, nameSpan: token.span, args, star, distinct, filter, span };
  }

  function caseOf(start: number): Expr {
    const operand = isWord(peek(), "when") ? null : expression(0);
    const branches: { when: Expr; then: Expr }[] = [];
    while (take("when")) {
      const when = expression(0);
      want("then");
      branches.push({ when, then: expression(0) });
    }
    if (branches.length === 0) fail("when");
    const otherwise = take("else") ? expression(0) : null;
    want("end");
    return { kind: "case", operand, branches, otherwise, span: spanFrom(start) };
  }

  const expr = expression(0);
  if (peek().kind !== "end")
    fail(faults.length === 0 && text.trim() !== "" ? "an operator" : "the end");
  return { expr, faults };
}

function lastToken(tokens: readonly Token[]): Token {
  const last = tokens.at(-1);
  if (last === undefined) throw new Error("unreachable: a token list ends with `end`");
  return last;
}

/** Whether a text is a day of the calendar. @example isIsoDate("2026-02-30") // => false */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
