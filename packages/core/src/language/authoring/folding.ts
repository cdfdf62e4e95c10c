/** What an editor can fold: a key with the lines below it, an item of a list, comments of several lines. */
import { maximumSize } from "../config/maximum-size.ts";
import { scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";

export type Fold = {
  /** Zero-based; the first line stays visible. */
  readonly start: number;
  readonly end: number;
  readonly kind: "region" | "comment";
};

/** @returns in the order of their first lines, at most one for each line; works on half-typed text */
export function foldsIn(text: string): readonly Fold[] {
  const rangeOf = rangesIn(text);
  const lineOf = (offset: number): number => rangeOf({ start: offset, end: offset }).start.line;
  const ends = new Map<number, number>();
  const open: { readonly depth: number; readonly line: number; end: number }[] = [];
  const closeTo = (depth: number): void => {
    while ((open.at(-1)?.depth ?? 0) >= depth) {
      const done = open.pop();
      if (done === undefined) return;
      const above = open.at(-1);
      if (above !== undefined) above.end = Math.max(above.end, done.end);
      if (done.end > done.line) ends.set(done.line, Math.max(ends.get(done.line) ?? 0, done.end));
    }
  };
  for (const { path, key, value } of scanYaml(text)) {
    closeTo(path.length);
    const line = lineOf(key.start);
    open.push({ depth: path.length, line, end: Math.max(line, lineOf(value.end)) });
  }
  closeTo(1);
  const regions = [...ends].map(([start, end]): Fold => ({ start, end, kind: "region" }));
  return [...regions, ...comments(text)].toSorted((a, b) => a.start - b.start);
}

function comments(text: string): readonly Fold[] {
  if (text.length > maximumSize) return [];
  const found: Fold[] = [];
  let first: number | undefined;
  const lines = text.split("\n");
  for (let line = 0; line <= lines.length; line += 1) {
    const isComment = /^\s*#/.test(lines[line] ?? "");
    if (isComment) first ??= line;
    else {
      if (first !== undefined && line - first > 1)
        found.push({ start: first, end: line - 1, kind: "comment" });
      first = undefined;
    }
  }
  return found;
}
