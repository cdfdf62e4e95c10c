/** Names of customers: what is left over when all words are known. */
import type { Part } from "./parts.ts";
import type { PhraseKind } from "./phrase.ts";

/** A name that was not a word of the project; the parts from `from` up to `to`. */
export type Name = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** A customer is called so. */
  readonly sure: boolean;
};

export const isUnknown = ({ phrases }: Part): boolean =>
  phrases.some(({ kind }) => kind === "unknown");

/**
 * Names that customers are known to have; where there are none, what is left over: what no word of the project is, with what belongs to them. Suzhou is a city, and part of "Suzhou
 * Lihua"; 周 is a week, and a family.
 */
export function namesIn(text: string, parts: readonly Part[]): readonly Name[] {
  const names: Name[] = parts.flatMap((part, at) =>
    isSure(part)
      ? { text: text.slice(part.start, part.end), from: at, to: at + 1, sure: true }
      : [],
  );
  if (names.length > 0) return names;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined || !isUnknown(part)) continue;
    const own = /[a-z]/i.test(part.text)
      ? latinName(text, parts, at)
      : chineseName(text, parts, at);
    const [first, last] = [parts[own.from], parts[own.to - 1]];
    if (first === undefined || last === undefined) continue;
    names.push({ ...own, text: text.slice(first.start, last.end), sure: false });
    at = own.to - 1;
  }
  return names;
}

const isSure = ({ phrases }: Part): boolean =>
  phrases.some((phrase) => phrase.kind === "unknown" && phrase.sure === true);

type Stretch = { readonly from: number; readonly to: number };

/** Unknown words beside each other, and cities or trades beside them. */
function latinName(text: string, parts: readonly Part[], at: number): Stretch {
  let [from, to] = [at, at + 1];
  const isPart = (part: Part): boolean => isUnknown(part) || isValue(part);
  for (let before = parts[from - 1]; before !== undefined; before = parts[from - 1]) {
    if (!isValue(before) || !isBeside(text, before, parts[from])) break;
    from -= 1;
  }
  for (let next = parts[to]; next !== undefined; next = parts[to]) {
    if (!isPart(next) || !isBeside(text, parts[to - 1], next)) break;
    to += 1;
  }
  // "Garden 1": a number ends a name; one that begins with a zero is an id of its own.
  const [last, number] = [parts[to - 1], parts[to]];
  const numbered =
    number?.phrases.some(({ kind }) => kind === "number") === true && /^\d+$/.test(number.text);
  if (numbered && last !== undefined && !isId(last) && number.start === last.end + 1) to += 1;
  return { from, to };
}

function chineseName(text: string, parts: readonly Part[], at: number): Stretch {
  let from = at;
  const touches = (one: number): boolean => parts[one]?.end === parts[one + 1]?.start;
  // A day that nothing counts is a character like any other: 天 of 天气.
  while (isBareUnit(parts[from - 1]) && touches(from - 1)) from -= 1;
  if (isSurname(parts[from - 1]) && touches(from - 1)) from -= 1;
  let to = from === at && isSplitName(parts.slice(at, at + 3)) ? at + 3 : at + 1;
  for (let next = parts[to]; next !== undefined; next = parts[to]) {
    if (!isUnknown(next) || !isBeside(text, parts[to - 1], next)) break;
    to += 1;
  }
  return { from, to };
}

/** Whether only spaces and signs of names are between them. */
const isBeside = (text: string, one: Part | undefined, other: Part | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  !isId(one) &&
  !isId(other) &&
  !/[^\s&.'’-]/u.test(text.slice(one.end, other.start));

/** Something with a digit in it stands alone. */
const isId = ({ text }: Part): boolean => /\d/.test(text);

const isValue = (part: Part): boolean =>
  !part.filler && part.phrases.some(({ kind }) => kind === "held");

const units: ReadonlySet<PhraseKind> = new Set([
  "day",
  "week",
  "month",
  "year",
  "times",
  "measure",
]);

const isBareUnit = (part: Part | undefined): boolean =>
  part?.text.length === 1 &&
  /\p{Script=Han}/u.test(part.text) &&
  part.phrases.every(({ kind }) => units.has(kind));

/** Names of families that are words as well. */
const surnames = new Set(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤",
);

const isSurname = (part: Part | undefined): boolean =>
  part !== undefined && !part.filler && !isUnknown(part) && surnames.has(part.text);

/** A word of one character can be the middle of a name: 王和平. */
const isSplitName = ([first, middle, last]: readonly Part[]): boolean =>
  first !== undefined &&
  middle !== undefined &&
  last !== undefined &&
  surnames.has(first.text) &&
  !isUnknown(middle) &&
  isUnknown(last) &&
  last.end - first.start === 3;
