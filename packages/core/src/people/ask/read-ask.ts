/** From a person's words to a typed question. */
import { followUp } from "./follow-up.ts";
import { frames } from "./frames/index.ts";
import { grammarOf } from "./grammar/index.ts";
import type { Lexicon } from "./lexicon.ts";
import type { NamedStretch } from "./named-stretches.ts";
import { isUnknown, namesIn } from "./names.ts";
import { partsOf, type Part } from "./parts.ts";
import type { PhraseKind } from "./phrase.ts";
import type { AskQuestion, ReadQuestion } from "./question.ts";
import { whoIn, type Reading } from "./reading.ts";
import { ruleWritten } from "./rule-written.ts";
import { tokenise } from "./tokenise.ts";

/** Longer texts are not questions: what is beyond is cut. */
const longest = 400;

/** What is missed when nothing explains it; other words are asides. */
const matters: ReadonlySet<PhraseKind> = new Set<PhraseKind>([
  "unknown",
  "segment",
  "segmentation",
  "held",
  "value",
  "condition",
  "not-bought",
  "sort",
  "figure",
  "period",
  "bound",
  "quantity",
  "number",
  "quoted",
  "date",
  "place",
]);

/** How much it counts that a part is left unexplained. */
const missed = { matters: 1.6, aside: 0.7, unknown: 2.2 };

/** @param names stretches of `askedText(text)` that customers are called by, as `namedStretches` gives them */
export type AskReader = (
  text: string,
  previous?: AskQuestion,
  names?: readonly NamedStretch[],
) => ReadQuestion;

/** A question as it is read: NFKC, single spaces. */
export const askedText = (text: string): string =>
  text.normalize("NFKC").replaceAll(/\s+/gu, " ").trim().slice(0, longest);

/**
 * A reader of questions about a project. What it does not understand is of kind `unknown`, with the words that it missed and the
 * nearest question that it can answer.
 *
 * @example askReader(buildLexicon(catalog))("how many champions")
 *   // => { kind: "count", set: [{ kind: "segment", segmentation: "rfm", segment: "champions", negated: false }] }
 */
export function askReader(lexicon: Lexicon): AskReader {
  const rules = grammarOf(lexicon);
  return (asked, previous, names = []) => {
    const text = askedText(asked);
    if (text === "" || text === "?" || text === "？") return { kind: "help" };
    const written = ruleWritten(text, lexicon.catalog);
    if (written !== null) return written;
    const parts = partsOf(tokenise(text, lexicon, names), rules);
    const reading: Reading = { text, parts, lexicon, previous, names: namesIn(text, parts) };
    return followUp(reading) ?? bestOf(reading);
  };
}

function bestOf(reading: Reading): ReadQuestion {
  const who = whoIn(reading);
  // Where it is known who is meant, words beside that are told, and stop nothing.
  const sure = reading.names.some((one) => one.sure);
  const [name] = who?.kind === "named" ? reading.names : [];
  let best: {
    readonly score: number;
    readonly question: AskQuestion;
    readonly left: readonly Part[];
    readonly unread: readonly Part[];
  } | null = null;
  for (const frame of frames) {
    const question = frame.makes(reading);
    if (question === null) continue;
    const takes = new Set([...frame.takes, ...(frame.also?.(reading) ?? [])]);
    const left: Part[] = [];
    const unread: Part[] = [];
    let score = frame.bonus ?? 0;
    for (const [at, part] of reading.parts.entries()) {
      const named = reading.names.find(({ from, to }) => at >= from && at < to);
      // A name counts once, however many words it has.
      if ((part.filler && named === undefined) || (named !== undefined && at > named.from))
        continue;
      if (named !== undefined && named === name && takes.has("unknown")) score += 1;
      else if (named !== undefined) {
        score -= missed.unknown;
        left.push(...reading.parts.slice(named.from, named.to));
      } else if (sure && isUnknown(part)) {
        score -= missed.aside;
        unread.push(part);
      } else if (part.phrases.some(({ kind }) => takes.has(kind))) score += 1;
      else if (part.phrases.some(({ kind }) => matters.has(kind))) {
        score -= missed.matters;
        left.push(part);
      } else score -= missed.aside;
    }
    if (best === null || score > best.score) best = { score, question, left, unread };
  }
  if (best === null) return { kind: "unknown", words: wordsOf(reading, reading.parts) };
  if (best.left.length === 0)
    return best.unread.length === 0
      ? best.question
      : { ...best.question, unread: stretchesOf(reading, best.unread) };
  return { kind: "unknown", words: wordsOf(reading, best.left), nearest: best.question };
}

/** Words as they were typed, those apart with dots between them. */
function stretchesOf({ text }: Reading, parts: readonly Part[]): string {
  let told = "";
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    const between = before === undefined ? "" : text.slice(before.end, part.start);
    told += (/^\s*$/.test(between) ? between : " … ") + text.slice(part.start, part.end);
  }
  return told;
}

/** The stretch from the first part to the last, as it was typed. */
function wordsOf({ text }: Reading, parts: readonly Part[]): string {
  const [first, last] = [parts[0], parts.at(-1)];
  return first === undefined || last === undefined ? text : text.slice(first.start, last.end);
}
