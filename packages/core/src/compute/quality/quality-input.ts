import type { CatalogSource } from "../../language/model/catalog.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import type { DataFile } from "../ingest/resolve-files.ts";

/** A table whose rows are judged. */
export type QualityTable = {
  readonly table: TableSource;
  /** With its profile: null shares and ranges. */
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
};
