/** Functions of texts as the engines do them: by code points, without a language. */

/** Texts in the order of their code points, which is that of their UTF-8 bytes; UTF-16 has another one. */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return surrogatesLast(a) - surrogatesLast(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points beyond all that are one unit, but some of those come after them in UTF-16. */
const surrogatesLast = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;

/** Letters that came with Unicode 16 and later: not every engine knows them, so they keep their case. */
const recent =
  /[\u{264}\u{19B}\u{1C89}\u{1C8A}\u{A7CB}-\u{A7CF}\u{A7D2}-\u{A7D5}\u{A7DA}-\u{A7DC}\u{10D50}-\u{10D65}\u{10D70}-\u{10D85}\u{16EA0}-\u{16EB8}\u{16EBB}-\u{16ED3}]/u;

/** In small letters, one for one. @example lower("İΣ") // => "iσ" */
export const lower = (text: string): string => mapLetters(text, lowerLetter);

/** In capital letters, one for one. @example upper("ßi") // => "ẞI" */
export const upper = (text: string): string => mapLetters(text, upperLetter);

const ascii = /^[\0-\x7f]*$/;

function mapLetters(text: string, map: (letter: string) => string): string {
  return Array.from(text, map).join("");
}

function lowerLetter(letter: string): string {
  if (ascii.test(letter)) return letter.toLowerCase();
  if (letter === "İ") return "i";
  return recent.test(letter) ? letter : letter.toLowerCase();
}

function upperLetter(letter: string): string {
  if (ascii.test(letter)) return letter.toUpperCase();
  if (recent.test(letter)) return letter;
  if (letter === "ß") return "ẞ";
  const mapped = letter.toUpperCase();
  return oneCodePoint(mapped) ? mapped : withIota(letter);
}

const oneCodePoint = (text: string): boolean =>
  text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);

/** Greek letters with a iota below have a capital of their own, which JavaScript takes apart. */
function withIota(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCharCode(code | 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCharCode(code + 9);
  return letter;
}

/** Without white space in a line (Unicode's Zs) at both ends; a tab stays. @example trim(" a\u3000") // => "a" */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return text.slice(start, end);
}
const space = /\p{Zs}/u;
const isSpace = (text: string, at: number): boolean => space.test(text[at] ?? "");

/** Code points. @example length("👍中") // => 2 */
export const length = (text: string): number => Array.from(text).length;

/**
 * From a position, so many code points.
 *
 * @returns null for a position below 1, a length below 0, and any beyond 2³¹
 * @example substring("hello", 2, 3) // => "ell"
 */
export function substring(text: string, from: number, count: number | null): string | null {
  const start = Math.floor(from);
  const size = count === null ? null : Math.floor(count);
  if (start < 1 || start > largest || (size !== null && (size < 0 || size > largest))) return null;
  const characters = Array.from(text);
  return characters.slice(start - 1, size === null ? undefined : start - 1 + size).join("");
}
const largest = 2 ** 31 - 1;

/** Every occurrence; an empty text occurs nowhere. */
export const replace = (text: string, from: string, to: string): string =>
  from === "" ? text : text.replaceAll(from, () => to);

/**
 * Whether a text fits a pattern: `%` is any text, `_` one code point, all else itself.
 *
 * @example like("50 % off", "50%_ff") // => true
 */
export function like(text: string, pattern: string): boolean {
  const characters = Array.from(text);
  const wanted = Array.from(pattern);
  let at = 0;
  let inPattern = 0;
  // Where the last `%` was, and how much of the text it takes: more whenever what follows does not fit.
  let anyAt = -1;
  let anyUntil = 0;
  while (at < characters.length) {
    const want = wanted[inPattern];
    if (want === "%") {
      anyAt = inPattern;
      anyUntil = at;
      inPattern += 1;
    } else if (want !== undefined && (want === "_" || want === characters[at])) {
      at += 1;
      inPattern += 1;
    } else if (anyAt >= 0) {
      anyUntil += 1;
      at = anyUntil;
      inPattern = anyAt + 1;
    } else return false;
  }
  return wanted.slice(inPattern).every((want) => want === "%");
}
