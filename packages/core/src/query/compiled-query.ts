import type { SqlType } from "./sql-type.ts";

/** A query or statement as an engine takes it. `params[0]` is `$1`. */
export type CompiledQuery = { readonly sql: string; readonly params: readonly Parameter[] };

/** The engine binds `value` as text, except doubles and booleans; the SQL casts it to `type`. */
export type Parameter = { readonly type: SqlType; readonly value: string | number | boolean };
