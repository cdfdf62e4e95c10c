/** How a list is ordered and cut, and which figure of a set is meant. */
import type { CustomerSet, How, Sort } from "../question.ts";
import { has, phrasesOf, type Reading } from "../reading.ts";

const monetary = "monetary";

/** How a list is ordered: as it says, by the value that a "top" stands beside, by what customers spent. */
export function sortOf(reading: Reading): Sort | undefined {
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

/** How many of a list are wanted. */
export const topOf = (reading: Reading): number | undefined => {
  const top = phrasesOf(reading, "top-of")[0]?.top;
  if (top !== undefined) return top;
  const counted = phrasesOf(reading, "quantity").find(({ unit }) => unit === "people");
  const plain = phrasesOf(reading, "number").find(
    ({ value, percent }) => !percent && Number.isInteger(value) && value > 0 && value <= 1000,
  );
  return counted?.value ?? plain?.value;
};

/** The value whose figure is meant: a number of customers, with how it is summed up. */
export function figureOf(reading: Reading): { readonly of: string; readonly how: How } | null {
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
  // Shares do not add up.
  const adds = unit !== "share";
  const how = has(reading, "mean")
    ? "mean"
    : has(reading, "median")
      ? "median"
      : has(reading, "high")
        ? "most"
        : has(reading, "low")
          ? "least"
          : adds && (value.how === "sum" || has(reading, "sum") || isSummed(value.id, unit ?? null))
            ? "sum"
            : "mean";
  return { of: value.id, how };
}

/** Money and orders add up, unless they are a mean already. */
export const isSummed = (id: string, unit: string | null): boolean =>
  (unit === "money" || unit === "orders") && !/mean|average|per_/i.test(id);

/** By what a figure is split, where it is. */
export const by = (reading: Reading): { readonly by?: string } => {
  const each = phrasesOf(reading, "each-of")[0];
  return each === undefined ? {} : { by: each.by };
};

/** By what a figure is split; of several values that are put beside each other, by what these are values of. */
export function byOrBeside(reading: Reading, set: CustomerSet): { readonly by?: string } {
  const several = set.find((c) => c.kind === "one-of" && c.values.length > 1 && !c.negated);
  return has(reading, "compare", "what") && several?.kind === "one-of"
    ? { by: several.value }
    : by(reading);
}
