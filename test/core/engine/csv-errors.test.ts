import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  asc,
  cast,
  col,
  decimal,
  scan,
  select,
  star,
  table,
  text,
  tryCast,
} from "../../../packages/core/src/query/index.ts";
import type { CsvOptions } from "../../../packages/core/src/query/index.ts";
import { failure, folders, open } from "./open.ts";

const options: CsvOptions = {
  format: "csv",
  delimiter: ",",
  quote: '"',
  header: true,
  types: { amount: decimal(10, 2), day: "date" },
};

async function read(content: string | Buffer, more: Partial<CsvOptions> = {}) {
  const { inside } = folders();
  const file = join(inside, "it's.csv");
  writeFileSync(file, content);
  const engine = await open(inside);
  const query = select({ from: scan(file, { ...options, ...more }), columns: [star()] });
  return { engine, file, rows: () => engine.rows(query) };
}

it("names file, line, column and value of a cell that does not convert", async () => {
  const { file, rows } = await read('id,amount,day\n1,2.50,2026-01-01\n2,"1,5",2026-01-02\n');
  expect(await failure(rows())).toMatchObject({
    kind: "conversion",
    path: file,
    line: 3,
    column: "amount",
    value: "1,5",
    message: `Conversion Error: CSV Error on Line: 3: Error when converting column "amount". Could not convert string "1,5" to 'DECIMAL'`,
  });
});

it("names the day that does not exist", async () => {
  const { rows } = await read("id,amount,day\n1,2.50,2026-02-30\n");
  expect(await failure(rows())).toMatchObject({
    kind: "conversion",
    line: 2,
    column: "day",
    value: "2026-02-30",
  });
});

it("names the line with too many columns", async () => {
  const { file, rows } = await read("id,amount,day\n1,2.50,2026-01-01\n2,3,2026-01-02,x,y\n", {
    types: {},
    autoDetect: false,
    columns: { id: "varchar", amount: decimal(10, 2), day: "date" },
  });
  expect(await failure(rows())).toMatchObject({ kind: "csv", path: file, line: 3 });
});

it("says that text is not UTF-8", async () => {
  const { rows } = await read(Buffer.from("id,amount,day\n\xe9\xff,2.50,2026-01-01\n", "latin1"));
  expect((await failure(rows())).kind).toBe("csv");
});

it("says that a file is missing", async () => {
  const { inside } = folders();
  const engine = await open(inside);
  const file = join(inside, "none.csv");
  const query = select({ from: scan(file, options) });
  expect(await failure(engine.rows(query))).toMatchObject({ kind: "missing", path: file });
});

it("keeps rejected rows with their place when asked to", async () => {
  const { engine, rows } = await read(
    "id,amount,day\n1,abc,2026-01-01\n2,3,2026-13-01\n3,4,2026-01-03\n",
    {
      types: {},
      columns: { id: "varchar", amount: decimal(10, 2), day: "date" },
      rejects: { errors: "bad", scans: "bad_scans", limit: 0 },
    },
  );
  expect(await rows()).toEqual([{ id: "3", amount: 4, day: "2026-01-03" }]);
  const bad = select({
    columns: ["line", "column_name", "csv_line"],
    from: table("bad"),
    orderBy: [asc(col("line"))],
  });
  expect(await engine.rows(bad)).toEqual([
    { line: 2, column_name: "amount", csv_line: "1,abc,2026-01-01" },
    { line: 3, column_name: "day", csv_line: "2,3,2026-13-01" },
  ]);
});

it("gives the value of a cast that fails, and NULL for one that is tried", async () => {
  const engine = await open(folders().inside);
  const failing = select({ columns: { v: cast(text("abc"), decimal(10, 2)) } });
  expect(await failure(engine.rows(failing))).toMatchObject({ kind: "conversion", value: "abc" });
  expect(await engine.one(select({ columns: { v: tryCast(text("abc"), "date") } }))).toEqual({
    v: null,
  });
});
