/** What the data hold, as far as somebody has looked. */
import type { Catalog, CatalogColumn, ColumnType } from "../model/catalog.ts";

/** The values of a name. Where it is not `complete`, others may occur. */
export type Known = {
  readonly type: ColumnType;
  /** The smallest and the largest value, as text. */
  readonly range?: readonly [string, string];
  readonly values?: readonly { readonly value: string; readonly count: number }[];
  readonly complete: boolean;
};

/** By `refKey` of the name. */
export type KnownValues = ReadonlyMap<string, Known>;

/** The `refKey` of a column of a source. */
export const columnKey = (source: string, column: string): string =>
  `column:${source}.${column.toLowerCase()}`;

/** What a catalog knows; nothing of columns that were not profiled. */
export function knownOf(catalog: Catalog | undefined): KnownValues {
  const found = new Map<string, Known>();
  for (const source of catalog?.sources ?? [])
    for (const column of source.columns) {
      const name = column.name.toLowerCase();
      const known = knownColumn(column);
      found.set(columnKey(source.name, column.name), known);
      found.set(`joined:${source.name}.${name}`, known);
      if (source.name === "customers") found.set(`attribute:${name}`, known);
    }
  return found;
}

const knownColumn = ({ type, minimum, maximum, top, complete }: CatalogColumn): Known => ({
  type,
  ...(minimum !== null && maximum !== null && { range: [minimum, maximum] as const }),
  values: top,
  complete,
});
