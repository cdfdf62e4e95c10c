/** Cuts a question into the words of a project, so that as much as can be is recognised: Chinese has no spaces. */
import { soundOf, type Sound } from "../search/pinyin-of.ts";
import { atomsOf, type Atom } from "./atoms.ts";
import { isSkippable, type Branch, type Lexicon } from "./lexicon.ts";
import type { NamedStretch } from "./named-stretches.ts";
import { numberAt } from "./numbers.ts";
import type { Sense, Token } from "./sense.ts";

type Way = { readonly end: number; readonly senses: readonly Sense[]; readonly worth: number };

const perToken = 0.5;
const fillerToken = 1;
const glueWorth = 0.25;

/** How much an atom is worth when it is recognised: two characters are about a word. */
const weight = (atom: Atom | undefined): number => (atom?.kind === "han" ? 1 : 2);

/**
 * The tokens of a question, in order. Of all ways to cut it the one that recognises most, in the longest pieces.
 *
 * @param text in NFKC
 * @param names stretches that customers are called by
 * @example tokenise("how many champions", lexicon).map((t) => t.text) // => ["how many", "champions"]
 */
export function tokenise(
  text: string,
  lexicon: Lexicon,
  names: readonly NamedStretch[] = [],
): readonly Token[] {
  const plain = cut(text, lexicon, []);
  const called = names.filter((name) => isCalled(name, plain));
  return called.length === 0 ? plain : cut(text, lexicon, called);
}

/** Words that the project knows all of are those words, unless they are a long name as a whole. */
function isCalled({ start, end, whole }: NamedStretch, plain: readonly Token[]): boolean {
  const within = plain.filter((token) => token.end > start && token.start < end);
  const understood = within.every(({ senses }) => senses.every(({ cat }) => cat !== "unknown"));
  const split = within.some((token) => token.start < start || token.end > end);
  return !understood || (whole && (split || within.length > 1));
}

function cut(text: string, lexicon: Lexicon, names: readonly NamedStretch[]): readonly Token[] {
  const atoms = atomsOf(text);
  const sounding = soundsIn(atoms, lexicon);
  const best: { readonly worth: number; readonly way: Way | null }[] = [];
  for (let at = atoms.length; at >= 0; at -= 1) {
    if (at === atoms.length) {
      best[at] = { worth: 0, way: null };
      continue;
    }
    const ways = [
      unknownAt(at),
      ...known(atoms, at, lexicon),
      ...sounding(at),
      ...others(atoms, at),
      ...calledAt(atoms, at, names),
    ];
    let chosen = { worth: -1, way: null as Way | null };
    for (const way of merged(ways)) {
      const worth = way.worth + (best[way.end]?.worth ?? 0);
      const tied = Math.abs(worth - chosen.worth) < 1e-9;
      // Of two the one that begins with the longer word.
      if (tied ? way.end > (chosen.way?.end ?? at) : worth > chosen.worth) chosen = { worth, way };
    }
    best[at] = chosen;
  }
  const tokens: Token[] = [];
  for (let at = 0; at < atoms.length;) {
    const way = best[at]?.way ?? unknownAt(at);
    const [from, to] = [atoms[at], atoms[way.end - 1]];
    const start = from?.start ?? 0;
    const end = to?.end ?? start;
    tokens.push({ text: text.slice(start, end), start, end, senses: way.senses });
    at = way.end;
  }
  return tokens;
}

const unknownAt = (at: number): Way => ({ end: at + 1, senses: [{ cat: "unknown" }], worth: 0 });

/** Ways that end at the same place are one token with all senses. */
function merged(ways: readonly Way[]): readonly Way[] {
  const byEnd = new Map<number, Way>();
  for (const way of ways) {
    const other = byEnd.get(way.end);
    if (other === undefined || other.worth === 0) byEnd.set(way.end, way);
    else if (way.worth > 0)
      byEnd.set(way.end, {
        end: way.end,
        senses: [...other.senses, ...way.senses],
        worth: Math.max(other.worth, way.worth),
      });
  }
  return [...byEnd.values()];
}

/** Everything in the tree that begins here. */
function known(atoms: readonly Atom[], start: number, { root }: Lexicon): readonly Way[] {
  const ways: Way[] = [];
  const walk = (at: number, node: Branch, worth: number, skipped: boolean): void => {
    if (at > start) {
      const senses = skipped ? node.loose : [...node.senses, ...node.loose];
      if (senses.length > 0)
        ways.push({ end: at, senses, worth: worthOf(senses, worth, at - start) });
    }
    const atom = atoms[at];
    if (atom === undefined) return;
    const next = node.next.get(atom.key);
    if (next !== undefined) walk(at + 1, next, worth + weight(atom), skipped);
    if (at > start && isSkippable(atom.key)) walk(at + 1, node, worth + skippedWorth(atom), true);
  };
  walk(start, root, 0, false);
  return ways;
}

const skippedWorth = (atom: Atom): number => weight(atom) * glueWorth;

