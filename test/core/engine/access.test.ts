import { spawn } from "node:child_process";
import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  attach,
  checkpoint,
  copy,
  createTableAs,
  detach,
  int,
  scan,
  select,
  set,
  table,
  values,
} from "../../../packages/core/src/query/index.ts";
import { failure, folders, open } from "./open.ts";

const oneRow = values(["a"], [[int(1)]]);
const csv = (file: string) => select({ from: scan(file, { format: "csv" }) });

it("reads a file in an allowed folder and none outside, not by dots nor by a link", async () => {
  const { inside, outside } = folders();
  for (const folder of [inside, outside]) writeFileSync(join(folder, "a.csv"), "id\n1\n");
  symlinkSync(join(outside, "a.csv"), join(inside, "link.csv"));
  const engine = await open(inside);

  expect(await engine.rows(csv(join(inside, "a.csv")))).toEqual([{ id: 1 }]);
  for (const file of [join(outside, "a.csv"), `${inside}/../out/a.csv`, join(inside, "link.csv")]) {
    expect(await failure(engine.rows(csv(file)))).toMatchObject({ kind: "forbidden", path: file });
  }
});

it("follows an allowed folder that is itself a link", async () => {
  const { inside, outside } = folders();
  writeFileSync(join(inside, "a.csv"), "id\n1\n");
  symlinkSync(inside, join(outside, "project"));
  const engine = await open(join(outside, "project"));
  expect(await engine.rows(csv(join(outside, "project", "a.csv")))).toEqual([{ id: 1 }]);
});

it("writes nothing outside", async () => {
  const { inside, outside } = folders();
  const engine = await open(inside);
  const written = copy(oneRow, join(outside, "x.parquet"), { format: "parquet" });
  expect((await failure(engine.run(written))).kind).toBe("forbidden");
});

it("keeps its settings", async () => {
  const { inside } = folders();
  const engine = await open(inside);
  for (const statement of [
    set("enable_external_access", true),
    set("allowed_directories", ["/"]),
    set("lock_configuration", false),
    set("threads", 1),
    set("TimeZone", "Asia/Shanghai"),
  ]) {
    expect((await failure(engine.run(statement))).kind).toBe("forbidden");
  }
});

it("loads and installs no extension, in the way it opens", async () => {
  // Statements for extensions have no nodes, so the same settings are tried on the bare binding.
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  await connection.run("set global enable_external_access = false");
  await connection.run("set global lock_configuration = true");
  await expect(connection.run("install httpfs")).rejects.toThrow(/Permission Error/);
  await expect(connection.run("load httpfs")).rejects.toThrow(/disabled/);
});

it("attaches a snapshot in an allowed folder while another process reads it", async () => {
  const { inside, outside } = folders();
  const file = join(inside, "snapshot.duckdb");
  const writer = await open(inside, { file });
  await writer.run(createTableAs(table("t"), oneRow));
  await writer.run(checkpoint());
  await writer.close();
  copyFileSync(file, join(outside, "snapshot.duckdb"));
  await readInAnotherProcess(file);

  const engine = await open(inside);
  await engine.run(attach(file, "snap", { readOnly: true }));
  const inSnapshot = table("t", { catalog: "snap", schema: "main" });
  expect(await engine.rows(select({ from: inSnapshot }))).toEqual([{ a: 1 }]);
  const change = createTableAs(table("u", { catalog: "snap", schema: "main" }), oneRow);
  expect((await failure(engine.run(change))).kind).toBe("forbidden");
  await engine.run(detach("snap"));
  const other = attach(join(outside, "snapshot.duckdb"), "other", { readOnly: true });
  expect((await failure(engine.run(other))).kind).toBe("forbidden");
});

it("says that a database is locked while another process writes it", async () => {
  const { inside } = folders();
  const file = join(inside, "busy.duckdb");
  await readInAnotherProcess(file, "READ_WRITE");
  expect(await failure(open(inside, { file, readOnly: true }))).toMatchObject({
    kind: "locked",
    path: file,
  });
});

it("says that a database is damaged or missing", async () => {
  const { inside } = folders();
  const file = join(inside, "half.duckdb");
  writeFileSync(file, "not a database, but long enough to be read as one".repeat(400));
  expect((await failure(open(inside, { file, readOnly: true }))).kind).toBe("damaged");
  const none = join(inside, "none.duckdb");
  expect((await failure(open(inside, { file: none, readOnly: true }))).kind).toBe("missing");
});

it("refuses a database in memory that is read-only", async () => {
  const { inside } = folders();
  await expect(open(inside, { readOnly: true })).rejects.toThrow(RangeError);
});

/** Holds the file open until the test ends. */
async function readInAnotherProcess(file: string, mode = "READ_ONLY"): Promise<void> {
  const binding = createRequire(import.meta.url).resolve("@duckdb/node-api");
  const script = `
    const { DuckDBInstance } = require(${JSON.stringify(binding)});
    DuckDBInstance.create(${JSON.stringify(file)}, { access_mode: ${JSON.stringify(mode)} })
      .then((instance) => { globalThis.kept = instance; console.log("open"); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", () => reject(new Error("the other process ended")));
  });
}
