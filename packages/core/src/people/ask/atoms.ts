/** The smallest pieces of a question: a word, a Chinese character, a number, a sign, something in quotes. */

export type Atom = {
  /** As words are compared: small letters, without ending. */
  readonly key: string;
  readonly text: string;
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "han" | "number" | "sign" | "quoted";
};

import { stem } from "./stem.ts";

const pieces =
  /(?<quoted>'[^']+'|"[^"]+"|“[^”]+”|‘[^’]+’|「[^」]+」|『[^』]+』)|(?<mail>[\w.+-]+@[\w-]+\.[\w.-]+)|(?<short>['’](?:s|re|ve|d|ll|m)\b|n['’]t\b)|(?<iso>\d{4}-\d{2}-\d{2})|(?<number>\d+(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}])|\d+(?:\.\d+)?(?:[km]\b|(?![\p{L}\p{N}_-])|(?=\p{Script=Han})))|(?<han>\p{Script=Han})|(?<word>(?:(?!\p{Script=Han}|n['’]t\b)[\p{L}\p{M}\p{N}_])+(?:(?:[.&-]|['’](?!(?:s|re|ve|d|ll|m)\b))(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_])+)*)|(?<sign><=|>=|<>|!=|[^\s])/giu;

/**
 * Cuts a text. Nothing but spaces is lost.
 *
 * @param text in NFKC
 * @example atomsOf("top 20 挽留").map((a) => a.key) // => ["top", "20", "挽", "留"]
 */
export function atomsOf(text: string): readonly Atom[] {
  return [...text.matchAll(pieces)].map((match) => {
    const groups = match.groups ?? {};
    const [raw] = match;
    const at = { text: raw, start: match.index, end: match.index + raw.length };
    const small = raw.toLowerCase();
    if (groups["quoted"] !== undefined) return { ...at, kind: "quoted", key: raw.slice(1, -1) };
    if (groups["number"] !== undefined || groups["iso"] !== undefined)
      return { ...at, kind: "number", key: small };
    if (groups["han"] !== undefined) return { ...at, kind: "han", key: raw };
    if (groups["sign"] !== undefined) return { ...at, kind: "sign", key: raw };
    return { ...at, kind: "word", key: stem(small.replaceAll("’", "'")) };
  });
}