function worthOf(senses: readonly Sense[], worth: number, atoms: number): number {
  const filler = senses.every((s) => s.cat === "job" && s.job === "glue");
  if (!filler) return worth - perToken;
  return atoms === 1 ? worth * glueWorth : worth - fillerToken;
}

/** A whole name is one word of the question; a part of one counts a little less than known words do. */
function calledAt(
  atoms: readonly Atom[],
  at: number,
  names: readonly NamedStretch[],
): readonly Way[] {
  const start = atoms[at]?.start;
  return names.flatMap((name) => {
    if (name.start !== start) return [];
    const after = atoms.findIndex((atom) => atom.start >= name.end);
    const end = after < 0 ? atoms.length : after;
    const worth = atoms.slice(at, end).reduce((sum, atom) => sum + weight(atom), 0);
    const each = name.whole ? 1.1 : 0.85;
    return [{ end, senses: [{ cat: "name" }], worth: worth * each - perToken } as const];
  });
}

/** Places that are written in letters in the data, said in Chinese. */
function soundsIn(atoms: readonly Atom[], { sounds }: Lexicon): (at: number) => readonly Way[] {
  if (sounds.size === 0) return () => [];
  const runs = new Map<number, { readonly from: number; readonly sound: Sound | null }>();
  for (let from = 0; from < atoms.length; from += 1) {
    if (atoms[from]?.kind !== "han") continue;
    let to = from;
    while (atoms[to]?.kind === "han") to += 1;
    const text = atoms.slice(from, to).map(({ key }) => key);
    const run = { from, sound: soundOf(text.join("")) };
    for (let at = from; at < to; at += 1) runs.set(at, run);
    from = to;
  }
  return (at) => {
    const run = runs.get(at);
    if (run === undefined || run.sound === null) return [];
    const { full, starts } = run.sound;
    const ways: Way[] = [];
    const begin = at - run.from;
    for (let length = 2; length <= longestPlace && begin + length <= starts.length; length += 1) {
      const found = sounds.get(full.slice(starts[begin], starts[begin + length] ?? full.length));
      if (found !== undefined) ways.push({ end: at + length, senses: found, worth: length - 0.4 });
    }
    return ways;
  };
}

/** Characters of a place's name. */
const longestPlace = 6;

const months: Readonly<Record<string, number>> = Object.fromEntries(
  "january february march april may june july august september october november december"
    .split(" ")
    .flatMap((month, i) => [
      [month, i + 1] as const,
      ...(month === "may" ? [] : [[month.slice(0, 3), i + 1] as const]),
    ]),
);
const places: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};

/** Numbers, dates, places in a list, text in quotes, signs. */
function others(atoms: readonly Atom[], at: number): readonly Way[] {
  const atom = atoms[at];
  if (atom === undefined) return [];
  const one = (sense: Sense, worth = weight(atom) - perToken): Way => ({
    end: at + 1,
    senses: [sense],
    worth,
  });
  if (atom.kind === "quoted") return [one({ cat: "quoted", text: atom.key })];
  if (atom.kind === "number" && atom.text.includes("-"))
    return [one({ cat: "date", iso: atom.text })];
  if (atom.kind === "word") {
    const month = Object.hasOwn(months, atom.key) ? months[atom.key] : undefined;
    if (month !== undefined) return [one({ cat: "named-month", month })];
    const place = Object.hasOwn(places, atom.key)
      ? places[atom.key]
      : Number(/^(\d+)(?:st|nd|rd|th)$/.exec(atom.key)?.[1] ?? Number.NaN);
    if (place !== undefined && Number.isInteger(place)) return [one({ cat: "place", place })];
  }
  if (atom.kind === "han" && atom.key === "第") {
    const read = numberAt(atoms, at + 1);
    if (read !== null) {
      const counted = /[个位名家条]/.test(atoms[read.end]?.key ?? "") ? 1 : 0;
      return [
        { end: read.end + counted, senses: [{ cat: "place", place: read.value }], worth: 2.5 },
      ];
    }
  }
  if (atom.key === "#") {
    const read = numberAt(atoms, at + 1);
    if (read !== null)
      return [{ end: read.end, senses: [{ cat: "place", place: read.value }], worth: 2.5 }];
  }
  const number = numberAt(atoms, at);
  // A number that begins with a zero is an id.
  if (number !== null && !/^0\d/.test(atom.text)) {
    const after = atoms[number.end]?.key;
    const percent = after === "%" || after === "percent" || after === "per cent";
    // 三成 are 30 %.
    if (after === "成" && atom.kind === "han" && !/[为了]/.test(atoms[number.end + 1]?.key ?? ""))
      return [
        {
          end: number.end + 1,
          senses: [{ cat: "number", value: number.value * 10, percent: true }],
          worth: number.end + 1 - at,
        },
      ];
    const worth = (number.end - at) * weight(atom) - perToken;
    const sense = { cat: "number", value: number.value, percent } as const;
    return [
      { end: number.end + (percent ? 1 : 0), senses: [sense], worth: worth + (percent ? 1 : 0) },
    ];
  }
  return atom.kind === "sign" ? [one({ cat: "sign", sign: atom.key }, 0.1)] : [];
}
