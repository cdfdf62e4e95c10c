/** What changed between two texts, line by line. */

export type DiffLine = { readonly sign: "+" | "-" | " "; readonly text: string };

/** The lines of a text; the last line end begins none. */
const linesOf = (text: string): readonly string[] =>
  text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);

/** Two texts of more lines than this, after what is the same at both ends, are told as one taken out and one put in. */
const mostLines = 2000;

/**
 * The shortest way from one text to the other, with what stays the same: removed lines before the added ones of their place.
 *
 * @returns every line of both texts
 * @example lineDiff("a\nb", "a\nc") // => [{ sign: " ", text: "a" }, { sign: "-", text: "b" }, { sign: "+", text: "c" }]
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end += 1;
  const same = (text: string): DiffLine => ({ sign: " ", text });
  return [
    ...a.slice(0, start).map(same),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** By the longest common subsequence of lines. */
function between(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ sign: "-", text });
  const added = (text: string): DiffLine => ({ sign: "+", text });
  if (a.length > mostLines || b.length > mostLines) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  /** Of the lines from `i` and `j` on: how many are common. */
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, now] = [a[i], b[j]];
    if (old !== undefined && old === now) {
      lines.push({ sign: " ", text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(removed(old));
      i += 1;
    } else if (now !== undefined) {
      lines.push(added(now));
      j += 1;
    }
  }
  return lines;
}

/** The lines that changed, with so many that did not before and after each. */
export function hunksOf(lines: readonly DiffLine[], around: number): readonly DiffLine[] {
  const changed = lines.flatMap(({ sign }, i) => (sign === " " ? [] : [i]));
  const near = new Set(
    changed.flatMap((at) => Array.from({ length: 2 * around + 1 }, (_, i) => at - around + i)),
  );
  return lines.filter((_, i) => near.has(i));
}
