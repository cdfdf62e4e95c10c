import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import { EngineError } from "../../../packages/core/src/compute/engine/engine-error.ts";
import { firstSentence } from "../../../packages/core/src/compute/ingest/data-problem.ts";
import { messageOf } from "../../../packages/core/src/messages/index.ts";
import { fileStart, problem } from "../../../packages/core/src/problem.ts";
import {
  cast,
  scan,
  select,
  text,
  type ScanOptions,
} from "../../../packages/core/src/query/index.ts";

const place = { file: "a", range: fileStart };
const told = (reason: string) =>
  ["en", "zh-CN"].map((locale) => messageOf(problem("engine-failed", { reason }, place), locale));

/** What the engine says of a file's rows. */
async function saidOf(
  name: string,
  content: string | Uint8Array,
  options: ScanOptions,
): Promise<string> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-r-"));
  const engine = await openEngine({ tempDirectory: folder, allowedDirectories: [folder] });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, name), content);
  const failed: unknown = await engine
    .rows(select({ from: scan(join(folder, name), options) }))
    .catch((error: unknown) => error);
  if (!(failed instanceof EngineError)) throw new Error("the engine did not mind");
  return firstSentence(failed.message);
}

const csv = { format: "csv", header: true, delimiter: ",", quote: '"' } as const;

describe("what the engine says", () => {
  it.each([
    [
      "a.csv",
      'a,b\n1,"x\n2,3\n',
      { ...csv, types: { a: "varchar", b: "varchar" } },
      "it cannot be read as a table",
      "无法按表格读取",
    ],
    [
      "a.csv",
      new Uint8Array([97, 10, 0xff, 0xfe, 10]),
      csv,
      "the text is not UTF-8 (save it again as UTF-8, in Excel as “CSV UTF-8”)",
      "文本不是 UTF-8 编码（请另存为 UTF-8，在 Excel 中选择“CSV UTF-8”）",
    ],
    ["a.jsonl", '{"a":1}\n{bad\n', { format: "jsonl" }, "a line is not JSON", "某一行不是 JSON"],
    ["a.parquet", "PAR1xx", { format: "parquet" }, "it is not a Parquet file", "不是 Parquet 文件"],
    ["a.csv.gz", "xx", csv, "it is not a gzip file", "不是 gzip 文件"],
  ] as const)(
    "of %s is told in both languages (%#)",
    async (name, content, options, english, chinese) => {
      const said = await saidOf(name, content, options);
      expect(told(said)).toEqual([
        `counting stopped: ${english}; try again`,
        `计算中断：${chinese}；请重试`,
      ]);
    },
  );

  it("of a value that does not fit keeps the value", async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-r-"));
    const engine = await openEngine({ tempDirectory: folder, allowedDirectories: [folder] });
    onTestFinished(async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const failed: unknown = await engine
      .rows(select({ columns: { x: cast(text("abc"), "double") } }))
      .catch((error: unknown) => error);
    const said = failed instanceof EngineError ? firstSentence(failed.message) : "";
    expect(told(said)).toEqual([
      'counting stopped: "abc" is not a number; try again',
      "计算中断：“abc”不是数值；请重试",
    ]);
  });

  it.each([
    ["Overflow in addition of INT64 (9 + 1)!", "a number is too large", "数值过大"],
    ["failed to allocate data of size 2.0 MiB", "memory is full", "内存不足"],
    ["Value with unterminated quote found", "a quotation mark is never closed", "引号没有闭合"],
    ["Expected Number of Columns: 2 Found: 3", "3 columns instead of 2", "列数为 3，应为 2"],
    ["ENOSPC", "the disk is full", "磁盘已满"],
    ["EROFS", "the disk is read-only", "磁盘为只读"],
    ["EACCES", "access is denied", "没有权限"],
    ["No files found that match the pattern", "there is no such file", "没有该文件"],
    ["it changed while it was read", "it changed while it was read", "读取时发生了变化"],
    ["something new", "something new", "something new"],
  ])("%s", (reason, english, chinese) => {
    expect(told(reason)[0]).toBe(`counting stopped: ${english}; try again`);
    expect(told(reason)[1]).toContain(chinese);
  });
});
