/** Questions about a set of customers: who they are, how many, what share, which figure. */
import { has, phrasesOf, type Reading } from "../reading.ts";
import { setOf } from "./customer-set.ts";
import { customers, type Frame } from "./frame.ts";
import { by, byOrBeside, figureOf, sortOf, topOf } from "./list-and-figure.ts";

export const shareFrame: Frame = {
  takes: [...customers, "share", "value", "howmuch", "figure", "sum", "how", "count"],
  bonus: 0.1,
  makes: (r) => {
    const set = setOf(r);
    if (!has(r, "share") || set.length === 0) return null;
    const value = phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "figure")[0]?.of;
    const of =
      value === undefined ? ({ kind: "customers" } as const) : ({ kind: "value", value } as const);
    return { kind: "share", set, of };
  },
};

export const figureFrame: Frame = {
  takes: [
    ...customers,
    "figure",
    "value",
    "mean",
    "median",
    "sum",
    "high",
    "low",
    "howmuch",
    "count",
    "what",
    "how",
    "each-of",
    "sort",
    "times",
    "meaning",
    "compare",
    "between",
  ],
  makes: (r) => {
    const sums = has(r, "figure", "mean", "median", "howmuch", "sum", "each-of");
    // The longest absent are customers; the highest value is a number.
    const before = phrasesOf(r, "sort").some((s) => s.form === "before" && s.by !== "recency");
    const worth = phrasesOf(r, "value").some(({ how }) => how !== undefined);
    const counted = has(r, "count") && !has(r, "howmuch") && !has(r, "figure");
    const lists = has(r, "customers", "who", "list", "top-of");
    const windowed = phrasesOf(r, "value").some((v) => v.windowed === true);
    const told = has(r, "value") && (setOf(r).length > 0 || windowed);
    const wanted =
      sums || worth || (before && !lists) || (told && !has(r, "who", "list", "top-of"));
    const figure = figureOf(r);
    // "How many points have gold members": the value is what is counted.
    if (counted && has(r, "value") && setOf(r).length > 0 && figure !== null)
      return {
        kind: "figure",
        set: setOf(r),
        ...figure,
        how: has(r, "mean") || isShare(r, figure.of) ? "mean" : has(r, "median") ? "median" : "sum",
        ...by(r),
      };
    if (!wanted || figure === null || (counted && !has(r, "mean", "sum"))) return null;
    return { kind: "figure", set: setOf(r), ...figure, ...byOrBeside(r, setOf(r)) };
  },
};

export const countFrame: Frame = {
  takes: [...customers, "count", "howmuch", "sum", "each-of", "churn"],
  makes: (r) => (has(r, "count") ? { kind: "count", set: setOf(r), ...by(r) } : null),
};

export const countEachFrame: Frame = {
  // "Which city has the most champions": all of them beside each other, the largest first.
  takes: [...customers, "value", "sort", "high", "low", "count", "compare", "between"],
  bonus: 0.2,
  makes: (r) => {
    const set = setOf(r);
    const texts = r.lexicon.catalog.values.filter(({ type }) => type === "text");
    const named = phrasesOf(r, "value").find(({ id }) => texts.some((v) => v.id === id));
    const asks = has(r, "what") || named?.text.startsWith("哪") === true;
    if (named !== undefined && asks && has(r, "high", "low") && set.length > 0)
      return r.names.length > 0 ? null : { kind: "count", set, by: named.id };
    const several = set.find((c) => c.kind === "one-of" && c.values.length > 1);
    return has(r, "compare") && several?.kind === "one-of"
      ? { kind: "count", set, by: several.value }
      : null;
  },
};

export const eachFrame: Frame = {
  takes: [...customers, "each-of"],
  bonus: -0.5,
  makes: (r) => {
    const each = phrasesOf(r, "each-of")[0];
    return each === undefined ? null : { kind: "count", set: setOf(r), by: each.by };
  },
};

const leavesScheme = ({ parts, lexicon }: Reading): boolean =>
  parts.some(({ phrases, filler }) => {
    const [scheme] = phrases;
    return (
      !filler &&
      scheme?.kind === "segmentation" &&
      phrases.every(({ kind }) => kind === "segmentation") &&
      lexicon.catalog.segmentations.some((s) => s.id === scheme.id && s.assign === "first")
    );
  });

const isShare = ({ lexicon }: Reading, id: string): boolean =>
  lexicon.catalog.values.some((v) => v.id === id && v.unit === "share");

const isText = ({ lexicon }: Reading, id: string): boolean =>
  lexicon.catalog.values.some((v) => v.id === id && v.type === "text");

export const listFrame: Frame = {
  takes: [
    ...customers,
    "sort",
    "top-of",
    "top",
    "high",
    "low",
    "quantity",
    "count",
    "number",
    "orderby",
  ],
  // "top 10 by …": the value that a "top" stands beside, and since when. Customers have no order by a text.
  also: (r) =>
    has(r, "top-of", "high", "low") && !phrasesOf(r, "value").some(({ id }) => isText(r, id))
      ? ["value", "period"]
      : [],
  makes: (r) => {
    // A scheme that is named and picks nobody would be left out without a word.
    if (leavesScheme(r)) return null;
    const set = setOf(r);
    const [sort, top] = [sortOf(r), topOf(r)];
    const asks = has(r, "list", "who", "customers", "what", "them");
    if (set.length === 0 && sort === undefined && !(asks && has(r, "customers"))) return null;
    return {
      kind: "list",
      set,
      ...(sort === undefined ? {} : { sort }),
      ...(top === undefined ? {} : { top }),
    };
  },
};
