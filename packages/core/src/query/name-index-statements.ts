/** Statements of the index of names, for SQLite. Nothing of the user's stands in them: every value is bound. */
export const nameIndexStatements = {
  /** `key`: ids, whole names and addresses. Nothing has to survive, so nothing is written with care. */
  schema: `
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;
    create table keys (key text not null, row integer not null);
  `,
  begin: "begin",
  commit: "commit",
  insert: "insert into keys values (?, ?)",
  /** Once all is in. */
  order: "create index key_order on keys (key, row);",
  /** `row`, as many as the last value says. */
  exact: "select row from keys where key = ? limit ?",
  begins: "select row from keys where key >= ? and key < ? limit ?",
} as const;
