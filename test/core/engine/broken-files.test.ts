import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  attach,
  call,
  cast,
  checkpoint,
  col,
  createTableAs,
  over,
  asc,
  scan,
  select,
  series,
  sum,
  table,
} from "../../../packages/core/src/query/index.ts";
import type { ScanOptions } from "../../../packages/core/src/query/index.ts";
import { failure, folders, open } from "./open.ts";

const fixed = {
  format: "csv",
  delimiter: ",",
  quote: '"',
  escape: '"',
  header: true,
  autoDetect: false,
  columns: { id: "varchar", x: "varchar" },
} as const;

it.each<readonly [string, string, ScanOptions, object]>([
  ["a cell too few", "id,x\nSecret\n2,3\n", fixed, { kind: "csv", line: 2 }],
  ["a cell too many", "id,x\nSecret,2,3,4\n", fixed, { kind: "csv", line: 2 }],
  ["an open quote", 'id,x\nSecret,"abc\n2,3\n', fixed, { kind: "csv", line: 2 }],
  ["no dialect", 'id,x\n1,"Secret\n2,3\n', { ...fixed, autoDetect: true }, { kind: "csv" }],
  [
    "a half-written line of JSON",
    '{"a":1}\n{"a":\n',
    { format: "jsonl" },
    { kind: "json", line: 3 },
  ],
  [
    "a JSON value of another type",
    '{"a":1}\n{"a":"x"}\n',
    { format: "jsonl", columns: { a: "bigint" } },
    { kind: "conversion", line: 2, value: "x" },
  ],
  ["text as Parquet", "not Parquet at all", { format: "parquet" }, { kind: "damaged" }],
  ["text as gzip", "not gzip at all", { ...fixed, compression: "gzip" }, { kind: "damaged" }],
])(
  "names the file and the line, but not the row: %s",
  async (_name, content, options, expected) => {
    const { inside } = folders();
    const path = join(inside, "broken.dat");
    writeFileSync(path, content);
    const engine = await open(inside);
    const error = await failure(engine.rows(select({ from: scan(path, options) })));
    expect(error).toMatchObject({ ...expected, path });
    expect(error.message).not.toContain("Secret");
  },
);

it.each<readonly [string, (whole: Buffer) => Buffer]>([
  ["empty", () => Buffer.alloc(0)],
  ["cut in half", (whole) => whole.subarray(0, whole.length / 2)],
  ["changed in its header", (whole) => whole.fill(90, 4096 + 20, 4096 + 40)],
  ["changed in its data", (whole) => whole.fill(90, 262_144 + 12_288, 262_144 + 12_388)],
])("finds a database damaged: %s", async (_name, damage) => {
  const { inside } = folders();
  const [file, copy] = [join(inside, "whole.duckdb"), join(inside, "copy.duckdb")];
  const writer = await open(inside, { file });
  await writer.run(createTableAs(table("t"), select({ from: series("n", 1, 100_000) })));
  await writer.run(checkpoint());
  await writer.close();
  writeFileSync(copy, damage(readFileSync(file)));

  const engine = await open(inside);
  const read = async () => {
    await engine.run(attach(copy, "copy", { readOnly: true }));
    const t = table("t", { catalog: "copy", schema: "main" });
    return engine.one(select({ columns: { n: sum(col("n")) }, from: t }));
  };
  expect((await failure(read())).kind).toBe("damaged");
});

it("says when the temporary folder may not grow", async () => {
  const engine = await open(folders().inside, {
    memoryLimit: "64MB",
    threads: 1,
    settings: { max_temp_directory_size: "8MB" },
  });
  const wide = select({
    columns: {
      m: call("md5", cast(col("n"), "varchar")),
      r: over("row_number", [], { orderBy: [asc(call("md5", cast(col("n"), "varchar")))] }),
    },
    from: series("n", 1, 3_000_000),
  });
  expect((await failure(engine.run(createTableAs(table("t"), wide)))).kind).toBe("disk-full");
});
