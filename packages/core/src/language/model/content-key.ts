/**
 * A short name for what a value says: the same content gives the same key, whatever the order of its keys and wherever it
 * stands in a file (spans and places do not count). 64-bit FNV-1a; names columns, guards nothing.
 *
 * @returns 16 hexadecimal digits
 * @example contentKey({ a: 1 }) === contentKey({ a: 1, span: { start: 3, end: 4 } }) // => true
 */
export function contentKey(value: unknown): string {
  const text = canonical(value);
  // Two halves of 32 bits: the prime is 2^40 + 0x1b3, and no product passes 2^53.
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let i = 0; i < text.length; i += 1) {
    low = (low ^ text.charCodeAt(i)) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 2 ** 8) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
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
