/** A last segment for everyone whom no other one took. */
import type { TextEdit } from "../../problem.ts";
import { writtenAt } from "./expression-text.ts";
import { isEmpty, lineEnd, type Entry } from "./scan-yaml.ts";
import { rangesIn } from "./segment-places.ts";

/**
 * The segment with `else: true`, or the tier with `rest: true`, where a list has none.
 *
 * @returns `undefined` where there is one, a customer can be in several, or the list is written in brackets
 */
export function restSegment(
  file: string,
  text: string,
  entries: readonly Entry[],
): { readonly id: string; readonly edits: readonly TextEdit[] } | undefined {
  const kind = writtenAt(text, entries, "kind");
  const [list, rest] = kind === "tiers" ? ["tiers", "rest"] : ["segments", "else"];
  if (kind !== "tiers" && (kind !== "rules" || writtenAt(text, entries, "assign") === "all"))
    return undefined;
  const own = entries.find((e) => e.path.length === 1 && e.path[0] === list);
  const items = entries.filter((e) => e.path[0] === list && e.path.length === 2);
  const inside = entries.filter((e) => e.path[0] === list && e.path.length >= 2);
  const has = inside.some((e) => e.path.length === 3 && e.path[2] === rest);
  const [first] = items;
  if (own === undefined || first === undefined || first.flow || !isEmpty(own.value) || has)
    return undefined;
  const ids = new Set(
    inside.filter((e) => e.path[2] === "id").map((e) => text.slice(e.value.start, e.value.end)),
  );
  let id = "others";
  for (let count = 2; ids.has(id); count += 1) id = `others_${count}`;
  const end = lineEnd(text, Math.max(...inside.map((e) => Math.max(e.key.end, e.value.end))));
  const newText = `\n${" ".repeat(first.column)}- { id: ${id}, ${rest}: true }`;
  return { id, edits: [{ file, range: rangesIn(text)({ start: end, end }), newText }] };
}
