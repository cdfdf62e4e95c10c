import type { Problem } from "../../../problem.ts";
import type { Cell, ImportedColumn } from "./column-type.ts";

/** A table of a database or a workbook, open for one read from its first row to its last. */
export type OpenTable = {
  readonly columns: readonly ImportedColumn[];
  /** Rows in order, some at a time, cells in the order of the columns. */
  readonly batches: () => AsyncIterable<readonly (readonly Cell[])[]>;
  /** What was found while the rows were read. */
  readonly problems?: () => readonly Problem[];
  readonly close: () => Promise<void>;
};
