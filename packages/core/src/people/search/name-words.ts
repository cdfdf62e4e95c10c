/** The different words of names, for finding those that are one slip away. */
import { oneSlip } from "./one-slip.ts";

export type NameWords = {
  /** Before `finish` only. */
  readonly add: (word: string) => void;
  readonly finish: () => void;
  /** Words but for one slip the same, the word itself left out; in the order of bytes. */
  readonly near: (word: string) => readonly string[];
};

/** So many are kept: more different words are codes and not names. */
const mostWords = 1_000_000;
/** Nobody means so many. */
const mostNear = 50;

/**
 * One slip leaves one half of a word as it is, unless the letters on both sides of the middle are exchanged: words are kept in order
 * from both ends.
 *
 * @example words.near("tradign") // => ["trading"]
 */
export function nameWords(): NameWords {
  let adding: Set<string> | null = new Set<string>();
  let forward: readonly string[] = [];
  let backward: readonly string[] = [];
  return {
    add: (word) => {
      if (adding !== null && adding.size < mostWords) adding.add(word);
    },
    finish: () => {
      forward = [...(adding ?? [])].toSorted(byUnits);
      backward = forward.map(reversed).toSorted(byUnits);
      adding = null;
    },
    near: (word) => {
      const middle = Math.floor(word.length / 2);
      const [left, right] = [word.slice(0, middle), word.slice(middle)];
      const exchanged = `${left.slice(0, -1)}${right.slice(0, 1)}${left.slice(-1)}${right.slice(1)}`;
      const found = [
        ...beginning(forward, left),
        ...beginning(backward, reversed(right)).map(reversed),
        ...beginning(forward, exchanged),
      ].filter((other) => other !== word && oneSlip(word, other));
      return [...new Set(found)].toSorted(byUnits).slice(0, mostNear);
    },
  };
}

const byUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Latin letters and digits, each one or two UTF-16 units that stay together. */
const reversed = (word: string): string => Array.from(word).toReversed().join("");

/** Those of a sorted list that begin so. */
function beginning(sorted: readonly string[], with_: string): readonly string[] {
  const from = firstFrom(sorted, with_);
  let to = from;
  while (sorted[to]?.startsWith(with_) === true) to += 1;
  return sorted.slice(from, to);
}

/** The first place whose word is not before one. */
function firstFrom(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
