import { appendFileSync, existsSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { listRuns } from "../../packages/core/src/compute/snapshot/store.ts";
import { copyOf, figuresOf, slowProject } from "./project.ts";
import { leftovers, reached, start, stateOf } from "./started.ts";

const prepared = slowProject();
let figures: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const ended = await start(["run", prepared, "--publish", "--json"]).ended;
  figures = figuresOf(ended.out);
});

const locked = (folder: string) => (): boolean => existsSync(join(folder, ".clientele/run.lock"));
const codesOf = (out: string): readonly string[] =>
  (JSON.parse(out) as { problems: { code: string }[] }).problems.map((p) => p.code); // `--json`

describe("two runs at once", () => {
  it("one does the work, the other is told so", async () => {
    const folder = copyOf(prepared, { cache: false });
    const runs = [1, 2, 3].map(() => start(["run", folder, "--json"]).ended);
    const ended = await Promise.all(runs);
    const done = ended.filter((e) => e.code === 0);
    const refused = ended.filter((e) => e.code === 1);
    expect(done.length + refused.length).toBe(3);
    expect(done.length).toBeGreaterThan(0);
    for (const { out } of done) expect(figuresOf(out)).toEqual(figures);
    for (const { out } of refused) expect(codesOf(out)).toEqual(["run-in-progress"]);
    expect(listRuns(openProject(folder))).toHaveLength(1 + done.length);
    expect(leftovers(folder)).toEqual([]);
  });

  it("the second is refused while the first holds the lock", async () => {
    const folder = copyOf(prepared, { cache: false });
    const first = start(["run", folder, "--json"]);
    await reached(first, locked(folder));
    first.child.kill("SIGSTOP");
    const second = await start(["run", folder, "--json"]).ended;
    first.child.kill("SIGCONT");
    expect(second.code).toBe(1);
    expect(codesOf(second.out)).toEqual(["run-in-progress"]);
    expect(figuresOf((await first.ended).out)).toEqual(figures);
  });

  it("a lock whose number another process has by now is taken over", async () => {
    const folder = copyOf(prepared, { cache: true });
    const lock = { pid: process.pid, since: "2026-11-18T00:00:00.000Z", start: "1" };
    writeFileSync(join(folder, ".clientele/run.lock"), JSON.stringify(lock));
    expect((await start(["run", folder]).ended).code).toBe(0);
  });
});

describe("a reader during runs and publishing", () => {
  it("always gets an answer of one whole snapshot", async () => {
    const folder = copyOf(prepared, { cache: true });
    const writer = (async () => {
      for (let i = 0; i < 3; i += 1) await start(["run", folder, "--publish"]).ended;
    })();
    const state = { writing: true };
    void writer.then(() => (state.writing = false));
    while (state.writing) {
      const shown = await start(["show", "00428", "--json", "--project", folder]).ended;
      expect(shown).toMatchObject({ code: 0, error: "" });
      expect(JSON.parse(shown.out)).toMatchObject({ customer: { id: "00428" }, problems: [] });
    }
    await writer;
  });
});

describe("data that change during a run", () => {
  const changes: readonly {
    readonly name: string;
    readonly code: string;
    readonly change: (file: string) => void;
  }[] = [
    {
      name: "replaced",
      code: "data-unreadable",
      change: (file) => writeFileSync(file, "customer,order_no\n1,2\n"),
    },
    { name: "truncated", code: "data-unreadable", change: (file) => truncateSync(file, 100_000) },
    { name: "appended to", code: "data-unreadable", change: (file) => appendFileSync(file, "x\n") },
    { name: "deleted", code: "data-missing", change: (file) => rmSync(file) },
  ];
  it.each(changes)("are refused when a file is $name", async ({ change, code }) => {
    const folder = copyOf(prepared, { cache: false });
    const run = start(["run", folder, "--json"]);
    await reached(run, () => stateOf(folder).some((path) => /\/\.part-/.test(path)));
    run.child.kill("SIGSTOP");
    change(join(folder, "data/transactions.csv"));
    run.child.kill("SIGCONT");
    const ended = await run.ended;
    expect(ended).toMatchObject({ code: 1, error: "" });
    expect(codesOf(ended.out)).toEqual([code]);
    expect(listRuns(openProject(folder))).toHaveLength(1);
    expect(leftovers(folder)).toEqual([]);
  });
});

describe("Ctrl-C", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends a run with 130 on %s, and nothing stays",
    async (signal) => {
      const folder = copyOf(prepared, { cache: false });
      const run = start(["run", folder]);
      await reached(run, locked(folder));
      run.child.kill(signal);
      expect(await run.ended).toMatchObject({ code: 130, error: "" });
      expect(listRuns(openProject(folder))).toHaveLength(1);
      expect(leftovers(folder)).toEqual([]);
    },
  );
});

describe("a reader of the output that has seen enough", () => {
  it("ends the command quietly", async () => {
    const listed = start(["find", "recency >= 0", "--json", "--project", prepared]);
    listed.child.stdout?.once("data", () => listed.child.stdout?.destroy());
    listed.child.stdout?.destroy();
    expect(await listed.ended).toMatchObject({ code: 0, error: "" });
  });
});
