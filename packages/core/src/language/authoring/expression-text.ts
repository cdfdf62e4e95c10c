/** The expressions of a file, as the loose reading finds them. */
import type { Span } from "../expression/ast.ts";
import { factsAt, type Kinds } from "./schema-facts.ts";
import { isEmpty, plainText, type Entry } from "./scan-yaml.ts";

export type ExpressionText = {
  readonly entry: Entry;
  /** Without YAML's quotes. */
  readonly written: string;
  /** Where a character of it stands in the file. */
  readonly offset: (at: number) => number;
};

/** The value of a key at the top of a file, as it is written. */
export function writtenAt(
  text: string,
  entries: readonly Entry[],
  name: string,
): string | undefined {
  const entry = entries.find((e) => e.path.length === 1 && e.path[0] === name);
  return entry === undefined ? undefined : plainText(text, entry.value);
}

/** The kinds that a text writes, by the map in which they stand. */
export function kindsIn(text: string, entries: readonly Entry[]): Kinds {
  const written = new Map(
    entries
      .filter((e) => e.path.at(-1) === "kind")
      .map((e) => [JSON.stringify(e.path.slice(0, -1)), plainText(text, e.value)]),
  );
  return (path) => (written.size === 0 ? undefined : written.get(JSON.stringify(path)));
}

/** Every value that is a rule or a formula, in the order of the text. */
export function expressionsIn(
  file: string,
  text: string,
  entries: readonly Entry[],
): readonly ExpressionText[] {
  const kinds = kindsIn(text, entries);
  const isExpression = new Map<string, boolean>();
  return entries.flatMap((entry) => {
    if (isEmpty(entry.value) || asksModel(entry, entries)) return [];
    // What a schema says does not depend on which item of a list, or which metric, it is.
    const place = entry.path.map((p, i) =>
      typeof p === "number" ? 0 : i === 1 ? nameless(entry) : p,
    );
    const key = JSON.stringify(place);
    const known = isExpression.get(key) ?? factsAt(file, entry.path, kinds)?.expression === true;
    isExpression.set(key, known);
    return known ? [{ entry, ...unquoted(text, entry.value) }] : [];
  });
}

/** Whether it is the value of a metric that names a model: a word, not a formula. */
export const asksModel = ({ path }: Pick<Entry, "path">, entries: readonly Entry[]): boolean =>
  path.length === 3 &&
  path[0] === "metrics" &&
  path[2] === "value" &&
  entries.some(
    (e) =>
      e.path.length === 3 &&
      e.path[0] === "metrics" &&
      e.path[1] === path[1] &&
      e.path[2] === "model",
  );

const nameless = ({ path }: Entry): string => (path[0] === "metrics" ? "" : String(path[1]));

/** The text of a scalar without YAML's quotes, with where each of its characters stands in the file. */
export function unquoted(
  text: string,
  { start, end }: Span,
): Pick<ExpressionText, "written" | "offset"> {
  const quote = text[start];
  if (quote !== "'" && quote !== '"')
    return { written: text.slice(start, end), offset: (at) => start + at };
  const stop = text[end - 1] === quote && end > start + 1 ? end - 1 : end;
  const offsets: number[] = [];
  let written = "";
  for (let at = start + 1; at < stop; at += 1) {
    const escape = quote === "'" ? text.startsWith("''", at) : text[at] === "\\";
    if (escape) at += 1;
    offsets.push(at);
    written += text[at] ?? "";
  }
  return { written, offset: (at) => offsets[at] ?? stop };
}
