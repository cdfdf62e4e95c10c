/** Everywhere a file names something: where it is declared, and where an expression uses it. */
import { levelName } from "../config/loyalty-schema.ts";
import { kindOfFile } from "../config/read-config.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import type { Expr, Span } from "../expression/ast.ts";
import { tokenize } from "../expression/lexer.ts";
import { parse } from "../expression/parse.ts";
import { childrenOf } from "../expression/walk.ts";
import { findBuiltin } from "../model/builtins.ts";
import { sinceContactName } from "../model/strategy-scope.ts";
import { foldName } from "../model/fold-name.ts";
import { isAggregate } from "../model/functions.ts";
import { checkMentions } from "./check-mentions.ts";
import type { Declarations, SegmentationDeclaration } from "./declarations.ts";
import { expressionsIn, writtenAt, type ExpressionText } from "./expression-text.ts";
import { matrixMentions } from "./matrix-mentions.ts";
import { isEmpty, plainText, scanYaml, type Entry } from "./scan-yaml.ts";
import { digestMentions } from "./digest-words.ts";
import { strategyMentions } from "./strategy-words.ts";
import { isLevelId, isOthersId, isSegmentId } from "./segment-places.ts";

export type Target =
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "metric"; readonly name: string }
  | { readonly kind: "segmentation"; readonly name: string }
  | { readonly kind: "segment"; readonly segmentation: string; readonly segment: string }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "column"; readonly source: string; readonly name: string };

export type Mention = {
  readonly target: Target;
  readonly span: Span;
  /** `text`: in quotes that belong to the span, as in `value = 'high'`. */
  readonly as: "declaration" | "name" | "text";
};

/**
 * @param file its path in the project
 * @param declarations of the whole project: they say what a name is
 * @returns declarations first, then uses, in the order of the text
 */
export function mentionsIn(
  file: string,
  text: string,
  declarations: Declarations,
): readonly Mention[] {
  const entries = scanYaml(text);
  if (kindOfFile(file) === "check") return checkMentions(text, entries, declarations);
  if (kindOfFile(file) === "digest") return digestMentions(text, entries, declarations);
  return [
    ...declared(file, text, entries, writtenAt(text, entries, "segmentation")),
    ...expressionsIn(file, text, entries).flatMap((e) => usesIn(e, declarations)),
    ...matrixMentions(text, entries, declarations),
    ...strategyMentions(file, text, entries, declarations),
  ];
}

export const sameTarget = (a: Target, b: Target): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function declared(
  file: string,
  text: string,
  entries: readonly Entry[],
  segmentation: string | undefined,
): readonly Mention[] {
  const mention = (target: Target, span: Span): Mention => ({ target, span, as: "declaration" });
  if (kindOfFile(file) === "project")
    return entries
      .filter((e) => e.path.length === 2 && e.path[0] === "metrics")
      .map((e) => mention({ kind: "metric", name: String(e.path[1]) }, e.key));
  if (kindOfFile(file) === "loyalty") return levelMentions(text, entries);
  if (segmentation === undefined) return [];
  return entries.flatMap((e) => {
    if (isEmpty(e.value)) return [];
    if (e.path.length === 1 && e.path[0] === "segmentation")
      return mention({ kind: "segmentation", name: segmentation }, e.value);
    const isId = isSegmentId(e) || isOthersId(e);
    return isId
      ? mention({ kind: "segment", segmentation, segment: plainText(text, e.value) }, e.value)
      : [];
  });
}

/** Levels where they are declared, and where a multiplier names them. */
function levelMentions(text: string, entries: readonly Entry[]): readonly Mention[] {
  return entries.flatMap(({ path, value }): readonly Mention[] => {
    const used = path.length === 4 && path[1] === "times" && path[3] === "level";
    if (isEmpty(value) || !(used || isLevelId(path))) return [];
    const segment = plainText(text, value);
    const target: Target = { kind: "segment", segmentation: levelName, segment };
    return [{ target, span: value, as: used ? "name" : "declaration" }];
  });
}

