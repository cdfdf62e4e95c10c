import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openState, statePath } from "../../../packages/core/src/people/index.ts";
import { lookUp, opened, startProcess } from "./opened-state.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a state file", () => {
  it("of a newer version is refused and left as it is", async () => {
    const path = statePath(temporaryFolder());
    const later = { "0999-later": { up: async () => {} } };
    const { migrations } =
      await import("../../../packages/core/src/people/state/migrations/index.ts");
    await (await opened(path, { migrations: { ...migrations, ...later } })).close();
    const before = readFileSync(path);
    const supported = Number.parseInt(Object.keys(migrations).at(-1) ?? "", 10);
    const result = await openState(path);
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: "future-format", file: path, values: { path, format: 999, supported } }],
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
