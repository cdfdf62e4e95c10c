/** Who bought, how often, and who has not. */
import type { Rule } from "../chart.ts";
import type { Bound, Period, Phrase } from "../phrase.ts";
import type { Known } from "./known.ts";
import { compare, condition, dated, numeric, rule, toBound } from "./rule.ts";

/** The rules of buying. */
export function buyingRules({ asOf, bounded, has }: Known): readonly Rule<Phrase>[] {
  const away = (days: number): Phrase | null =>
    has("recency") ? compare("recency", ">", numeric(days)) : null;
  /** Nobody who bought on that day or after it. */
  const notFrom = (day: string): Phrase | null =>
    has("last_order")
      ? condition({
          kind: "any",
          of: [
            { kind: "compare", value: "last_order", is: "<", than: dated(day) },
            { kind: "missing", value: "last_order", negated: false },
          ],
        })
      : null;
  const notSince = ({ days, from, current }: Period): Phrase | null =>
    (current === true || days === null) && from !== null
      ? notFrom(from)
      : days === null
        ? null
        : away(days);
  const seen = (period: Period): Phrase | null =>
    period.from !== null && period.to !== null && period.to > asOf && has("last_order")
      ? compare("last_order", ">=", dated(period.from))
      : null;
  const often = (bound: Bound): Phrase | null =>
    bound.unit === "times" && has("frequency")
      ? bounded({ kind: "value", id: "frequency", text: "" }, bound)
      : null;

  const notBought = (): Phrase => ({ kind: "not-bought" });

  return [
    rule(["not", "buy"], notBought),
    rule(["not", "value"], (_, { id }) => (id === "frequency" ? notBought() : null)),
    rule(["never", "buy"], () => condition({ kind: "never-bought" })),
    rule(["never", "value"], (_, { id }) =>
      id === "frequency" || id === "monetary" ? condition({ kind: "never-bought" }) : null,
    ),
    rule(["not-bought", "quantity"], (_, { value, unit }) =>
      unit === "days" ? away(value) : null,
    ),
    rule(["quantity", "not-bought"], ({ value, unit }) => (unit === "days" ? away(value) : null)),
    rule(["not-bought", "bound"], (_, bound) => (bound.unit === "days" ? away(bound.low) : null)),
    rule(["bound", "not-bought"], (bound) => (bound.unit === "days" ? away(bound.low) : null)),
    rule(["not-bought", "period"], (_, period) => notSince(period)),
    rule(["period", "not-bought"], notSince),
    rule(["not-bought", "after_day", "date"], (_, __, { iso }) => notFrom(iso)),
    rule(["not-bought", "after_day", "period"], (_, __, { from }) =>
      from === null ? null : notFrom(from),
    ),
    rule(["not-bought", "since", "period"], (_, __, { from }) =>
      from === null ? null : notFrom(from),
    ),
    rule(["value", "bound"], ({ id }, bound) =>
      id === "last_order" && bound.unit === "days" && has("recency")
        ? bounded({ kind: "value", id: "recency", text: "" }, bound)
        : null,
    ),
    rule(["value", "quantity"], ({ id }, { value, unit }) =>
      id === "recency" && unit === "days" ? away(value) : null,
    ),
    rule(["quantity", "value"], ({ value, unit }, { id }) =>
      id === "recency" && unit === "days" ? away(value) : null,
    ),
    rule(["buy", "period"], (_, period) => seen(period)),
    rule(["period", "buy"], (period) => seen(period)),
    rule(["buy", "bound"], (_, bound) => often(bound)),
    rule(["bound", "buy"], (bound) => often(bound)),
    rule(["bound"], often),
    rule(["buy", "only", "quantity"], (_, __, { value, percent, unit }) =>
      often(toBound("=", { value, percent, unit })),
    ),
    rule(["buy", "quantity"], (_, { value, percent, unit }) =>
      often(toBound("=", { value, percent, unit })),
    ),
  ];
}
