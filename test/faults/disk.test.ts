import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { listRuns } from "../../packages/core/src/compute/snapshot/store.ts";
import { copyOf, figuresOf, slowProject } from "./project.ts";
import { leftovers, start } from "./started.ts";

const prepared = slowProject();
const mounted: string[] = [];

function mount(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", folder]);
  mounted.push(folder);
}

const remount = (folder: string, options: string): void => {
  execFileSync("mount", ["-o", `remount,${options}`, folder]);
};

afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync("umount", ["-l", folder]);
});

/** Why a small or read-only disk cannot be made here; the name of the skipped tests says it. */
function cannotMount(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs root on Linux";
  try {
    const folder = join(prepared, ".clientele");
    mount(folder, "size=64k");
    execFileSync("umount", ["-l", mounted.pop() ?? folder]);
    return undefined;
  } catch (error) {
    return `cannot mount: ${String(error)}`;
  }
}

const codesOf = (out: string): readonly string[] =>
  (JSON.parse(out) as { problems: { code: string }[] }).problems.map((p) => p.code); // `--json`

const reason = cannotMount();
describe.skipIf(reason !== undefined)(
  `a disk${reason === undefined ? "" : ` (SKIPPED: ${reason})`}`,
  () => {
    it.each(["16k", "128k", "512k", "700k"])(
      "that is full at %s gives a message, and the next run works once there is room",
      async (size) => {
        const folder = copyOf(prepared, { cache: false });
        const state = join(folder, ".clientele");
        mount(state, `size=${size}`);
        const ended = await start(["run", folder, "--publish", "--json"]).ended;
        expect(ended).toMatchObject({ code: 1, error: "" });
        expect(codesOf(ended.out)).toEqual(["disk-full"]);
        expect(listRuns(openProject(folder))).toEqual([]);
        expect(leftovers(folder)).toEqual([]);
        remount(state, "size=100m");
        const again = await start(["run", folder, "--publish", "--json"]).ended;
        expect(again.code).toBe(0);
        expect(figuresOf(again.out)).toMatchObject({ customers: 4, transactions: 150_000 });
      },
    );

    it("that is full for publish leaves what was published", async () => {
      const folder = copyOf(prepared, { cache: false });
      const state = join(folder, ".clientele");
      mount(state, "size=100m");
      await start(["run", folder, "--publish"]).ended;
      const before = await start(["runs", "--json", "--project", folder]).ended;
      execFileSync("sh", ["-c", `head -c 200m /dev/zero > '${state}/filler' || true`], {
        stdio: "ignore",
      });
      const ended = await start(["publish", "--json", "--project", folder]).ended;
      expect(ended).toMatchObject({ code: 1, error: "" });
      expect(codesOf(ended.out)).toEqual(["disk-full"]);
      expect((await start(["runs", "--json", "--project", folder]).ended).out).toBe(before.out);
    });

    it.each([
      { words: ["run"], code: "not-writable" },
      { words: ["publish"], code: "not-writable" },
      { words: ["show", "00428"], code: "file-unreadable" },
      { words: ["export", "--to", "/tmp/never-written.csv"], code: "file-unreadable" },
    ])("that is read-only gives $words a message, not a trace", async ({ words, code }) => {
      const folder = copyOf(prepared, { cache: false });
      const state = join(folder, ".clientele");
      mount(state, "size=100m");
      await start(["run", folder, "--publish"]).ended;
      remount(state, "ro");
      const ended = await start([...words, "--json", "--project", folder]).ended;
      expect(ended).toMatchObject({ code: 1, error: "" });
      expect(codesOf(ended.out)).toEqual([code]);
    });

    it("that is read-only can be checked", async () => {
      const folder = copyOf(prepared, { cache: false });
      mount(join(folder, ".clientele"), "ro");
      const ended = await start(["check", folder, "--json"]).ended;
      expect(ended).toMatchObject({ code: 0, error: "" });
    });
  },
);
