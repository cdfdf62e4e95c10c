/** Names of customers that stand in a question, as the data have them. */
import { wordsIn } from "../search/match-of.ts";
import type { NameOracle } from "../search/name-oracle.ts";
import { normaliseName } from "../search/normalise-name.ts";
import { atomsOf, type Atom } from "./atoms.ts";

/** A stretch of a question, in UTF-16 units; `whole` where it is all of a name, an id or an address. */
export type NamedStretch = {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
};

/** Longer names are found by their beginning. */
const mostAtoms = 16;

/**
 * The stretches that name customers: from each word the longest that is a name or three characters of one. What a question's words
 * themselves mean is not looked at.
 *
 * @param text as `askedText` gives it
 * @example namedStretches("给丽华纺织打电话", nameOracle([{ id: "7", names: ["苏州丽华纺织"] }]))
 *   // => [{ start: 1, end: 5, whole: false }]
 */
export function namedStretches(text: string, oracle: NameOracle): readonly NamedStretch[] {
  const atoms = atomsOf(text);
  return atoms.flatMap((first, from) => {
    if (first.kind === "sign") return [];
    let found: NamedStretch | null = null;
    for (let to = from; to < Math.min(atoms.length, from + mostAtoms); to += 1) {
      const last = atoms[to];
      if (
        last === undefined ||
        last.kind === "sign" ||
        !isJoined(text, atoms[to - 1], last, from === to)
      )
        break;
      const stretch = normaliseName(text.slice(first.start, last.end));
      // Whole names are looked up at once; a part is searched for.
      if (stretch.length >= 3 && !oracle.isWhole(stretch) && !oracle.isPart(stretch)) break;
      const whole = mayBeWhole(atoms.slice(from, to + 1)) && oracle.isWhole(stretch);
      if (whole || saysEnough(stretch)) found = { start: first.start, end: last.end, whole };
    }
    return found ?? [];
  });
}

/** Only spaces and signs of names are between them. */
const isJoined = (text: string, one: Atom | undefined, other: Atom, first: boolean): boolean =>
  first || one === undefined || /^[\s&.'’-]*$/u.test(text.slice(one.end, other.start));

/** A plain number is an amount, unless it begins with a zero as only ids do. */
const mayBeWhole = (atoms: readonly Atom[]): boolean =>
  atoms.length > 1 || atoms[0]?.kind !== "number" || /^0\d/.test(atoms[0].text);

/** Three Chinese characters, or two words: less stands in names by chance. */
const saysEnough = (stretch: string): boolean =>
  (stretch.match(/\p{Script=Han}/gu) ?? []).length >= 3 ||
  wordsIn(stretch).filter((word) => /\p{L}{2}/u.test(word) && !/\p{Script=Han}/u.test(word))
    .length >= 2;
