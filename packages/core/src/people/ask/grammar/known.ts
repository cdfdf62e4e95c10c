/** What the rules of a grammar know of the project: its values, their types and windows. */
import type { AskValue } from "../ask-catalog.ts";
import type { Lexicon } from "../lexicon.ts";
import type { Bound, Phrase } from "../phrase.ts";
import type { Operand } from "../question.ts";
import { compare, condition, numeric, type Of } from "./rule.ts";

export type Known = ReturnType<typeof knownOf>;

/** What a project's catalog answers to rules. */
export function knownOf({ catalog, windows }: Lexicon) {
  const values = new Map(catalog.values.map((v) => [v.id, v]));
  const { asOf } = catalog;
  const known = (id: string): AskValue | undefined => values.get(id);
  const has = (id: string): boolean => values.has(id);
  /** The value over the days asked for; null where no segmentation or metric computes that. */
  const inWindow = (id: string, days: number | null): string | null => {
    const near = (windows.get(id) ?? []).find(
      (w) => days !== null && Math.abs(w - days) * 20 <= days,
    );
    return near === undefined ? null : `${id}_${near}`;
  };

  const bounded = (value: Of<"value">, bound: Bound): Phrase | null => {
    const info = known(value.id);
    if (info?.type !== "number" || (bound.unit === "times" && info.unit !== "orders")) return null;
    if (bound.unit === "people") return null;
    // A percentage is of something that is a part, or of which nobody says what it is.
    if (bound.percent && info.unit !== "share" && info.unit !== null) return null;
    const scaled = (n: number): Operand =>
      numeric(bound.percent || (info.unit === "share" && n > 1) ? n / 100 : n);
    if (bound.is !== "between") return compare(value.id, bound.is, scaled(bound.low));
    return condition({
      kind: "between",
      value: value.id,
      low: scaled(bound.low),
      high: scaled(bound.high),
    });
  };

  return { asOf, bounded, catalog, has, inWindow, known };
}
