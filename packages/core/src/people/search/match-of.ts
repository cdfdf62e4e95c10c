import type { Findable, Hit, MatchKind } from "./match-order.ts";
import { normaliseName } from "./normalise-name.ts";
import { oneSlip } from "./one-slip.ts";
import { soundOf, type Sound } from "./pinyin-of.ts";

/** Shorter words are not taken for a slip of another: nearly every short word is one letter from some other. */
const shortestTypo = 4;

/** Fewer letters sound like half of all names, one letter off. */
export const shortestHeard = 6;

/** What was asked, as names are compared. */
export type Wanted = {
  readonly text: string;
  readonly words: readonly string[];
  /** Letters alone, where nothing else was typed: what may be pinyin. */
  readonly letters: string | null;
};

/** @example wantedOf("Li Hua") // => { text: "li hua", words: ["li", "hua"], letters: "lihua" } */
export function wantedOf(asked: string): Wanted {
  const text = normaliseName(asked);
  const letters = text.replaceAll("ü", "v").replaceAll(/[\s'’]+/gu, "");
  return { text, words: wordsIn(text), letters: /^[a-z]+$/u.test(letters) ? letters : null };
}

/** @example wordsIn("acme trading-co.") // => ["acme", "trading", "co"] */
export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Letters of a word that is long enough to have a slip in it. */
export const mayHaveSlip = (word: string): boolean => word.length >= shortestTypo;

/**
 * The best way in which a customer matches, and the name that does; or null. Ids match exactly or by their beginning, as data keep
 * them: `00428` is not `428`.
 *
 * @example matchOf("li", { id: "7", names: ["Lihua", "Suzhou Lihua"] }) // => { match: "prefix", name: "Lihua", id: "7" }
 * @example matchOf("szlh", { id: "7", names: ["苏州丽华"] })?.match // => "initials"
 */
export function matchOf(asked: string, customer: Findable): Hit | null {
  return matchOfWanted(asked.trim(), wantedOf(asked), customer, customer.names.map(soundOf));
}

/**
 * `matchOf` for many customers of one question.
 *
 * @param asked trimmed
 * @param sounds of the customer's names, in their order
 */
export function matchOfWanted(
  asked: string,
  wanted: Wanted,
  customer: Findable,
  sounds: readonly (Sound | null)[],
): Hit | null {
  const { id, names, emails = [] } = customer;
  const hit = (match: MatchKind, name: string | undefined): Hit => ({
    match,
    name: name ?? id,
    id,
  });
  if (asked === id) return hit("id", names[0]);
  if (wanted.text === "") return null;
  const folded = names.map((name) => [name, normaliseName(name)] as const);
  const by = (test: (name: string) => boolean): string | undefined =>
    folded.find(([, name]) => test(name))?.[0];
  const same = by((name) => name === wanted.text);
  if (same !== undefined) return hit("name", same);
  if (emails.some((email) => normaliseName(email) === wanted.text)) return hit("email", names[0]);
  const begins = by((name) => name.startsWith(wanted.text));
  if (begins !== undefined) return hit("prefix", begins);
  if (id.toLowerCase().startsWith(wanted.text)) return hit("prefix", names[0]);
  const part = by((name) => hasPart(name, wanted));
  if (part !== undefined) return hit("part", part);
  const heard = folded.flatMap(([name], i) => {
    const sound = sounds[i] ?? null;
    return sound === null ? [] : [[name, sound] as const];
  });
  return soundMatch(hit, heard, wanted) ?? typoMatch(hit, folded, heard, wanted);
}

const hasPart = (name: string, { text, words }: Wanted): boolean =>
  hasStretch(name, text) || (words.length > 1 && words.every((word) => hasStretch(name, word)));

/** One or two letters count at the beginning of a word alone: inside words they stand everywhere. */
const hasStretch = (name: string, stretch: string): boolean =>
  isLong(stretch) || isChinese(stretch)
    ? name.includes(stretch)
    : wordsIn(name).some((word) => word.startsWith(stretch));

/** Whether it has three characters or more. */
export const isLong = (text: string): boolean => Array.from(text).length >= 3;
export const isChinese = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

type MakeHit = (match: MatchKind, name: string | undefined) => Hit;

/** Names and how they sound. */
type Heard = readonly (readonly [string, Sound])[];

function soundMatch(hit: MakeHit, sounds: Heard, { letters }: Wanted): Hit | null {
  if (letters === null || letters.length < 2) return null;
  const pinyin = sounds.find(([, sound]) => soundsLike(sound, letters))?.[0];
  if (pinyin !== undefined) return hit("pinyin", pinyin);
  const initials = sounds.find(([, sound]) => sound.initials.includes(letters))?.[0];
  return initials === undefined ? null : hit("initials", initials);
}

/** From the beginning of some syllable on. */
const soundsLike = ({ full, starts }: Sound, letters: string): boolean =>
  starts.some((at) => full.startsWith(letters, at));

function typoMatch(
  hit: MakeHit,
  folded: readonly (readonly [string, string])[],
  sounds: Heard,
  { words, text, letters }: Wanted,
): Hit | null {
  const near = folded.find(([, name]) => {
    const own = wordsIn(name);
    return (
      words.length > 0 &&
      words.every((word) => own.some((mine) => mine.startsWith(word) || isSlip(word, mine)))
    );
  });
  if (near !== undefined) return hit("typo", near[0]);
  const chinese = /\p{Script=Han}/u.test(text)
    ? folded.find(([, name]) => oneCharacterOff(text, name))
    : undefined;
  if (chinese !== undefined) return hit("typo", chinese[0]);
  if (letters === null || letters.length < shortestHeard) return null;
  const heard = sounds.find(([, { full, starts }]) =>
    starts.some((at) => slipAtStart(letters, full.slice(at))),
  );
  return heard === undefined ? null : hit("typo", heard[0]);
}

const isSlip = (word: string, mine: string): boolean => mayHaveSlip(word) && oneSlip(word, mine);

/** The beginning of what is heard, one letter more or less included. */
const slipAtStart = (letters: string, heard: string): boolean =>
  [-1, 0, 1].some((more) => isSlip(letters, heard.slice(0, letters.length + more)));

/** A stretch of a name that is as long as what was typed and has one other character. */
function oneCharacterOff(text: string, name: string): boolean {
  const asked = Array.from(text);
  const own = Array.from(name);
  if (asked.length < 3) return false;
  return own.some((_, at) => {
    const stretch = own.slice(at, at + asked.length);
    return stretch.length === asked.length && stretch.filter((c, i) => c !== asked[i]).length === 1;
  });
}