function usesIn(
  { entry, written, offset }: ExpressionText,
  declarations: Declarations,
): readonly Mention[] {
  const source = sourceOf(entry.path);
  const mentions: Mention[] = [];
  const add = (target: Target, { start, end }: Span, as: Mention["as"]): void =>
    void mentions.push({ target, span: { start: offset(start), end: offset(end) }, as });

  const segmentation = (expr: Expr, rows: boolean): string | undefined => {
    if (rows || expr.kind !== "name" || expr.parts.length !== 1) return undefined;
    return declaredSegmentation(declarations, expr.parts[0] ?? "")?.name;
  };
  const compared = (name: Expr, literals: readonly Expr[], rows: boolean): void => {
    const own = segmentation(name, rows);
    for (const literal of own === undefined ? [] : literals)
      if (literal.kind === "text" && own !== undefined)
        add({ kind: "segment", segmentation: own, segment: literal.value }, literal.span, "text");
  };
  const visit = (expr: Expr, rows: boolean): void => {
    if (entry.path[0] === "actions" && isSinceContact(expr))
      add({ kind: "builtin", name: sinceContactName }, expr.span, "name");
    else if (expr.kind === "name")
      nameUses(expr, rows ? (source ?? "transactions") : source, written, declarations, add);
    if (expr.kind === "call") add({ kind: "function", name: expr.name }, expr.nameSpan, "name");
    if (expr.kind === "in") compared(expr.value, expr.list, rows);
    if (expr.kind === "case" && expr.operand !== null)
      compared(
        expr.operand,
        expr.branches.map((b) => b.when),
        rows,
      );
    if (expr.kind === "binary") {
      compared(expr.left, [expr.right], rows);
      compared(expr.right, [expr.left], rows);
    }
    const inner = rows || (expr.kind === "call" && isAggregate(expr.name));
    for (const child of childrenOf(expr)) visit(child, inner);
  };
  visit(parse(written).expr, source !== undefined);
  return mentions;
}

/** The source whose rows an expression is about; `undefined` where it is about customers. */
const sourceOf = (path: YamlPath): string | undefined =>
  path[0] === "sources" ? String(path[1]) : undefined;

/** Names are one whatever their case. */
const declaredSegmentation = (
  { segmentations }: Declarations,
  name: string,
): SegmentationDeclaration | undefined =>
  segmentations.find((s) => foldName(s.name) === foldName(name));

/** What rules of actions know besides the customer. */
const isSinceContact = (expr: Expr): boolean =>
  expr.kind === "name" &&
  expr.parts.length === 1 &&
  foldName(expr.parts[0] ?? "") === sinceContactName;

function nameUses(
  expr: Extract<Expr, { kind: "name" }>,
  source: string | undefined,
  text: string,
  declarations: Declarations,
  add: (target: Target, span: Span, as: Mention["as"]) => void,
): void {
  const [first = "", second] = expr.parts;
  const spans = tokenize(text.slice(expr.span.start, expr.span.end))
    .filter((t) => t.kind === "name" || t.kind === "quoted-name")
    .map((t) => ({ start: expr.span.start + t.span.start, end: expr.span.start + t.span.end }));
  const [firstSpan = expr.span, secondSpan = expr.span] = spans;
  if (source !== undefined) {
    add(
      { kind: "column", source: second === undefined ? source : first, name: second ?? first },
      second === undefined ? firstSpan : secondSpan,
      "name",
    );
    return;
  }
  const segmentation = declaredSegmentation(declarations, first);
  const metric = declarations.metrics.find((m) => foldName(m.name) === foldName(first));
  // A metric of the user's has a built-in one's name only where the project lacks that.
  const named = findBuiltin(first, metric === undefined);
  // So do those that are computed where they are named.
  const own = metric !== undefined || segmentation !== undefined;
  const builtin = named?.onUse === true && own ? undefined : named;
  if (second !== undefined) {
    if (segmentation === undefined)
      return add({ kind: "column", source: "customers", name: second }, secondSpan, "name");
    const { name, segments } = segmentation;
    const segment = segments.find((s) => foldName(s.id) === foldName(second))?.id ?? second;
    add({ kind: "segmentation", name }, firstSpan, "name");
    add({ kind: "segment", segmentation: name, segment }, secondSpan, "name");
  } else if (builtin !== undefined) add({ kind: "builtin", name: builtin.name }, firstSpan, "name");
  else if (metric !== undefined) add({ kind: "metric", name: metric.name }, firstSpan, "name");
  else if (segmentation !== undefined)
    add({ kind: "segmentation", name: segmentation.name }, firstSpan, "name");
  else add({ kind: "column", source: "customers", name: first }, firstSpan, "name");
}
