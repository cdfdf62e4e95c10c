/** Which rows of the index people see who see a part of all customers: a bit for each. */
import type { NameParts } from "./name-parts.ts";
import type { Visible } from "./name-search.ts";

export type NameSights = {
  /** Adds customers to those that a sight shows. Ids that the index does not have change nothing. */
  readonly show: (sight: string, ids: readonly string[]) => void;
  /** `null` where nothing was shown to it. */
  readonly of: (sight: string) => Visible | null;
  readonly forget: (sight: string) => void;
};

/** @param parts of an index that is whole */
export function nameSights({ texts, exact }: NameParts): NameSights {
  const shown = new Map<string, Uint8Array>();
  return {
    show: (sight, ids) => {
      const bits = shown.get(sight) ?? new Uint8Array(Math.ceil((texts.rows() + 1) / 8));
      shown.set(sight, bits);
      for (const id of ids)
        exact(id, (row) => {
          // An id may be another customer's name.
          if (texts.at(row)[0] === id) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
          return true;
        });
    },
    of: (sight) => {
      const bits = shown.get(sight);
      return bits === undefined ? null : (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
    },
    forget: (sight) => void shown.delete(sight),
  };
}
