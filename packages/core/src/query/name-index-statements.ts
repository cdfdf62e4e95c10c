/** Statements of the index of names, for SQLite with FTS5. Nothing of the user's stands in them: every value is bound. */
export const nameIndexStatements = {
  /**
   * `said`: names, addresses and sounds as JSON. `parts`: stretches of three letters. `pairs`: pieces of one and two characters.
   * `slips`: words by themselves and with a letter left out. Nothing has to survive, so nothing is written with care.
   */
  schema: `
    pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -131072;
    create table customers (row integer primary key, id text not null, said text not null);
    create table keys (key text not null, row integer not null);
    create virtual table parts using fts5 (name, sound, tokenize = 'trigram case_sensitive 1', content = '');
    create virtual table pairs using fts5 (piece, tokenize = "unicode61 remove_diacritics 0", content = '', detail = none);
    create table words (word text primary key) without rowid;
    create table slips (key text not null, word text not null);
  `,
  begin: "begin",
  commit: "commit",
  insert: {
    customer: "insert into customers values (?, ?, ?)",
    key: "insert into keys values (?, ?)",
    parts: "insert into parts (rowid, name, sound) values (?, ?, ?)",
    pairs: "insert into pairs (rowid, piece) values (?, ?)",
    word: "insert or ignore into words values (?)",
    slip: "insert into slips values (?, ?)",
  },
  words: "select word from words",
  /** Once all is in. */
  order: "create index key_order on keys (key, row); create index slip_order on slips (key, word);",
  /** Each but the last two gives `row`, as many as the last value says. */
  search: {
    exact: "select row from keys where key = ? limit ?",
    begins: "select row from keys where key >= ? and key < ? limit ?",
    parts: "select rowid as row from parts where parts match ? limit ?",
    pairs: "select rowid as row from pairs where pairs match ? limit ?",
    customer: "select id, said from customers where row = ?",
    word: "select distinct word from slips where key = ? limit 20",
  },
} as const;
