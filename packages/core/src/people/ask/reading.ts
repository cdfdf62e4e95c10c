/** What a question offers to the frames that try to read it. */
import type { Localised } from "../../language/config/text.ts";
import type { AskCatalog } from "./ask-catalog.ts";
import { atomsOf } from "./atoms.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Name } from "./names.ts";
import type { Part } from "./parts.ts";
import type { PhraseKind, PhraseOf } from "./phrase.ts";
import type { AskQuestion, Condition, CustomerSet, SegmentRef, Who } from "./question.ts";

export type Reading = {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly lexicon: Lexicon;
  readonly previous: AskQuestion | undefined;
  readonly names: readonly Name[];
};

export const phrasesOf = <K extends PhraseKind>(
  { parts }: Pick<Reading, "parts">,
  kind: K,
): readonly PhraseOf<K>[] =>
  parts.flatMap(
    (part) =>
      // The filter leaves phrases of the kind.
      part.phrases.filter((p) => p.kind === kind).slice(0, 1) as unknown as PhraseOf<K>[],
  );

export const has = (reading: Pick<Reading, "parts">, ...kinds: readonly PhraseKind[]): boolean =>
  reading.parts.some(({ phrases }) => phrases.some(({ kind }) => kinds.includes(kind)));

/** The customer whom a question names, or means by a word for the one before. */
export function whoIn(reading: Reading): Who | undefined {
  const place = phrasesOf(reading, "place")[0];
  const [name] = reading.names;
  if (name !== undefined) return { kind: "named", text: name.text };
  const id = reading.parts.find((part) => part.phrases.some(({ kind }) => kind === "quoted"));
  if (id !== undefined && id.phrases[0]?.kind === "quoted")
    return { kind: "named", text: id.phrases[0].text };
  if (place !== undefined) return { kind: "place", place: place.place };
  return undefined;
}

export const whoBefore = ({ previous }: Reading): Who | undefined =>
  previous !== undefined && "who" in previous ? previous.who : undefined;

/** The customers that the answer before was about. */
export function setBefore({ previous }: Reading): CustomerSet | undefined {
  if (previous === undefined) return undefined;
  if ("set" in previous) return previous.set;
  if (previous.kind === "trend" && previous.of.kind === "segment") return [inSegment(previous.of)];
  if (previous.kind === "define" && previous.of.kind === "segment") return [inSegment(previous.of)];
  return undefined;
}

const inSegment = ({ segmentation, segment }: SegmentRef): Condition => ({
  kind: "segment",
  segmentation,
  segment,
  negated: false,
});

const texts = (title: Localised): readonly string[] =>
  typeof title === "string" ? [title] : Object.values(title);

/** Words of a title as they are compared. */
const wordsIn = (title: Localised): ReadonlySet<string> =>
  new Set(texts(title).flatMap((text) => atomsOf(text.normalize("NFKC")).map(({ key }) => key)));

/** Whether all of a text is part of a title: "members" of "Member stage". */
const standsIn = (text: string, title: Localised): boolean => {
  const words = wordsIn(title);
  return (
    texts(title).some((t) => t.includes(text)) || atomsOf(text).every(({ key }) => words.has(key))
  );
};

/**
 * The segments that a question names, each once: of several by the same word the one whose segmentation is named too, then the
 * one beside the others, then the first of the project.
 */
export function segmentsIn(reading: Reading): readonly SegmentRef[] {
  const named = phrasesOf(reading, "segment");
  const sure = named.filter(({ refs }) => refs.length === 1).flatMap(({ refs }) => refs);
  const { segmentations } = reading.lexicon.catalog;
  const mentioned = (id: string): boolean => {
    const title = segmentations.find((s) => s.id === id)?.title ?? "";
    return reading.parts.some(
      ({ phrases, text, filler }) =>
        !filler &&
        !phrases.some(({ kind }) => kind === "segment") &&
        phrases.some(
          ({ kind }) => kind === "segmentation" || kind === "held" || kind === "customers",
        ) &&
        standsIn(text, title),
    );
  };
  return named.flatMap(({ refs }) => {
    const chosen =
      refs.find((ref) => mentioned(ref.segmentation)) ??
      refs.find((ref) => sure.some((s) => s.segmentation === ref.segmentation)) ??
      refs[0];
    return chosen === undefined ? [] : [chosen];
  });
}

