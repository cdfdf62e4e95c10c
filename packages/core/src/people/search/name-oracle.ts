/** Whether names are there at all: what finding them in a longer text asks. */
import { isLong } from "./match-of.ts";
import type { Findable } from "./match-order.ts";
import type { NameParts } from "./name-parts.ts";
import { piecesIn } from "./name-pieces.ts";
import { normaliseName } from "./normalise-name.ts";

/** What the names of customers are asked. Stretches come normalised. */
export type NameOracle = {
  /** A whole name, alias, id or address. */
  readonly isWhole: (stretch: string) => boolean;
  /** A stretch of some name, of three characters at least. */
  readonly isPart: (stretch: string) => boolean;
};

/**
 * Names held in memory, for as many as are compared one by one.
 *
 * @example nameOracle([{ id: "7", names: ["苏州丽华纺织"] }]).isPart("丽华纺织") // => true
 */
export function nameOracle(customers: readonly Findable[]): NameOracle {
  const whole = new Set<string>();
  const names: string[] = [];
  for (const { id, names: called, emails = [] } of customers) {
    for (const name of called) names.push(normaliseName(name));
    for (const key of [id, ...called, ...emails]) whole.add(normaliseName(key));
  }
  const all = names.join("\n");
  return {
    isWhole: (stretch) => whole.has(stretch),
    isPart: (stretch) => isLong(stretch) && all.includes(stretch),
  };
}

/** So many names that may have a stretch are looked at. */
const mostLooked = 1000;

/** @param parts of an index that is whole */
export function nameKnown({ texts, pieces, exact }: NameParts): NameOracle {
  return {
    isWhole: (stretch) => {
      let found = false;
      exact(stretch, () => {
        found = true;
        return false;
      });
      return found;
    },
    isPart: (stretch) => {
      if (!isLong(stretch)) return false;
      let [found, looked] = [false, 0];
      pieces.each(piecesIn(stretch), (row) => {
        found = texts.at(row)[1].some((name) => normaliseName(name).includes(stretch));
        looked += 1;
        return !found && looked < mostLooked;
      });
      return found;
    },
  };
}
