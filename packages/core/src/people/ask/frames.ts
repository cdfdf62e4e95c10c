/** The kinds of questions: what each needs, what it uses up, and what it makes of it. The one that explains most is meant. */
import type { PhraseKind } from "./phrase.ts";
import type { AskQuestion, CustomerSet, How, Sort } from "./question.ts";
import {
  has,
  phrasesOf,
  segmentsIn,
  setBefore,
  setIn,
  whoBefore,
  whoIn,
  type Reading,
} from "./reading.ts";

export type Frame = {
  /** What it may explain; what is in none of its parts counts against it. */
  readonly takes: readonly PhraseKind[];
  /** What it explains besides where the condition holds. */
  readonly also?: (reading: Reading) => readonly PhraseKind[];
  readonly makes: (reading: Reading) => AskQuestion | null;
  /** Where several explain as much; default 0. */
  readonly bonus?: number;
};

const someone = ["unknown", "place", "quoted", "him", "number"] as const;
const customers = [
  "segment",
  "segmentation",
  "held",
  "condition",
  "not-bought",
  "customers",
  "and",
  "but",
  "who",
  "what",
  "them",
  "only",
  "show",
  "list",
  "buy",
] as const;

const monetary = "monetary";

/** The previous customer where the words mean them. */
const anybody = (reading: Reading) => whoIn(reading) ?? whoBefore(reading);

/** The set of a question, with that of the answer before where it is meant. */
function setOf(reading: Reading): CustomerSet {
  const own = setIn(reading);
  const before = has(reading, "them") ? setBefore(reading) : undefined;
  return before === undefined ? own : narrowed(before, own);
}

/** Conditions that come to others; one of the same column takes its place. */
export function narrowed(before: CustomerSet, more: CustomerSet): CustomerSet {
  const columns = new Set(more.map(columnOf).filter((c) => c !== null));
  const kept = before.filter((c) => {
    const column = columnOf(c);
    return column === null || !columns.has(column);
  });
  return [...kept, ...more];
}

const columnOf = (condition: CustomerSet[number]): string | null =>
  condition.kind === "one-of" || condition.kind === "missing" ? condition.value : null;

/** How a list is ordered: as it says, by the value that a "top" stands beside, by what customers spent. */
function sortOf(reading: Reading): Sort | undefined {
  const said = phrasesOf(reading, "sort").at(-1);
  if (said !== undefined) {
    // "Bottom 5 by …"
    const turned = said.form === "said" && has(reading, "low");
    return { by: said.by, descending: said.descending && !turned };
  }
  const { catalog } = reading.lexicon;
  const beside = phrasesOf(reading, "value").find(
    ({ id }) => catalog.values.find((v) => v.id === id)?.type !== "text",
  );
  const first = has(reading, "top-of", "high", "low");
  if (beside !== undefined && first && !has(reading, "figure"))
    return { by: beside.id, descending: !has(reading, "low") };
  if (!first || !catalog.values.some((v) => v.id === monetary)) return undefined;
  const period = phrasesOf(reading, "period")[0];
  const window = (reading.lexicon.windows.get(monetary) ?? []).find(
    (days) =>
      period?.days !== undefined && period.days !== null && Math.abs(days - period.days) < 20,
  );
  return {
    by: window === undefined ? monetary : `${monetary}_${window}`,
    descending: !has(reading, "low"),
  };
}

const topOf = (reading: Reading): number | undefined => {
  const top = phrasesOf(reading, "top-of")[0]?.top;
  if (top !== undefined) return top;
  const counted = phrasesOf(reading, "quantity").find(({ unit }) => unit === "people");
  const plain = phrasesOf(reading, "number").find(
    ({ value, percent }) => !percent && Number.isInteger(value) && value > 0 && value <= 1000,
  );
  return counted?.value ?? plain?.value;
};

/** The value whose figure is meant: a number of customers, with how it is summed up. */
function figureOf(reading: Reading): { readonly of: string; readonly how: How } | null {
  const { catalog } = reading.lexicon;
  const figure = phrasesOf(reading, "figure")[0];
  if (figure !== undefined) return { of: figure.of, how: figure.how };
  const sort = phrasesOf(reading, "sort").find(({ form }) => form !== "said");
  if (sort !== undefined) return { of: sort.by, how: sort.descending ? "most" : "least" };
  const value = phrasesOf(reading, "value").find(
    ({ id }) => catalog.values.find((v) => v.id === id)?.type === "number",
  );
  if (value === undefined) return null;
  const unit = catalog.values.find((v) => v.id === value.id)?.unit;
  const how = has(reading, "mean")
    ? "mean"
    : has(reading, "median")
      ? "median"
      : has(reading, "high")
        ? "most"
        : has(reading, "low")
          ? "least"
          : value.how === "sum" || has(reading, "sum") || isSummed(value.id, unit ?? null)
            ? "sum"
            : "mean";
  return { of: value.id, how };
}

