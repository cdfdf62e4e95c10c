/** What each word of a file is, for colours that go by meaning. */
import type { Position } from "../../problem.ts";
import type { Span } from "../expression/ast.ts";
import { tokenize, type Token } from "../expression/lexer.ts";
import { declarationsOf } from "./declarations.ts";
import { expressionsIn } from "./expression-text.ts";
import { mentionsIn, type Target } from "./mentions.ts";
import { isEmpty, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export const semanticKinds = [
  "key",
  "metric",
  "segmentation",
  "segment",
  "column",
  "function",
  "string",
  "number",
  "keyword",
  "operator",
] as const;
export type SemanticKind = (typeof semanticKinds)[number];

/** A word in one line. */
export type SemanticToken = {
  readonly start: Position;
  /** In UTF-16 code units. */
  readonly length: number;
  readonly kind: SemanticKind;
  readonly declaration: boolean;
};

/** @returns in the order of the text, without overlaps; words of which nothing is known are left out */
export function semanticTokensIn(workspace: Workspace, file: string): readonly SemanticToken[] {
  const text = workspace.files.read(file)?.text;
  if (text === undefined) return [];
  const entries = scanYaml(text);
  type Found = { readonly span: Span; readonly kind: SemanticKind; readonly declaration?: boolean };
  const found: Found[] = [];
  const named = new Set<number>();
  for (const { target, span, as } of mentionsIn(file, text, declarationsOf(workspace.files))) {
    found.push({ span, kind: kindOf(target), declaration: as === "declaration" });
    named.add(span.start);
  }
  for (const { key, path } of entries)
    if (typeof path.at(-1) === "string" && !isEmpty(key) && !named.has(key.start))
      found.push({ span: key, kind: "key" });
  for (const { written, offset } of expressionsIn(file, text, entries))
    for (const token of tokenize(written)) {
      const kind = wordKind(token);
      const span = { start: offset(token.span.start), end: offset(token.span.end) };
      if (kind !== undefined && !named.has(span.start)) found.push({ span, kind });
    }
  const rangeOf = rangesIn(text);
  let last = 0;
  return found
    .toSorted((a, b) => a.span.start - b.span.start)
    .flatMap(({ span, kind, declaration = false }) => {
      if (isEmpty(span) || span.start < last) return [];
      const { start, end } = rangeOf(span);
      if (start.line !== end.line) return [];
      last = span.end;
      return [{ start, length: end.character - start.character, kind, declaration }];
    });
}

function kindOf(target: Target): SemanticKind {
  return target.kind === "builtin" ? "metric" : target.kind;
}

function wordKind({ kind, value }: Token): SemanticKind | undefined {
  switch (kind) {
    case "text":
      return "string";
    case "number":
    case "keyword":
    case "operator":
      return kind;
    case "name":
      return /^(?:days?|weeks?|months?|years?|date)$/i.test(value) ? "keyword" : undefined;
    case "quoted-name":
    case "unknown":
    case "end":
      return undefined;
  }
}
