/** Which rows of the index people see who see a part of all customers: a bit for each. */
import type { DatabaseSync } from "node:sqlite";
import { nameIndexStatements } from "../../query/name-index-statements.ts";
import type { Visible } from "./name-search.ts";

export type NameSights = {
  /** Adds customers to those that a sight shows. Ids that the index does not have change nothing. */
  readonly show: (sight: string, ids: readonly string[]) => void;
  /** `null` where nothing was shown to it. */
  readonly of: (sight: string) => Visible | null;
  readonly forget: (sight: string) => void;
};

/**
 * @param db as `openNameIndex` filled it
 * @param rows how many it has
 */
export function nameSights(db: DatabaseSync, rows: () => number): NameSights {
  const { exact, customer } = nameIndexStatements.search;
  const [byKey, byRow] = [db.prepare(exact), db.prepare(customer)];
  const shown = new Map<string, Uint8Array>();
  return {
    show: (sight, ids) => {
      const bits = shown.get(sight) ?? new Uint8Array(Math.ceil((rows() + 1) / 8));
      shown.set(sight, bits);
      for (const id of ids)
        // An id may be another customer's name.
        for (const found of byKey.all(id, -1)) {
          const row = Number(found["row"]);
          if (byRow.get(row)?.["id"] === id)
            bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
        }
    },
    of: (sight) => {
      const bits = shown.get(sight);
      return bits === undefined ? null : (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
    },
    forget: (sight) => void shown.delete(sight),
  };
}
