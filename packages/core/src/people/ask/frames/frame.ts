/** A kind of question: what it needs, what it uses up, and what it makes of it. The one that explains most is meant. */
import type { PhraseKind } from "../phrase.ts";
import type { AskQuestion } from "../question.ts";
import type { Reading } from "../reading.ts";

export type Frame = {
  /** What it may explain; what is in none of its parts counts against it. */
  readonly takes: readonly PhraseKind[];
  /** What it explains besides where the condition holds. */
  readonly also?: (reading: Reading) => readonly PhraseKind[];
  readonly makes: (reading: Reading) => AskQuestion | null;
  /** Where several explain as much; default 0. */
  readonly bonus?: number;
};

/** Words that may name a customer. */
export const someone = ["unknown", "place", "quoted", "him", "number"] as const;
/** Words that may name a set of customers. */
export const customers = [
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
