/** What differs between engines. The printers hold what is common. */
import type { AggregateName, FunctionName, Literal, ScanNode, SeriesNode } from "../nodes.ts";
import type { Statement } from "../statement-nodes.ts";
import type { SqlType } from "../sql-type.ts";

/** Prints a call from its printed arguments. */
export type FunctionPrinter = (...args: readonly string[]) => string;

export type Dialect = {
  readonly name: "duckdb" | "trino";
  /** Whether values can be parameters. */
  readonly binds: boolean;
  /** Whether a common table expression can be told to be computed once. */
  readonly materializedCtes: boolean;
  readonly type: (type: SqlType) => string;
  readonly literal: (literal: Literal) => string;
  readonly functions: Readonly<Record<FunctionName, FunctionPrinter>>;
  /** `null`: the engine has no such aggregate. */
  readonly aggregates: Readonly<Record<AggregateName, string | null>>;
  /** The most frequent value, the smallest of several, of a printed map from values to how many rows have them. */
  readonly mostFrequent: (histogram: string) => string;
  /** Text to timestamp, NULL where no format fits. */
  readonly parseTime: (value: string, formats: readonly string[]) => string;
  readonly starExcept: (columns: readonly string[]) => string;
  readonly scan: (node: ScanNode) => string;
  readonly series: (node: SeriesNode) => string;
  /** Statements that only some engines have; queries inside come printed. */
  readonly statement: (node: OwnStatement, query: string) => string;
};

/** Statements that each dialect prints in its own way, or refuses. */
export type OwnStatement = Extract<
  Statement,
  {
    kind:
      | "copy"
      | "attach"
      | "detach"
      | "set"
      | "checkpoint"
      | "describe"
      | "summarize"
      | "sniff"
      | "transaction";
  }
>;
