/**
 * A short name for what a value says: the same content gives the same key, whatever the order of its keys and wherever it
 * stands in a file (spans and places do not count). 64-bit FNV-1a; names columns, guards nothing.
 *
 * @returns 16 hexadecimal digits
 * @example contentKey({ a: 1 }) === contentKey({ a: 1, span: { start: 3, end: 4 } }) // => true
 */
export function contentKey(value: unknown): string {
  let hash = 0xcbf29ce484222325n;
  const text = canonical(value);
  for (let i = 0; i < text.length; i += 1) {
    hash ^= BigInt(text.charCodeAt(i));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

const ignored: ReadonlySet<string> = new Set(["span", "place", "whenPlace", "title", "actionable"]);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([key, part]) => !ignored.has(key) && part !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
}
