import { normaliseName } from "./normalise-name.ts";

/**
 * The one customer that a text means among those whom it matches: the only one, the one with that id, or the only one with that
 * very name; `undefined` where it can mean several, or nobody.
 *
 * @param rows the best matches first
 * @example meantAmong([{ id: "7", label: "Acme" }, { id: "8", label: "Acme Trading" }], "acme")?.id // => "7"
 * @example meantAmong([{ id: "7", label: "Acme" }, { id: "8", label: "ACME" }], "acme") // => undefined
 */
export function meantAmong<Row extends { readonly id: string; readonly label: string | null }>(
  rows: readonly Row[],
  asked: string,
): Row | undefined {
  const [first, second] = rows;
  if (first === undefined || second === undefined || first.id === asked.trim()) return first;
  const name = normaliseName(asked);
  const named = rows.filter(({ label }) => label !== null && normaliseName(label) === name);
  return named.length === 1 ? named[0] : undefined;
}
