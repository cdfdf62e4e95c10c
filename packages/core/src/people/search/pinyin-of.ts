import { pinyin, polyphonic } from "pinyin-pro";

/** How a name sounds: syllables without tones, ü as v, one for each Chinese character. */
export type Sound = {
  /** @example "suzhoulihua" */
  readonly full: string;
  /** @example "szlh" */
  readonly initials: string;
  /** Where syllables begin in `full`. @example [0, 2, 6, 8] */
  readonly starts: readonly number[];
};

type Character = { readonly sound: string; readonly several: boolean };
const characters = new Map<string, Character>();

/** Looking a character up costs a thousand times what remembering it does; there are some ten thousand. */
function characterOf(text: string): Character {
  const known = characters.get(text);
  if (known !== undefined) return known;
  const [sound = ""] = pinyin(text, { toneType: "none", type: "array", v: true });
  const [sounds = []] = polyphonic(text, { toneType: "none", type: "array" });
  const character = { sound, several: new Set(sounds).size > 1 };
  characters.set(text, character);
  return character;
}

const chinese = /\p{Script=Han}/u;

/**
 * The sound of the Chinese characters of a name; `null` where it has none. A character with several sounds takes the one of the
 * word it stands in: 重庆 is chongqing.
 *
 * @example soundOf("苏州丽华") // => { full: "suzhoulihua", initials: "szlh", starts: [0, 2, 6, 8] }
 */
export function soundOf(name: string): Sound | null {
  if (!chinese.test(name)) return null;
  const own = Array.from(name).filter((c) => chinese.test(c));
  const alone = own.map(characterOf);
  const syllables = alone.some(({ several }) => several)
    ? pinyin(name, { toneType: "none", type: "array", v: true, nonZh: "removed" })
    : alone.map(({ sound }) => sound);
  return heard(syllables);
}

/** @example soundFrom("su zhou") // => { full: "suzhou", initials: "sz", starts: [0, 2] } */
export const soundFrom = (syllables: string): Sound => heard(syllables.split(" "));

/** The syllables of a sound, with spaces between them: what `soundFrom` reads. */
export const syllablesOf = ({ full, starts }: Sound): string =>
  starts.map((at, i) => full.slice(at, starts[i + 1])).join(" ");

function heard(syllables: readonly string[]): Sound {
  const starts: number[] = [];
  let full = "";
  for (const syllable of syllables) {
    starts.push(full.length);
    full += syllable;
  }
  return { full, initials: syllables.map((s) => s[0] ?? "").join(""), starts };
}
