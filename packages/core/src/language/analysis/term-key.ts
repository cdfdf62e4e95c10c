import { typedChildren } from "../model/typed-walk.ts";
import type { NameRef, Typed } from "../model/typed.ts";

/** What a name stands for, as text: two names of one thing have the same. Engines' names ignore case. */
export function refKey(ref: NameRef): string {
  switch (ref.kind) {
    case "column":
      return `column:${ref.source}.${ref.column.toLowerCase()}`;
    case "line":
      return `line:${ref.column}`;
    case "joined":
      return `joined:${ref.source}.${ref.column.toLowerCase()}`;
    case "attribute":
      return `attribute:${ref.name.toLowerCase()}`;
    case "metric":
    case "segmentation":
      return `${ref.kind}:${ref.name}`;
    case "builtin":
      return `builtin:${ref.name}/${ref.within ?? ""}`;
    case "fitted":
      return `fitted:${ref.model}/${ref.output}`;
    case "loyalty":
      return `loyalty:${ref.id}/${ref.what}`;
    case "aggregate":
      return `aggregate:${ref.id}`;
    case "segment":
      return `segment:${ref.segmentation}.${ref.segment}`;
    case "since-contact":
    case "as-of":
      return ref.kind;
  }
}

/** An expression as text, wherever it stands: the same text means the same value for every customer. */
export function termKey(typed: Typed): string {
  const parts = (word: string): string => `${word}(${typedChildren(typed).map(termKey).join(",")})`;
  switch (typed.kind) {
    case "number":
      return typed.text;
    case "text":
      return JSON.stringify(typed.value);
    case "date":
      return `date ${typed.value}`;
    case "boolean":
      return String(typed.value);
    case "null":
      return "null";
    case "duration":
      return `${typed.count} ${typed.per}`;
    case "name":
      return refKey(typed.ref);
    case "binary":
      return parts(typed.operator);
    case "call":
      return parts(typed.function);
    case "in":
    case "between":
    case "like":
    case "is-null":
      return parts(typed.negated ? `not ${typed.kind}` : typed.kind);
    case "case":
      return parts(typed.otherwise === null ? "case" : "case else");
    case "not":
    case "negate":
      return parts(typed.kind);
  }
}