/** All conditions that a question says, each column once. */
export function setIn(reading: Reading): CustomerSet {
  const segments = segmentsIn(reading);
  const { catalog } = reading.lexicon;
  const titles = [
    ...segments.map(
      (ref) => catalog.segmentations.find((s) => s.id === ref.segmentation)?.title ?? "",
    ),
    ...reading.parts.flatMap(({ phrases }) =>
      phrases.flatMap((p) => {
        const ids =
          p.kind === "each-of"
            ? [p.by]
            : p.kind === "held"
              ? p.ways.map(({ value }) => value)
              : p.kind === "condition" && "value" in p.is
                ? [p.is.value]
                : [];
        return ids.map((id) => catalog.values.find((v) => v.id === id)?.title ?? "");
      }),
    ),
  ];
  const conditions: Condition[] = [];
  let at = 0;
  for (const { phrases, text, filler } of reading.parts) {
    if (filler) continue;
    const whole = phrases.find((p) => p.kind === "segmentation");
    if (whole?.kind === "segmentation" && phrases.every((p) => p.kind === "segmentation")) {
      const any = inSome(reading, whole.id);
      if (any !== undefined) conditions.push(any);
      continue;
    }
    const [phrase] = phrases.filter(
      ({ kind }) =>
        kind === "segment" || kind === "held" || kind === "condition" || kind === "not-bought",
    );
    if (phrase === undefined || isInName(reading, text)) continue;
    if (phrase.kind === "segment") {
      const ref = segments[at];
      at += 1;
      if (ref !== undefined) conditions.push(inSegment(ref));
    } else if (phrase.kind === "held") {
      const way = phrase.ways[0];
      const absorbed = titles.some(
        (title) =>
          standsIn(text, title) &&
          !phrase.ways.some(
            ({ value }) => catalog.values.find((v) => v.id === value)?.title === title,
          ),
      );
      if (way !== undefined && !absorbed)
        conditions.push({ kind: "one-of", value: way.value, values: [way.is], negated: false });
    } else if (phrase.kind === "condition") conditions.push(phrase.is);
    else if (phrase.kind === "not-bought") conditions.push({ kind: "never-bought" });
  }
  return together(conditions, reading.lexicon.catalog);
}

/** On one of the lists of a segmentation: "key accounts" where that is what the lists together are called. */
function inSome({ lexicon }: Reading, id: string): Condition | undefined {
  const found = lexicon.catalog.segmentations.find((s) => s.id === id);
  if (found?.assign !== "all") return undefined;
  const of = found.segments.map((s) => inSegment({ segmentation: id, segment: s.id }));
  return { kind: "any", of };
}

const isInName = ({ names, text: whole }: Reading, text: string): boolean =>
  names.some((name) => name.text !== text && name.text.includes(text) && whole.includes(name.text));

/** Two values of one column are one or the other: nobody lives in two cities, or is in two tiers. */
function together(conditions: readonly Condition[], { segmentations }: AskCatalog): CustomerSet {
  const merged: Condition[] = [];
  const exclusive = (c: Condition): string | null =>
    c.kind === "segment" && !c.negated
      ? (segmentations.find(({ id, assign }) => id === c.segmentation && assign === "first")?.id ??
        null)
      : null;
  for (const condition of conditions) {
    if (merged.some((m) => JSON.stringify(m) === JSON.stringify(condition))) continue;
    const own = exclusive(condition);
    const at = merged.findIndex((m) =>
      m.kind === "one-of" && condition.kind === "one-of"
        ? m.value === condition.value && m.negated === condition.negated
        : own !== null && (m.kind === "any" ? m.of : [m]).every((c) => exclusive(c) === own),
    );
    const before = merged[at];
    if (before === undefined) merged.push(condition);
    else if (before.kind === "one-of" && condition.kind === "one-of")
      merged[at] = { ...before, values: [...new Set([...before.values, ...condition.values])] };
    else
      merged[at] = {
        kind: "any",
        of: [...(before.kind === "any" ? before.of : [before]), condition],
      };
  }
  return merged;
}
