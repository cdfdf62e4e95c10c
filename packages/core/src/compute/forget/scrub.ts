/** Takes what tells who a customer is out of descriptions. */
import type { Person } from "./person.ts";

const instead = "(forgotten)";
/** Shorter ids are part of anything: they are taken out only where they stand alone. */
const distinctive = 5;

const isWordSign = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** A text without the customer's ids and words. @example scrubText("ask C428 now", { ids: ["C428"], words: [] }) */
export function scrubText(text: string, { ids, words }: Pick<Person, "ids" | "words">): string {
  let left = text;
  for (const word of words) left = left.split(word).join(instead);
  for (const id of ids) {
    if (left.trim() === id) return instead;
    if (id.length < distinctive) continue;
    let from = 0;
    for (;;) {
      const at = left.indexOf(id, from);
      if (at < 0) break;
      const alone = !isWordSign(left[at - 1]) && !isWordSign(left[at + id.length]);
      left = alone ? left.slice(0, at) + instead + left.slice(at + id.length) : left;
      from = at + (alone ? instead.length : id.length);
    }
  }
  return left;
}

/** Every text in a value that was JSON, scrubbed; a text that is no more than a short id stays: it may be any number. */
export function scrubbed(value: unknown, person: Person): unknown {
  const long = { words: person.words, ids: person.ids.filter((id) => id.length >= distinctive) };
  const visit = (at: unknown): unknown => {
    if (typeof at === "string") return scrubText(at, long);
    if (Array.isArray(at)) return at.map(visit);
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(Object.entries(at).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

/** A saved model: frequent values and ends of ranges in its catalog that are the customer's go. */
export function scrubbedCatalog(value: unknown, person: Person): unknown {
  const own = new Set([...person.ids, ...person.words]);
  const visit = (at: unknown): unknown => {
    if (Array.isArray(at))
      return at
        .filter((item) => !isFrequent(item) || !own.has(item.value))
        .map((item) => visit(item));
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(
      Object.entries(at).map(([key, inner]) =>
        (key === "minimum" || key === "maximum") && typeof inner === "string" && own.has(inner)
          ? [key, null]
          : [key, visit(inner)],
      ),
    );
  };
  return scrubbed(visit(value), person);
}

const isFrequent = (item: unknown): item is { readonly value: string } =>
  typeof item === "object" &&
  item !== null &&
  "count" in item &&
  "value" in item &&
  typeof item.value === "string";
