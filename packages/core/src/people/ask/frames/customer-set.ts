/** The set of customers that a question is about. */
import type { CustomerSet } from "../question.ts";
import { has, setBefore, setIn, type Reading } from "../reading.ts";

/** The set of a question, with that of the answer before where it is meant. */
export function setOf(reading: Reading): CustomerSet {
  const own = setIn(reading);
  const before = has(reading, "them") ? setBefore(reading) : undefined;
  return before === undefined ? own : narrowed(before, own);
}

/** Conditions that come to others; one of the same column takes its place. */
export function narrowed(before: CustomerSet, more: CustomerSet): CustomerSet {
  const columns = new Set(more.map(columnOf).filter((c) => c !== null));
  const kept = before.filter((c) => {
    const column = columnOf(c);
    return column === null || !columns.has(column);
  });
  return [...kept, ...more];
}

const columnOf = (condition: CustomerSet[number]): string | null =>
  condition.kind === "one-of" || condition.kind === "missing" ? condition.value : null;
