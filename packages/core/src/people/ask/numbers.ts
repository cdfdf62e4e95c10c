/** Numbers as people write them: digits, words, 一千二, 1.5万, 20k. */
import type { Atom } from "./atoms.ts";

const english: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dozen: 12,
};
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  million: 1_000_000,
  m: 1_000_000,
  mn: 1_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
};
const digits = "零一二三四五六七八九";
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const tens: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

export type ReadNumber = {
  readonly value: number;
  /** The atom after it. */
  readonly end: number;
};

/**
 * The number that begins at an atom; `null` where there is none.
 *
 * @example numberAt(atomsOf("一千到两千"), 0) // => { value: 1000, end: 2 }
 * @example numberAt(atomsOf("一半"), 0) // => { value: 0.5, end: 2 }
 * @example numberAt(atomsOf("1.5万"), 0) // => { value: 15000, end: 2 }
 */
export function numberAt(atoms: readonly Atom[], at: number): ReadNumber | null {
  const first = atoms[at];
  if (first === undefined) return null;
  if (first.kind === "number" && !first.text.includes("-")) return scaled(atoms, at);
  if (first.key === "一" && atoms[at + 1]?.key === "半") return { value: 0.5, end: at + 2 };
  if (first.key === "half" && !/^(?:an?|year|of)$/.test(atoms[at + 1]?.key ?? ""))
    return { value: 0.5, end: at + 1 };
  if (first.kind === "han") return chineseAt(atoms, at);
  return first.kind === "word" ? englishAt(atoms, at) : null;
}

function scaled(atoms: readonly Atom[], at: number): ReadNumber {
  const written = (atoms[at]?.key ?? "").replaceAll(",", "");
  const suffix = /[km]$/.exec(written)?.[0];
  const value =
    Number(suffix === undefined ? written : written.slice(0, -1)) *
    (suffix === undefined ? 1 : (scales[suffix] ?? 1));
  const next = atoms[at + 1];
  const scale =
    next === undefined ? undefined : (scales[next.key] ?? tens[next.key] ?? places[next.key]);
  return scale === undefined || next === undefined
    ? { value, end: at + 1 }
    : { value: value * scale, end: at + 2 };
}

function englishAt(atoms: readonly Atom[], at: number): ReadNumber | null {
  let total = 0;
  let part = 0;
  let end = at;
  while (end < atoms.length) {
    const key = atoms[end]?.key ?? "";
    // "The gold ones" are not one.
    if (atoms[end]?.text.toLowerCase() === "ones") break;
    const own = Object.hasOwn(english, key) ? english[key] : undefined;
    const scale = Object.hasOwn(scales, key) && key.length > 2 ? scales[key] : undefined;
    if (own !== undefined) part += own;
    else if (scale !== undefined && end > at) {
      part *= scale;
      if (scale >= 1000) {
        total += part;
        part = 0;
      }
    } else break;
    end += 1;
  }
  return end === at ? null : { value: total + part, end };
}

function chineseAt(atoms: readonly Atom[], at: number): ReadNumber | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let last = 1;
  let end = at;
  for (; end < atoms.length; end += 1) {
    const key = atoms[end]?.key ?? "";
    const known = key === "两" ? 2 : digits.indexOf(key);
    const [place, ten] = [places[key], tens[key]];
    if (known >= 0) digit = known;
    else if (place !== undefined) {
      section += (digit ?? 1) * place;
      [digit, last] = [null, place];
    } else if (ten !== undefined && end > at) {
      total += (section + (digit ?? 0)) * ten;
      [section, digit, last] = [0, null, ten];
    } else break;
  }
  if (end === at) return null;
  // 一千二 is 1200, 二十二 is 22.
  const rest = (digit ?? 0) * (last > 10 ? last / 10 : 1);
  return { value: total + section + rest, end };
}
