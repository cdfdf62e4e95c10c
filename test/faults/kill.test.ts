import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import {
  listRuns,
  readManifest,
  readPublished,
} from "../../packages/core/src/compute/snapshot/store.ts";
import { copyOf, figuresOf, slowProject } from "./project.ts";
import { leftovers, reached, start, stateOf, type Started } from "./started.ts";

const prepared = slowProject();
let figures: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const ended = await start(["run", prepared, "--publish", "--json"]).ended;
  figures = figuresOf(ended.out);
});

async function kill(started: Started): Promise<void> {
  started.child.kill("SIGKILL");
  await started.ended;
}

/** Whatever was killed: all that is visible is whole, and the next run is as if nothing had been. */
async function expectWhole(folder: string, run: string): Promise<void> {
  const project = openProject(folder);
  const ids = listRuns(project);
  expect(ids.map((id) => readManifest(project, id).ok)).toEqual(ids.map(() => true));
  const published = readPublished(project);
  expect(published).toMatchObject({ ok: true });
  const live = published.ok ? published.value?.run : undefined;
  expect([run, ...ids]).toContain(live);
  const shown = await start(["show", "00428", "--json", "--project", folder]).ended;
  expect(shown).toMatchObject({ code: 0, error: "" });
  const again = await start(["run", folder, "--json"]).ended;
  expect(figuresOf(again.out)).toEqual(figures);
  expect(leftovers(folder)).toEqual([]);
}

const has =
  (pattern: RegExp) =>
  (folder: string): boolean =>
    stateOf(folder).some((path) => pattern.test(path));

const moments: readonly { readonly name: string; readonly at: (folder: string) => boolean }[] = [
  { name: "it takes the lock", at: has(/^run\.lock$/) },
  { name: "it writes a part of the cache", at: has(/\/\.part-[^/]*$/) },
  { name: "it has written the part", at: has(/\/part-[^/]*$/) },
  { name: "it writes a snapshot aside", at: has(/^runs\/\.run-/) },
  { name: "it describes the snapshot", at: has(/^runs\/\.run-.*manifest\.json$/) },
  {
    name: "it has named the snapshot",
    at: (f) => readdirSync(join(f, ".clientele/runs")).length > 1,
  },
  { name: "it publishes", at: has(/^\.published-/) },
];

describe("a run that is killed", () => {
  it.each(moments)("leaves nothing half-written when $name", async ({ at }) => {
    const folder = copyOf(prepared, { cache: false });
    const [run = ""] = listRuns(openProject(folder));
    const started = start(["run", folder, "--publish"]);
    await reached(started, () => at(folder));
    await kill(started);
    await expectWhole(folder, run);
  });

  it("leaves nothing half-written at any moment, several times in a row", async () => {
    const folder = copyOf(prepared, { cache: false });
    const [run = ""] = listRuns(openProject(folder));
    for (let i = 0; i < 5; i += 1) {
      const started = start(["run", folder, "--publish"]);
      await reached(started, () => existsSync(join(folder, ".clientele/run.lock")));
      await setTimeout(Math.random() * 700);
      await kill(started);
    }
    await expectWhole(folder, run);
  });
});

describe("publish and export that are killed", () => {
  it("publish leaves the old or the new one", async () => {
    const folder = copyOf(prepared, { cache: true });
    const [run = ""] = listRuns(openProject(folder));
    for (let i = 0; i < 3; i += 1) {
      const started = start(["publish", "--project", folder, "--why", `try ${i}`]);
      await reached(started, () => has(/^\.published-/)(folder));
      await kill(started);
      const published = readPublished(openProject(folder));
      expect(published.ok && published.value?.run).toBe(run);
    }
    await start(["publish", "--project", folder]).ended;
    await expectWhole(folder, run);
  });

  it("export leaves no file or a whole one, and the next clears up", async () => {
    const folder = copyOf(prepared, { cache: true });
    const file = join(folder, "out.csv");
    const started = start(["export", "--to", file, "--project", folder]);
    await reached(started, () => readdirSync(folder).some((name) => name.endsWith("-out.csv")));
    await kill(started);
    const early = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    expect((await start(["export", "--to", file, "--project", folder]).ended).code).toBe(0);
    const whole = readFileSync(file, "utf8");
    expect(whole.trim().split("\n")).toHaveLength(5);
    expect(early ?? whole).toBe(whole);
    expect(readdirSync(folder).filter((name) => name.endsWith("-out.csv"))).toEqual([]);
  });
});
