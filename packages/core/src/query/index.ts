export * from "./build.ts";
export * from "./statements.ts";
export { compile } from "./compile.ts";
export { duckdb } from "./dialects/duckdb.ts";
export { trino } from "./dialects/trino.ts";
export type { Dialect } from "./dialects/dialect.ts";
export { decimal, list, typeOfNumber } from "./sql-type.ts";
export type { SqlType } from "./sql-type.ts";
export type * from "./nodes.ts";
