/**
 * Whether two words are the same but for one slip: a letter added, left out, replaced, or exchanged with its neighbour
 * (Damerau 1964, optimal string alignment distance of at most 1).
 *
 * @example oneSlip("acme", "amce") // => true
 * @example oneSlip("acme", "amec") // => false
 */
export function oneSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.max(a.length, b.length) - shorter > 1) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left === `${right[1] ?? ""}${right[0] ?? ""}`;
}
