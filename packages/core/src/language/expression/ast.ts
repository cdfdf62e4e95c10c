/**
 * The tree of a rule: the boolean and scalar subset of SQL, and aggregates in metrics. Every node has its place in the
 * expression's text as UTF-16 offsets, so that editors can underline it.
 */
export type Span = { readonly start: number; readonly end: number };

export type DurationUnit = "day" | "week" | "month" | "year";

export type BinaryOperator =
  | "and"
  | "or"
  | "="
  | "<>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "||";

export type Expr =
  /** `text` is the number as written, so that decimals stay exact. */
  | { readonly kind: "number"; readonly text: string; readonly span: Span }
  | { readonly kind: "text"; readonly value: string; readonly span: Span }
  /** ISO date, from `date '2026-11-21'`. */
  | { readonly kind: "date"; readonly value: string; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "null"; readonly span: Span }
  /** `90 days` */
  | {
      readonly kind: "duration";
      readonly count: number;
      readonly unit: DurationUnit;
      readonly span: Span;
    }
  /** `city`, `"first order"`, `care.save_list` */
  | { readonly kind: "name"; readonly parts: readonly string[]; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "negate"; readonly operand: Expr; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  | {
      readonly kind: "in";
      readonly value: Expr;
      readonly list: readonly Expr[];
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "between";
      readonly value: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "like";
      readonly value: Expr;
      readonly pattern: Expr;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "is-null";
      readonly value: Expr;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "case";
      readonly operand: Expr | null;
      readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
      readonly otherwise: Expr | null;
      readonly span: Span;
    }
  /** `star` is `count(*)`. `nameSpan` is the function's name alone. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expr[];
      readonly star: boolean;
      readonly distinct: boolean;
      readonly filter: Expr | null;
      readonly span: Span;
    }
  /** What a half-typed text lacks; a problem has been reported for it. */
  | { readonly kind: "missing"; readonly span: Span };
