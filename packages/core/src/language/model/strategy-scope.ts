/** Names in the rules of actions: those of a customer, and how long ago somebody last contacted them. */
import type { Localised } from "../config/text.ts";
import { foldName } from "./fold-name.ts";
import type { Resolved, Scope } from "./scope.ts";

/** Days since the last contact that somebody logged, `neverContacted` where nobody did. */
export const sinceContactName = "days_since_contact";

/** What `days_since_contact` is for customers whom nobody has contacted: a hundred years, so that "longer ago than" holds. */
export const neverContacted = 36_500;

/** What people call it, and what it is in a sentence. */
export const sinceContactWords: { readonly title: Localised; readonly definition: Localised } = {
  title: { en: "Days since the last contact", zh: "距上次联系天数" },
  definition: {
    en: "Days from the last contact that somebody logged to the as-of date; a hundred years where nobody did, so that longer ago than any number of days holds.",
    zh: "从最近一次登记的联系到数据日期的天数；从未联系过的客户按一百年计，因此“早于若干天”对其成立。",
  },
};

const sinceContact: Resolved = { ref: { kind: "since-contact" }, type: "number", unit: "days" };

/** @param scope of a customer */
export const strategyScope = (scope: Scope): Scope => ({
  // Not spread: a scope works out its names only where one is unknown.
  get names() {
    return [...scope.names, sinceContactName];
  },
  aggregate: scope.aggregate,
  segmentsOf: scope.segmentsOf,
  resolve: (parts) =>
    parts.length === 1 && foldName(parts[0] ?? "") === sinceContactName
      ? sinceContact
      : scope.resolve(parts),
});
