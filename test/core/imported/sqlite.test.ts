import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { symlinkSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith, imported, told } from "./import.ts";

function databaseIn(folder: string, name = "crm.db"): DatabaseSync {
  const database = new DatabaseSync(join(folder, name));
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

const from = { sqlite: "crm.db", table: "customers" };

describe("a table of a SQLite file", () => {
  it("keeps exact types: keys, decimals, large numbers, dates, NULL, Chinese text", async () => {
    const folder = folderWith({});
    databaseIn(folder).exec(
      `create table Customers (id text, 姓名 text, big integer, amount decimal(12,2), rate real, day text, at text, seen text, vip boolean, mixed, pic blob);
       insert into Customers values ('00042', '丽华', 9007199254740993, 12.5, 0.1, '2026-01-02', '2026-01-02 08:30:00', '2026-01-02T08:30:00Z', 1, 5, x'ff');
       insert into Customers values ('7', null, null, 3, null, null, null, null, 0, 'five', null);`,
    );
    expect(await imported(folder, from)).toEqual({
      types: {
        id: "VARCHAR",
        姓名: "VARCHAR",
        big: "BIGINT",
        amount: "DECIMAL(12,2)",
        rate: "DOUBLE",
        day: "DATE",
        at: "TIMESTAMP",
        seen: "TIMESTAMP WITH TIME ZONE",
        vip: "BOOLEAN",
        mixed: "VARCHAR",
        pic: "VARCHAR",
      },
      rows: [
        {
          id: "00042",
          姓名: "丽华",
          big: "9007199254740993",
          amount: "12.50",
          rate: "0.1",
          day: "2026-01-02",
          at: "2026-01-02 08:30:00",
          seen: "2026-01-02 08:30:00+00",
          vip: "true",
          mixed: "5",
          pic: null,
        },
        {
          id: "7",
          姓名: null,
          big: null,
          amount: "3.00",
          rate: null,
          day: null,
          at: null,
          seen: null,
          vip: "false",
          mixed: "five",
          pic: null,
        },
      ],
      problems: [],
    });
  });

  it("keeps every digit where a declared decimal has too few", async () => {
    const folder = folderWith({});
    databaseIn(folder).exec(
      "create table customers (a decimal(6,1)); insert into customers values (1.25)",
    );
    const { types, rows } = await imported(folder, from);
    expect([types, rows]).toEqual([{ a: "DOUBLE" }, [{ a: "1.25" }]]);
  });

  it("sees what is still in the log beside the file, and reads anew when that changed", async () => {
    const folder = folderWith({});
    const database = databaseIn(folder);
    database.exec("pragma journal_mode = wal; create table customers (id text)");
    database.exec("insert into customers values ('a')");
    expect((await imported(folder, from)).rows).toEqual([{ id: "a" }]);
    database.exec("insert into customers values ('b')");
    expect((await imported(folder, from)).rows).toEqual([{ id: "a" }, { id: "b" }]);
  });

  it("may be a view, and has no name that could be a statement", async () => {
    const folder = folderWith({});
    databaseIn(folder).exec(
      `create table "a""; drop table x" (id text); insert into "a""; drop table x" values ('1'); create view v as select id || '!' as id from "a""; drop table x"`,
    );
    const odd = { sqlite: "crm.db", table: 'a"; drop table x' };
    expect((await imported(folder, odd)).rows).toEqual([{ id: "1" }]);
    expect((await imported(folder, { ...odd, table: "v" })).rows).toEqual([{ id: "1!" }]);
  });

  it("tells what is wrong: no such table, no database, locked, empty, gone, outside", async () => {
    const folder = folderWith({ "text.db": "this is no database, whatever its name says" });
    const database = databaseIn(folder);
    database.exec("create table customers (id text); create table sales (id text)");
    const problemsOf = async (sqlite: string, table: string) =>
      told((await imported(folder, { sqlite, table })).problems);
    expect(await problemsOf("crm.db", "custmers")).toEqual([
      {
        code: "table-missing",
        values: { table: "custmers", path: "crm.db", nearest: "customers" },
      },
    ]);
    expect(await problemsOf("text.db", "t")).toEqual([
      { code: "data-unreadable", values: { path: "text.db", reason: "not a SQLite database" } },
    ]);
    expect(await problemsOf("crm.db", "sales")).toEqual([
      { code: "data-empty", values: { path: "crm.db" } },
    ]);
    expect(await problemsOf("gone.db", "t")).toEqual([
      { code: "data-missing", values: { path: "gone.db" } },
    ]);
    const outside = folderWith({});
    databaseIn(outside, "secret.db").exec("create table t (a)");
    symlinkSync(join(outside, "secret.db"), join(folder, "link.db"));
    expect(await problemsOf("link.db", "t")).toEqual([
      { code: "read-forbidden", values: { path: "link.db", root: outside } },
    ]);
    database.exec("begin exclusive");
    expect(await problemsOf("crm.db", "sales")).toEqual([
      { code: "database-locked", values: { path: "crm.db" } },
    ]);
  }, 30_000);
});
