import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { literalsOf } from "./literals.ts";

const root = join(import.meta.dirname, "../..");

/** How a statement begins. "Select a customer from the list" begins with one capital: a sentence. */
const statements = [
  /^\s*(?:with\b.*\bas\b.*)?select\b.*\bfrom\b/s,
  /^\s*create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|view|index|macro|schema)\b/,
  /^\s*insert\s+(?:or\s+\w+\s+)?into\b/,
  /^\s*copy\b.*\bto\b/s,
  /^\s*(?:attach|detach)\s+(?:database\b|if\b|['?])/,
  /^\s*(?:drop|alter)\s+(?:table|view|index)\b/,
  /^\s*(?:delete\s+from|update\s+\S+\s+set|truncate\s+\S+$|pragma\s+\w)/,
];

/** Settings of SQLite that no builder has words for; the room's other statements are built. */
const allowed = [
  "packages/core/src/people/state/journal.ts: pragma journal_mode = wal",
  "packages/core/src/people/state/journal.ts: pragma synchronous = full",
  "packages/core/src/people/state/journal.ts: pragma synchronous = normal",
  "packages/core/src/people/state/journal.ts: pragma wal_checkpoint(truncate)",
];

/** In small letters, or the first word all in capitals. */
function isSql(text: string): boolean {
  const [verb = ""] = /\w+/.exec(text) ?? [];
  const shown = verb === verb.toUpperCase() ? text.toLowerCase() : text;
  return statements.some((statement) => statement.test(shown));
}

describe("SQL text", () => {
  it("stands in packages/core/src/query and nowhere else", () => {
    const files = globSync("packages/*/src/**/*.{ts,tsx,mjs}", { cwd: root }).filter(
      (file) => !file.startsWith("packages/core/src/query/"),
    );
    const sql = files.flatMap((file) =>
      literalsOf(readFileSync(join(root, file), "utf8"))
        .filter(isSql)
        .map((text) => `${file}: ${text}`),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(sql).toEqual(allowed);
  });

  it.each([
    ["`select id from t`"],
    ["`SELECT ${columns} FROM ${table}`"],
    ['"create or replace table x (a int)"'],
    ["'insert into t values (1)'"],
    ["`copy (${query}) to '${file}' (format parquet)`"],
    ["`attach '${file}' (read_only)`"],
    ["[1].map((row) => `${row} ${`delete from t`}`)"],
    ["a.replace(/`/g, '') + `with x as (select 1) select * from x`"],
  ])("is found in %s", (code) => {
    expect(literalsOf(code).some(isSql)).toBe(true);
  });

  it.each([
    ['"Select a customer from the list"'],
    ['// select id from t\n"a"'],
    ["/`select id from t/.test(a)"],
    ['"selected from"'],
    ["'copy.title'"],
  ])("is not seen in %s", (code) => {
    expect(literalsOf(code).some(isSql)).toBe(false);
  });
});
