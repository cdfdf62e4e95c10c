/** What the sources really hold. The language checks names, types and values against it. */

export type ColumnType = "number" | "text" | "date" | "timestamp" | "boolean";

export type CatalogColumn = {
  readonly name: string;
  readonly type: ColumnType;
  /** The engine's own name of the type, e.g. `DECIMAL(10,2)`. */
  readonly nativeType: string;
  /** In [0, 1]; `null` before a profile has been taken. */
  readonly nullShare: number | null;
  readonly distinct: number | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  /** Of numbers that have been profiled: a quarter, half and three quarters of the values are not above. */
  readonly quartiles?: readonly [number, number, number];
  /** The most frequent values with their counts, most frequent first. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** Whether `top` holds every value that occurs. */
  readonly complete: boolean;
};

export type CatalogSource = {
  readonly name: string;
  readonly files: readonly string[];
  readonly rows: number | null;
  readonly columns: readonly CatalogColumn[];
};

export type Catalog = { readonly sources: readonly CatalogSource[] };
