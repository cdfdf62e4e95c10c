/** Questions that lean on the one before: "only gold ones", "and in 上海?", "sort them by clv", "the next 20". */
import { narrowed } from "./frames/customer-set.ts";
import type { PhraseKind } from "./phrase.ts";
import type { AskQuestion, ListQuestion } from "./question.ts";
import { has, phrasesOf, setBefore, setIn, whoIn, type Reading } from "./reading.ts";

/** What a question is made of that only adds to another. */
const leaning: ReadonlySet<PhraseKind> = new Set<PhraseKind>([
  "segment",
  "held",
  "condition",
  "not-bought",
  "customers",
  "and",
  "but",
  "them",
  "only",
  "about",
  "show",
  "what",
  "who",
  "how",
  "sort",
  "top-of",
  "top",
  "each-of",
  "each",
  "list",
  "quantity",
  "number",
  "more",
  "before",
  "orderby",
  "descending",
  "ascending",
  "mean",
  "median",
  "sum",
  "high",
  "low",
  "unknown",
  "place",
  "count",
  "sorting",
  "not",
]);

/**
 * The question before, changed by what is said now; null where nothing leans on it.
 *
 * @example the list of a segment, then "only those in Suzhou" // => the same list with a condition more
 */
export function followUp(reading: Reading): AskQuestion | null {
  const { previous, parts } = reading;
  if (previous === undefined) return null;
  const content = parts.filter(({ filler }) => !filler);
  if (content.some(({ phrases }) => !phrases.some(({ kind }) => leaning.has(kind)))) return null;
  const first = parts[0];
  const begins = first?.phrases.some(
    ({ kind }) =>
      kind === "and" || kind === "about" || kind === "only" || kind === "but" || kind === "not",
  );
  const [leading] = first?.phrases ?? [];
  const without = leading?.kind === "condition" && "negated" in leading.is && leading.is.negated;
  const leans =
    begins === true ||
    without ||
    /呢[？?]?$|^[^\s]+\s*[?？]$/u.test(reading.text) ||
    has(reading, "about", "only", "them");
  const counts = has(reading, "count");
  const set = setIn(reading);
  const own = reading.names.length === 0 && set.length === 0;
  if (previous.kind === "list" && own && has(reading, "more", "before") && !has(reading, "value"))
    return page(reading, previous);
  const who = whoIn(reading);
  if (who !== undefined && begins === true && "who" in previous && who.kind === "named")
    return { ...previous, who };
  if (who !== undefined) return null;
  const before = setBefore(reading);
  if (before === undefined) return null;
  if (counts && own && !has(reading, "customers", "sum")) return { kind: "count", set: before };
  if (counts) return null;
  const sort =
    phrasesOf(reading, "sort").find(({ form }) => form === "said") ?? phrasesOf(reading, "sort")[0];
  const top = phrasesOf(reading, "top-of")[0];
  const each = phrasesOf(reading, "each-of")[0];
  if (set.length === 0) {
    if (each !== undefined && (previous.kind === "count" || previous.kind === "figure"))
      return { ...previous, by: each.by };
    if (each !== undefined) return { kind: "count", set: before, by: each.by };
    const how = (["mean", "median", "sum", "high", "low"] as const).find((kind) =>
      has(reading, kind),
    );
    if (previous.kind === "figure" && how !== undefined && sort === undefined)
      return { ...previous, how: how === "high" ? "most" : how === "low" ? "least" : how };
    // "Top 20 customers by …" names whom it means.
    if (top !== undefined && has(reading, "customers") && !leans) return null;
    if (sort === undefined && top === undefined)
      return previous.kind !== "list" && has(reading, "who", "list", "show", "what")
        ? { kind: "list", set: before }
        : null;
    const asked: ListQuestion = previous.kind === "list" ? previous : { kind: "list", set: before };
    const spent = reading.lexicon.catalog.values.some(({ id }) => id === "monetary");
    const order =
      sort === undefined
        ? (asked.sort ?? (spent ? { by: "monetary", descending: true } : undefined))
        : { by: sort.by, descending: sort.descending };
    const most = top?.top ?? manyIn(reading) ?? asked.top;
    return {
      kind: "list",
      set: asked.set,
      ...(order === undefined ? {} : { sort: order }),
      ...(most === undefined ? {} : { top: most }),
    };
  }
  if (!leans) return null;
  const both = narrowed(before, set);
  if ("set" in previous) {
    if (previous.kind === "list") {
      const { offset: _, ...kept } = previous;
      return { ...kept, set: both };
    }
    return { ...previous, set: both };
  }
  return { kind: "list", set: both };
}

/** How many customers a page has where nobody says. */
const usualPage = 10;

/** How many customers a text names: a number alone, or of people. */
const manyIn = (reading: Reading): number | undefined =>
  phrasesOf(reading, "number")[0]?.value ??
  phrasesOf(reading, "quantity").find(({ unit }) => unit === "people")?.value;

function page(reading: Reading, previous: ListQuestion): AskQuestion {
  const size = manyIn(reading) ?? previous.top ?? usualPage;
  const offset = previous.offset ?? 0;
  if (has(reading, "before"))
    return { ...previous, offset: Math.max(0, offset - (previous.top ?? usualPage)) };
  return { ...previous, top: size, offset: offset + (previous.top ?? usualPage) };
}
