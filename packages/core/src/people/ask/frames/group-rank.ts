/** Which groups have the most: "the industry with the most customers", "消费最高的三个城市". */
import type { How } from "../question.ts";
import type { Part } from "../parts.ts";
import { has, phrasesOf, type Reading } from "../reading.ts";
import { setOf } from "./customer-set.ts";
import { customers, type Frame } from "./frame.ts";
import { isSummed, topOf } from "./list-and-figure.ts";

export const rankFrame: Frame = {
  takes: [
    ...customers,
    "value",
    "segmentation",
    "segmentsof",
    "sort",
    "high",
    "low",
    "count",
    "howmuch",
    "figure",
    "mean",
    "median",
    "sum",
    "top-of",
    "top",
    "quantity",
    "number",
    "orderby",
    "sorting",
    "buy",
  ],
  bonus: 0.4,
  makes: (r) => {
    const by = groupIn(r);
    if (by === null || r.names.length > 0) return null;
    const figure = figureIn(r);
    const set = setOf(r);
    if (figure === null && set.length === 0 && !has(r, "customers", "count")) return null;
    const lowest = has(r, "low") || phrasesOf(r, "sort").some(({ descending }) => !descending);
    const top = topOf(r);
    const rank = { descending: !lowest, ...(top === undefined ? {} : { top }) };
    return figure === null
      ? { kind: "count", set, by, rank }
      : { kind: "figure", set, ...figure, by, rank };
  },
};

/** The attribute or scheme whose groups are put in order: what is asked for, and not a word beside customers. */
function groupIn(r: Reading): string | null {
  const { parts, lexicon, text } = r;
  const at = (kinds: Parameters<typeof has>[1][]): number =>
    parts.findIndex((part) => !part.filler && has({ parts: [part] }, ...kinds));
  const isGroup = (id: string): boolean =>
    lexicon.catalog.values.some((v) => v.id === id && v.type === "text");
  const groupOf = ({ phrases, filler }: Part): string | null => {
    if (filler) return null;
    const value = phrases.find((p) => p.kind === "value");
    const scheme = phrases.find((p) => p.kind === "segmentation");
    if (value?.kind === "value") return isGroup(value.id) ? value.id : null;
    return scheme?.kind === "segmentation" ? scheme.id : null;
  };
  const group = parts.findIndex((part) => groupOf(part) !== null);
  const found = parts[group];
  const by = found === undefined ? null : groupOf(found);
  const most = at(["high", "low", "sort", "top-of"]);
  if (found === undefined || by === null || most < 0) return null;
  const people = at(["customers"]);
  const asked = has(r, "what") || found.text.startsWith("哪");
  // English puts what is asked for first, Chinese last: "the industry with the most customers", 客户最多的行业.
  const isHead = /\p{Script=Han}/u.test(text)
    ? group > most && people < most
    : people < 0 || group < people;
  return asked || isHead ? by : null;
}

/** What is summed up in each group; `null`: its customers are counted. */
function figureIn(r: Reading): { readonly of: string; readonly how: How } | null {
  const [figure] = phrasesOf(r, "figure");
  if (figure !== undefined) return { of: figure.of, how: figure.how };
  const { values } = r.lexicon.catalog;
  const numbers = [
    ...phrasesOf(r, "sort").map(({ by }) => by),
    ...phrasesOf(r, "value").map(({ id }) => id),
  ].flatMap((id) => values.find((v) => v.id === id && v.type === "number") ?? []);
  const [number] = numbers;
  if (number === undefined) return null;
  const how = has(r, "mean") ? "mean" : has(r, "median") ? "median" : null;
  // The most deposits are those of all together, the highest those of each.
  const together = number.unit === null && /最多|最少|\b(?:most|fewest|least)\b/i.test(r.text);
  const summed = together || isSummed(number.id, number.unit);
  return { of: number.id, how: how ?? (summed ? "sum" : "mean") };
}
