import type { ProblemCode } from "../../problem.ts";

/** The problems that only the data can show, which whoever reads texts alone never finds: files, tables, cells, connections. */
export const dataProblemCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "read-forbidden",
  "data-missing",
  "data-unreadable",
  "data-empty",
  "column-missing",
  "column-unreadable",
  "database-unreachable",
  "database-refused",
  "database-cut",
  "database-locked",
  "bad-cells",
  "impossible-dates",
  "future-rows",
  "duplicate-ids",
  "empty-ids",
  "no-rows",
  "amount-too-large",
  "snapshot-damaged",
  "snapshot-locked",
  "snapshot-newer",
  "disk-full",
  "not-writable",
  "engine-failed",
]);
