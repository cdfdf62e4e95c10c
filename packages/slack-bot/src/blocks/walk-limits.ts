import { isObject, type Json, type JsonObject } from "./json.ts";
import { commonLimits, limits, type Limit } from "./limits.ts";

/** The limits of an element, by its type. */
export const limitsOf = (element: JsonObject): readonly Limit[] => [
  ...(typeof element["type"] === "string" ? (limits[element["type"]] ?? []) : []),
  ...commonLimits,
];

/** The size that a limit counts; `null` where there is nothing to count. */
export function sizeOf(value: Json, limit: Limit): number | null {
  if (limit.counts === "characters") return typeof value === "string" ? value.length : null;
  return Array.isArray(value) ? value.length : null;
}

/**
 * The element with every value at `path` replaced by what `change` gives for it.
 *
 * @param path as in `Limit.at`
 */
export function changeAt(
  element: Json,
  path: string,
  change: (value: Json, pointer: string) => Json,
  pointer = "",
): Json {
  if (path === "") return change(element, pointer);
  if (path.startsWith("[]")) {
    if (!Array.isArray(element)) return element;
    const rest = path.slice(2).replace(/^\./, "");
    return element.map((item: Json, i) => changeAt(item, rest, change, `${pointer}/${i}`));
  }
  const [, key = "", rest = ""] = /^([^.[]+)\.?(.*)$/.exec(path) ?? [];
  const inner = isObject(element) ? element[key] : undefined;
  if (!isObject(element) || inner === undefined) return element;
  return { ...element, [key]: changeAt(inner, rest, change, `${pointer}/${key}`) };
}
