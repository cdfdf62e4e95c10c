/** What cards of all models show alike: the parameters with their errors, and why a fit is not used. */
import type { Estimate } from "../domain/model-card.ts";
import { textCell } from "./cells.ts";
import type { Block, Cell } from "./view.ts";

export type ParameterWords = {
  readonly parameter: string;
  readonly value: string;
  readonly standardError: string;
  /** The ends of the 95 % interval. */
  readonly from95: string;
  readonly to95: string;
  readonly logLikelihood: string;
  readonly correlation?: string;
};

/**
 * Parameters to five digits with their standard errors and 95 % intervals, and the log-likelihood.
 *
 * @param correlation of the number of purchases with their value, where it is looked at
 */
export function parameterTable(
  title: string,
  parameters: Readonly<Record<string, Estimate>> | null,
  logLikelihood: number | null,
  words: ParameterWords,
  correlation: number | null = null,
): readonly Block[] {
  if (parameters === null) return [];
  return [
    {
      kind: "table",
      title,
      columns: [
        { id: "parameter", label: words.parameter, type: "text" },
        { id: "value", label: words.value, type: "number" },
        { id: "error", label: words.standardError, type: "number" },
        { id: "low", label: words.from95, type: "number" },
        { id: "high", label: words.to95, type: "number" },
      ],
      rows: [
        ...Object.entries(parameters).map(([name, { value, error, interval }]) => [
          textCell(name),
          fiveDigits(value),
          fiveDigits(error),
          ...none.map((_, end) => fiveDigits(interval?.[end] ?? null)),
        ]),
        [
          textCell(words.logLikelihood),
          {
            value: logLikelihood === null ? null : Math.round(logLikelihood * 1000) / 1000,
            type: "number",
          },
          fiveDigits(null),
          ...none,
        ],
        ...(correlation === null
          ? []
          : [
              [
                textCell(words.correlation ?? ""),
                fiveDigits(correlation),
                fiveDigits(null),
                ...none,
              ],
            ]),
      ],
    },
  ];
}

const fiveDigits = (n: number | null): Cell => ({
  value: n === null ? null : Number(n.toPrecision(5)),
  type: "number",
});

/** Both ends of no interval. */
const none: readonly Cell[] = [fiveDigits(null), fiveDigits(null)];

/** A fit that ran to the edge: the parameter that did, and what that means. */
export function degenerateNote<Why extends string>(
  refusal: { readonly parameter: string; readonly value: number; readonly why: Why },
  words: {
    readonly degenerate: (why: string, at: string) => string;
    readonly whys: Readonly<Record<Why, string>>;
  },
): Block {
  const at = `${refusal.parameter} = ${Number(refusal.value.toPrecision(4))}`;
  return { kind: "note", tone: "warning", text: words.degenerate(words.whys[refusal.why], at) };
}
