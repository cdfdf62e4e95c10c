/** How a rule of the grammar is written, and the phrases that several make. */
import type { Rule } from "../chart.ts";
import type { Bound, Phrase, PhraseKind, PhraseOf } from "../phrase.ts";
import type { Comparator, Condition, Operand } from "../question.ts";

/** A phrase of a kind. */
export type Of<K extends PhraseKind> = PhraseOf<K>;
type Parts<Kinds extends readonly PhraseKind[]> = { readonly [I in keyof Kinds]: Of<Kinds[I]> };

/** A rule whose parts have their types. */
export const rule = <const Kinds extends readonly [PhraseKind, ...PhraseKind[]]>(
  of: Kinds,
  make: (...parts: Parts<Kinds>) => Phrase | null,
): Rule<Phrase> => ({
  of,
  // The chart gives parts of the kinds that the rule asks for.
  make: (parts) => make(...(parts as unknown as Parts<Kinds>)),
});

const numberText = (value: number): string => String(Number(value.toPrecision(15)));
export const numeric = (value: number): Operand => ({ kind: "number", text: numberText(value) });
export const dated = (value: string): Operand => ({ kind: "date", value });
export const condition = (is: Condition): Phrase => ({ kind: "condition", is });
export const compare = (value: string, is: Comparator, than: Operand): Phrase =>
  condition({ kind: "compare", value, is, than });

/** An amount, of what is told beside it. */
export type Amount = Pick<Of<"quantity">, "value" | "percent" | "unit">;
export const toBound = (
  is: Bound["is"],
  { value, percent, unit }: Amount,
  high = value,
): Bound => ({
  kind: "bound",
  is,
  low: value,
  high,
  percent,
  unit,
});
/** A number whose unit is that of what it stands beside. */
export const plain = (n: Of<"number">): Amount => ({ ...n, unit: null });
