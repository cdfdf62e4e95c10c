/** How a list is ordered, the first of it, figures, parts. */
import type { Rule } from "../chart.ts";
import type { Phrase } from "../phrase.ts";
import type { How } from "../question.ts";
import type { Known } from "./known.ts";
import { rule, type Of } from "./rule.ts";

/** The rules of order and figures. */
export function orderRules({ catalog, has, known }: Known): readonly Rule<Phrase>[] {
  const chance = catalog.values.find(({ estimate }) => estimate?.of === "p_alive")?.id;

  const superlative = (
    high: boolean,
    value: Of<"value">,
    form: "before" | "after",
  ): Phrase | null => {
    if (known(value.id)?.type === "text") return null;
    // The most recent is who bought the fewest days ago.
    const turned = value.id === "recency" && /^recent/i.test(value.text);
    return { kind: "sort", by: value.id, descending: high !== turned, form };
  };
  const figure =
    (how: How) =>
    (value: Of<"value">): Phrase | null =>
      known(value.id)?.type === "number" ? { kind: "figure", of: value.id, how } : null;
  const said = (value: Of<"value">, descending = true): Phrase | null =>
    known(value.id) === undefined || known(value.id)?.type === "text"
      ? null
      : { kind: "sort", by: value.id, descending, form: "said" };
  const each = (by: string): Phrase | null =>
    known(by) === undefined || known(by)?.type === "text" || known(by)?.type === "boolean"
      ? { kind: "each-of", by }
      : null;
  const soonGone = (): Phrase | null =>
    chance === undefined ? null : { kind: "sort", by: chance, descending: false, form: "said" };
  return [
    rule(["orderby", "value"], (_, value) => said(value)),
    rule(["orderby", "value", "sorting"], (_, value) => said(value)),
    rule(["value", "sorting"], (value) => said(value)),
    rule(["orderby", "value", "descending"], (_, value) => said(value)),
    rule(["orderby", "value", "ascending"], (_, value) => said(value, false)),
    rule(["orderby", "value", "ascending", "sorting"], (_, value) => said(value, false)),
    rule(["orderby", "value", "descending", "sorting"], (_, value) => said(value)),
    rule(["value", "high", "sorting"], (value) => said(value)),
    rule(["value", "low", "sorting"], (value) => said(value, false)),
    rule(["value", "descending"], (value) => said(value)),
    rule(["value", "ascending"], (value) => said(value, false)),
    rule(["high", "value"], (_, value) => superlative(true, value, "before")),
    rule(["low", "value"], (_, value) => superlative(false, value, "before")),
    rule(["value", "high"], (value) => superlative(true, value, "after")),
    rule(["value", "low"], (value) => superlative(false, value, "after")),
    rule(["high", "not-bought"], () =>
      has("recency") ? { kind: "sort", by: "recency", descending: true, form: "after" } : null,
    ),
    rule(["near", "churn"], soonGone),
    rule(["risk"], soonGone),
    rule(["near", "not-bought"], soonGone),
    rule(["top", "number"], ({ word }, { value }) =>
      word === "first" && value === 1 ? null : { kind: "top-of", top: value },
    ),
    rule(["top", "quantity"], (_, { value, unit }) =>
      unit === "people" ? { kind: "top-of", top: value } : null,
    ),
    rule(["number", "high"], ({ value }, { word }) =>
      word === "more" ? null : { kind: "top-of", top: value },
    ),
    rule(["mean", "value"], (_, value) => figure("mean")(value)),
    rule(["value", "mean"], (value) => figure("mean")(value)),
    rule(["median", "value"], (_, value) => figure("median")(value)),
    rule(["value", "median"], (value) => figure("median")(value)),
    rule(["sum", "value"], (_, value) => figure("sum")(value)),
    rule(["value", "sum"], (value) => figure("sum")(value)),
    rule(["each", "value"], (_, { id }) => each(id)),
    rule(["each", "segmentation"], (_, { id }) => each(id)),
  ];
}