/** Money and orders add up, unless they are a mean already. */
const isSummed = (id: string, unit: string | null): boolean =>
  (unit === "money" || unit === "orders") && !/mean|average|per_/i.test(id);

const by = (reading: Reading): { readonly by?: string } => {
  const each = phrasesOf(reading, "each-of")[0];
  return each === undefined ? {} : { by: each.by };
};

export const frames: readonly Frame[] = [
  { takes: ["help", "what", "how"], makes: (r) => (has(r, "help") ? { kind: "help" } : null) },
  { takes: ["hello"], makes: (r) => (has(r, "hello") ? { kind: "hello" } : null) },
  {
    takes: ["segmentsof", "what", "list", "show", "customers", "count"],
    bonus: 0.2,
    makes: (r) =>
      has(r, "segmentsof") && segmentsIn(r).length === 0 ? { kind: "segments" } : null,
  },
  {
    takes: [
      "meaning",
      "what",
      "how",
      "segment",
      "segmentation",
      "value",
      "customers",
      "show",
      "segmentsof",
    ],
    makes: (r) => {
      if (!has(r, "meaning") && !has(r, "what")) return null;
      if (phrasesOf(r, "value").some(({ how }) => how !== undefined)) return null;
      if (!has(r, "meaning") && has(r, "customers")) return null;
      const [segment] = segmentsIn(r);
      if (segment !== undefined) return { kind: "define", of: { kind: "segment", ...segment } };
      const value = phrasesOf(r, "value")[0];
      if (value !== undefined && value.how === undefined)
        return { kind: "define", of: { kind: "value", value: value.id } };
      const segmentation = phrasesOf(r, "segmentation")[0];
      return segmentation === undefined
        ? null
        : { kind: "define", of: { kind: "segmentation", segmentation: segmentation.id } };
    },
  },
  {
    takes: [...someone, "segment", "reach", "become", "how", "what", "joined", "customers", "when"],
    bonus: 0.3,
    makes: (r) => {
      const [who, segment] = [anybody(r), segmentsIn(r)[0]];
      return has(r, "reach") && who !== undefined && segment !== undefined
        ? { kind: "reach", who, segment }
        : null;
    },
  },
  {
    takes: [
      ...someone,
      ...customers,
      "why",
      "value",
      "become",
      "joined",
      "left",
      "sort",
      "how",
      "high",
      "low",
      "top",
      "them",
    ],
    bonus: 0.2,
    makes: (r) => {
      const who = anybody(r);
      return has(r, "why") && who !== undefined ? { kind: "why", who } : null;
    },
  },
  {
    takes: [...someone, "next", "what", "how", "show", "customers", "segment", "more"],
    bonus: 0.1,
    makes: (r) => {
      const who = anybody(r);
      return has(r, "next") && who !== undefined ? { kind: "next", who } : null;
    },
  },
  {
    takes: [
      ...someone,
      "history",
      "when",
      "become",
      "segment",
      "joined",
      "left",
      "changed",
      "period",
      "last",
      "what",
      "show",
      "since",
      "how",
      "meaning",
      "customers",
      "lastrun",
    ],
    makes: (r) => {
      const who = anybody(r);
      const told = has(r, "history", "changed") || (has(r, "when") && segmentsIn(r).length > 0);
      return told && who !== undefined ? { kind: "history", who } : null;
    },
  },
  {
    takes: [
      ...someone,
      "value",
      "howmuch",
      "count",
      "what",
      "when",
      "how",
      "who",
      "show",
      "list",
      "buy",
      "times",
      "customers",
      "last",
      "share",
      "sum",
      "meaning",
      "figure",
    ],
    bonus: 0.1,
    makes: (r) => {
      const who = anybody(r);
      const value = phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "figure")[0]?.of;
      return who !== undefined && value !== undefined ? { kind: "value", who, value } : null;
    },
  },
  {
    takes: [
      "segment",
      "held",
      "customers",
      "compare",
      "value",
      ">",
      "<",
      "sort",
      "high",
      "low",
      "and",
      "or",
      "between",
      "what",
      "how",
      "show",
      "figure",
      "mean",
      "from",
      "until",
      "to",
    ],
    bonus: 0.3,
    makes: (r) => {
      const segments = segmentsIn(r);
      if (segments.length < 2 || !has(r, "compare", ">", "<")) return null;
      const value =
        phrasesOf(r, "value")[0]?.id ??
        phrasesOf(r, "sort")[0]?.by ??
        phrasesOf(r, "figure")[0]?.of;
      return { kind: "compare", segments, ...(value === undefined ? {} : { by: value }) };
    },
  },
  {
    takes: [
      "segment",
      "customers",
      "joined",
      "left",
      "changed",
      "from",
      "to",
      "until",
      "since",
      "after_day",
      "lastrun",
      "period",
      "last",
      "who",
      "what",
      "count",
      "list",
      "show",
      "why",
      "and",
      "compare",
      "value",
      "held",
      "become",
      "churn",
      "trend",
    ],
    makes: (r) => {
      const [first, second] = segmentsIn(r);
      if (first === undefined) return has(r, "changed") ? { kind: "moves" } : null;
      // "Lost" can be a segment itself.
      const verbs = {
        parts: r.parts.filter(({ phrases }) => !phrases.some((p) => p.kind === "segment")),
      };
      const way = has(verbs, "from") && has(verbs, "to", "until");
      const moved = way || has(verbs, "joined", "left", "changed", "become");
      const pair = second !== undefined && first.segmentation === second.segmentation;
      // 忠实会员降温了: what was one is the other now.
      const turned = /了[吗呢?？。]*$/u.test(r.text) && !has(r, "and", "or");
      if (pair && !has(r, "compare") && (moved || turned))
        return { kind: "moves", from: first, into: second };
      if (!moved) return null;
      if (has(verbs, "left")) return { kind: "moves", from: first };
      return { kind: "moves", into: first };
    },
  },
  {
    takes: [
      "trend",
      "segment",
      "value",
      "customers",
      "how",
      "what",
      "show",
      "period",
      "joined",
      "last",
      "since",
      "changed",
      "count",
      "figure",
      "sum",
      "history",
      "not",
    ],
    bonus: 0.1,
    makes: (r) => {
      if (!has(r, "trend")) return null;
      const [segment] = segmentsIn(r);
      if (segment !== undefined) return { kind: "trend", of: { kind: "segment", ...segment } };
      const value = phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "figure")[0]?.of;
      if (value !== undefined) return { kind: "trend", of: { kind: "value", value } };
      return has(r, "customers") ? { kind: "trend", of: { kind: "customers" } } : null;
    },
  },
  {
    takes: [...customers, "share", "value", "howmuch", "figure", "sum", "how", "count"],
    bonus: 0.1,
    makes: (r) => {
      const set = setOf(r);
      if (!has(r, "share") || set.length === 0) return null;
      const value = phrasesOf(r, "value")[0]?.id ?? phrasesOf(r, "figure")[0]?.of;
      const of =
        value === undefined
          ? ({ kind: "customers" } as const)
          : ({ kind: "value", value } as const);
      return { kind: "share", set, of };
    },
  },
  {
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
          how: has(r, "mean") ? "mean" : "sum",
          ...by(r),
        };
      if (!wanted || figure === null || (counted && !has(r, "mean", "sum"))) return null;
      return { kind: "figure", set: setOf(r), ...figure, ...by(r) };
    },
  },
  {
    takes: [...customers, "count", "howmuch", "sum", "each-of", "churn"],
    makes: (r) => (has(r, "count") ? { kind: "count", set: setOf(r), ...by(r) } : null),
  },
  {
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
  },
  {
    takes: [...customers, "each-of"],
    bonus: -0.5,
    makes: (r) => {
      const each = phrasesOf(r, "each-of")[0];
      return each === undefined ? null : { kind: "count", set: setOf(r), by: each.by };
    },
  },
  {
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
    // "top 10 by …": the value that a "top" stands beside, and since when.
    also: (r) => (has(r, "top-of", "high", "low") ? ["value", "period"] : []),
    makes: (r) => {
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
  },
  {
    takes: [...someone, "segment", "customers", "list", "only"],
    bonus: -0.1,
    makes: (r) => {
      const who = whoIn(r);
      if (has(r, "count", "share", "howmuch", "figure")) return null;
      return who !== undefined && segmentsIn(r).length > 0 ? { kind: "why", who } : null;
    },
  },
  {
    takes: [...someone, "show", "who", "list", "customers", "held", "him"],
    also: (r) => (has(r, "segmentsof") ? ["segmentsof", "what"] : []),
    makes: (r) => {
      const who = whoIn(r) ?? (has(r, "him") ? whoBefore(r) : undefined);
      return who === undefined ? null : { kind: "card", who };
    },
  },
];
