/** The outline of a file: what it declares. */
import type { Range } from "../../problem.ts";
import { kindOfFile, type FileKind } from "../config/read-config.ts";
import { textFor } from "../config/text.ts";
import type { Span } from "../expression/ast.ts";
import { declarationsOf } from "./declarations.ts";
import { filesOf } from "../files.ts";
import { plainText, scanYaml } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";

export type OutlineSymbol = {
  readonly name: string;
  /** Its title in the reader's language. */
  readonly detail: string;
  readonly kind:
    | "source"
    | "metric"
    | "segmentation"
    | "segment"
    | "check"
    | "test"
    | "strategy"
    | "action"
    | "plan"
    | "digest"
    | "section"
    | "floor";
  /** All of it. */
  readonly range: Range;
  /** Its name; inside `range`. */
  readonly selection: Range;
  readonly children: readonly OutlineSymbol[];
};

/** @param file its path in the project */
export function symbolsIn(file: string, text: string, locale = "en"): readonly OutlineSymbol[] {
  const { metrics, segmentations } = declarationsOf(filesOf({ [file]: text }));
  const rangeOf = rangesIn(text);
  const entries = scanYaml(text);
  const indexOf = new Map<string, number>();
  entries.forEach((e, index) => {
    for (const span of [e.key, e.value]) indexOf.set(startOf(rangeOf(span)), index);
  });
  const whole = (selection: Range): Range => {
    let index = indexOf.get(startOf(selection));
    let entry = entries[index ?? -1];
    // An id stands for the item that it is in.
    if (entry?.path.at(-1) === "id" || entry?.path.at(-1) === "test") {
      const parent = entry.path.slice(0, -1);
      while (index !== undefined && index > 0 && entries[index]?.path.length !== parent.length)
        index -= 1;
      entry = entries[index ?? -1];
    }
    if (entry === undefined || index === undefined) return selection;
    let end = Math.max(entry.key.end, entry.value.end);
    for (let at = index + 1; (entries[at]?.path.length ?? 0) > entry.path.length; at += 1)
      end = Math.max(end, entries[at]?.value.end ?? end);
    return rangeOf({ start: entry.key.start, end });
  };
  const symbol = (
    kind: OutlineSymbol["kind"],
    name: string,
    detail: string,
    selection: Range,
  ): OutlineSymbol => ({
    name,
    detail,
    kind,
    range: whole(selection),
    selection,
    children: [],
  });
  const all: Span = { start: 0, end: text.length };
  const list = listIn(kindOfFile(file));
  if (list !== undefined) {
    const own = entries.find((e) => e.path.length === 1 && e.path[0] === list.name);
    const items = entries.filter(({ path }) =>
      list.key === null
        ? path.length === 2 && path[0] === "sections"
        : path.length === 3 && path[2] === list.key,
    );
    const children = items.map((e) => ({
      ...symbol(list.item, plainText(text, e.value), "", rangeOf(e.value)),
      range: whole(rangeOf(e.value)),
    }));
    if (own === undefined) return children;
    const one = symbol(list.name, plainText(text, own.value), "", rangeOf(own.value));
    return [{ ...one, range: rangeOf(all), children }];
  }
  return [
    ...entries
      .filter((e) => e.path.length === 2 && e.path[0] === "sources")
      .map((e) => symbol("source", String(e.path[1]), "", rangeOf(e.key))),
    ...metrics
      .filter((m) => m.derived !== true)
      .map((m) => symbol("metric", m.name, textFor(m.title, locale), m.range)),
    ...segmentations.map((s) => ({
      ...symbol("segmentation", s.name, textFor(s.title, locale), s.range),
      range: rangeOf(all),
      children: s.segments.map(({ id, title, range }) =>
        symbol("segment", id, textFor(title, locale), range),
      ),
    })),
  ].filter(({ name }) => name !== "");
}

const startOf = ({ start }: Range): string => `${start.line}:${start.character}`;

/** The name of a file that is a list of things, and what tells one of them. */
function listIn(kind: FileKind | undefined):
  | {
      readonly name: "check" | "strategy" | "plan" | "digest";
      readonly item: "test" | "action" | "floor" | "section";
      /** The key of an item that names it; `null` where the items of `sections` do. */
      readonly key: string | null;
    }
  | undefined {
  if (kind === "check") return { name: "check", item: "test", key: "test" };
  if (kind === "digest") return { name: "digest", item: "section", key: null };
  if (kind === "plan") return { name: "plan", item: "floor", key: "segment" };
  return kind === "strategy" ? { name: "strategy", item: "action", key: "id" } : undefined;
}
