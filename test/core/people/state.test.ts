import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  openState,
  statePath,
  type AuditEntry,
  type State,
  type StateOptions,
} from "../../../packages/core/src/people/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const run = promisify(execFile);

const startProcess = (name: string, path: string) =>
  run(process.execPath, [
    "--conditions=source",
    join(import.meta.dirname, "processes", `${name}.ts`),
    path,
  ]);

async function opened(path: string, options?: StateOptions): Promise<State> {
  const result = await openState(path, options);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  onTestFinished(result.value.close);
  return result.value;
}

const lookUp: AuditEntry = {
  at: "2026-11-18T09:00:00.000Z",
  actor: "slack:U024BE7LH",
  surface: "slack",
  channel: "C061EG9SL",
  action: "show",
  asked: "丽华 🧵",
  customers: ["00428", "00417"],
  run: "20261118-a41c",
};

describe("the audit log", () => {
  it("gives back what was written, also after a restart, newest first", async () => {
    const path = statePath(temporaryFolder());
    const first = await opened(path);
    await first.audit(lookUp);
    await first.audit({ ...lookUp, channel: null, run: null, customers: [], action: "list" });
    await first.close();
    const [second, entry] = await (await opened(path)).audited();
    expect(second).toMatchObject({
      id: 2,
      action: "list",
      channel: null,
      run: null,
      customers: [],
    });
    expect(entry).toEqual({ ...lookUp, id: 1, customerCount: 2 });
  });

  it("answers who looked at a customer, by whom, what and when", async () => {
    const state = await opened(statePath(temporaryFolder()));
    await state.audit(lookUp);
    await state.audit({
      ...lookUp,
      at: "2026-11-19T17:00:00+08:00",
      actor: "cli:mia",
      action: "find",
    });
    await state.audit({ ...lookUp, at: "2026-11-20T09:00:00Z", customers: ["7"] });
    const ids = async (query: Parameters<State["audited"]>[0]) =>
      (await state.audited(query)).map((entry) => entry.id);
    expect(await ids({ customer: "00417" })).toEqual([2, 1]);
    expect(await ids({ customer: "00417", actor: "cli:mia" })).toEqual([2]);
    expect(await ids({ action: "show" })).toEqual([3, 1]);
    expect(await ids({ since: "2026-11-19T09:00:00Z", until: "2026-11-20T09:00:00Z" })).toEqual([
      2,
    ]);
    expect(await ids({ limit: 2 })).toEqual([3, 2]);
    expect(await ids({ limit: 2, before: 2 })).toEqual([1]);
  });

  it("bounds what it keeps and counts all that was shown", async () => {
    const state = await opened(statePath(temporaryFolder()));
    const customers = Array.from({ length: 5000 }, (_, index) => String(index));
    await state.audit({ ...lookUp, customers, asked: `${"a".repeat(499)}🧵🧵` });
    const [entry] = await state.audited();
    expect(entry?.customerCount).toBe(5000);
    expect(entry?.customers).toEqual(customers.slice(0, 200));
    expect(entry?.asked).toBe(`${"a".repeat(499)}\uFFFD`);
  });

  it("keeps text that looks like SQL as text", async () => {
    const state = await opened(statePath(temporaryFolder()));
    const asked = "'); drop table audit; --\u0000";
    await state.audit({ ...lookUp, asked });
    expect((await state.audited())[0]?.asked).toBe(asked);
  });

  it("takes entries at once without losing one", async () => {
    const state = await opened(statePath(temporaryFolder()));
    await Promise.all(Array.from({ length: 50 }, () => state.audit(lookUp)));
    const entries = await state.audited();
    expect(entries.map((entry) => entry.customers.length)).toEqual(Array(50).fill(2));
  });
});

describe("events", () => {
  it("are first seen once, also after a restart", async () => {
    const path = statePath(temporaryFolder());
    const state = await opened(path);
    expect(await state.firstSeen("Ev1")).toBe(true);
    expect(await state.firstSeen("Ev1")).toBe(false);
    await state.close();
    expect(await (await opened(path)).firstSeen("Ev1")).toBe(false);
  });

  it("are taken by one of three processes that open a new file at once", async () => {
    const path = statePath(temporaryFolder());
    const taken = await Promise.all([
      startProcess("take-events", path),
      startProcess("take-events", path),
      startProcess("take-events", path),
    ]);
    const events = taken.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
    expect(events).toHaveLength(200);
    expect(new Set(events).size).toBe(200);
  });

  it("are forgotten after seven days", async () => {
    let now = new Date("2026-11-01T00:00:00Z");
    const state = await opened(statePath(temporaryFolder()), { now: () => now });
    await state.firstSeen("Ev1");
    now = new Date("2026-11-08T00:00:00Z");
    expect(await state.firstSeen("Ev1")).toBe(false);
    now = new Date("2026-11-08T00:00:00.001Z");
    expect(await state.firstSeen("Ev1")).toBe(true);
  });
});

describe("a state file", () => {
  it("of a newer version is refused and left as it is", async () => {
    const path = statePath(temporaryFolder());
    const later = { "0999-later": { up: async () => {} } };
    const { migrations } =
      await import("../../../packages/core/src/people/state/migrations/index.ts");
    await (await opened(path, { migrations: { ...migrations, ...later } })).close();
    const before = readFileSync(path);
    const result = await openState(path);
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: "future-format", file: path, values: { path, format: 999, supported: 2 } }],
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    [
      "of other bytes",
      async (path: string) => writeFileSync(path, "not a database at all".repeat(100)),
    ],
    ["with a broken page", breakPages],
    ["that is a folder", async (path: string) => mkdirSync(path)],
  ])("%s is refused by name", async (_, damage) => {
    const path = join(temporaryFolder(), "state.sqlite");
    await damage(path);
    const result = await openState(path);
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: "file-unreadable", file: path, values: { path } }],
    });
  });

  it("in a place that is a file is refused by name", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".clientele"), "");
    const result = await openState(statePath(folder));
    expect(result).toMatchObject({ ok: false, errors: [{ code: "file-unreadable" }] });
  });

  it("of no bytes is a new one", async () => {
    const path = join(temporaryFolder(), "state.sqlite");
    writeFileSync(path, "");
    expect(await (await opened(path)).audited()).toEqual([]);
  });

  it("is as before when a process is killed in the middle of migrating it", async () => {
    const path = statePath(temporaryFolder());
    const state = await opened(path);
    await state.audit(lookUp);
    await state.close();
    await expect(startProcess("die-migrating", path)).rejects.toMatchObject({ signal: "SIGKILL" });
    expect(await (await opened(path)).audited()).toHaveLength(1);
    expect(tablesOf(path)).not.toContain("half");
  });

  it("can be made anew when the first process was killed while it made it", async () => {
    const path = statePath(temporaryFolder());
    await expect(startProcess("die-migrating", path)).rejects.toMatchObject({ signal: "SIGKILL" });
    expect(tablesOf(path)).toEqual([]);
    expect(await (await opened(path)).firstSeen("Ev1")).toBe(true);
  });

  it("lets others read while one writes", async () => {
    const path = statePath(temporaryFolder());
    const state = await opened(path);
    await state.audit(lookUp);
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("begin immediate");
    expect(await state.audited()).toHaveLength(1);
    other.exec("rollback");
  });
});

async function breakPages(path: string): Promise<void> {
  await (await opened(path)).close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, 100, 4096));
}

function tablesOf(path: string): readonly unknown[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("select name from sqlite_master where type = 'table'").all();
  database.close();
  return rows.map((row) => row["name"]);
}
