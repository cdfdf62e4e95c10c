/** The extension's own bundles: the sample that the walkthrough opens, and a long fit: its thread is a file beside the engine's. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { makeSample } from "../../packages/vscode-ext/src/features/commands/make-sample.ts";
import { connectHost } from "../../packages/core/src/host/client.ts";
import { openState, statePath } from "../../packages/core/src/people/index.ts";
import { temporaryFolder, temporaryProject } from "../cli/temporary-project.ts";
import { purchases } from "../core/compute/purchases.ts";

const extension = fileURLToPath(new URL("../../packages/vscode-ext", import.meta.url));

it("learns in a thread of its own, ends when it is cancelled, and answers meanwhile", async () => {
  execFileSync(process.execPath, ["scripts/bundle.mjs", "--production"], { cwd: extension });
  const project = temporaryProject({
    "clientele.yaml": `clientele: 1
name: Models
sources:
  transactions: { from: data/t.csv, customer: customer, time: paid_at, amount: amount }
metrics:
  clv: { model: auto, horizon: 90 days }
`,
    "data/t.csv": purchases(2000, 7),
    "segmentations/care.yaml": null,
    "segmentations/value.yaml":
      "segmentation: worth\nkind: tiers\nby: clv\ntiers: [{ id: high, top: 50% of value }, { id: low, rest: true }]\n",
    "data/customers.csv": null,
    "data/transactions.csv": null,
  });
  const host = connectHost({ entry: `${extension}/out/host.cjs`, execArgv: [] });
  try {
    const opened = await host.call("open", { project, allowRead: [] });
    expect(opened.ok).toBe(true);
    const stopped = new AbortController();
    const cancelled = await host.call(
      "run",
      {},
      {
        signal: stopped.signal,
        onProgress: ({ stage, done }) => {
          if (stage === "segments" && done !== null) stopped.abort();
        },
      },
    );
    expect(cancelled).toMatchObject({ ok: false, error: { kind: "cancelled" } });
    const running = host.call("run", {});
    expect((await host.call("catalog", {})).ok).toBe(true);
    const ran = await running;
    if (!ran.ok) throw new Error(JSON.stringify(ran.error));
    expect(ran.value.models["clv"]).toMatchObject({ customers: 2000 });
  } finally {
    await host.close();
  }
}, 120_000);

it("carries a sample project that opens without a mistake, its data made on this machine", async () => {
  const folder = `${temporaryFolder()}/sample`;
  await makeSample(`${extension}/out`, folder);
  const host = connectHost({ entry: `${extension}/out/host.cjs`, execArgv: [] });
  try {
    expect((await host.call("open", { project: folder, allowRead: [] })).ok).toBe(true);
    const counted = await host.call("preview", { panel: "p" });
    if (!counted.ok) throw new Error(JSON.stringify(counted.error));
    const { problems, customers } = counted.value;
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    expect(customers).toBeGreaterThan(2000);
  } finally {
    await host.close();
  }
}, 120_000);

it("counts in an editor that was built without SQLite; what people said is out of its reach", async () => {
  const project = temporaryProject({});
  const opened = await openState(statePath(project));
  if (!opened.ok) throw new Error(JSON.stringify(opened.errors));
  await opened.value.disputes.add({
    at: "2026-11-18T08:00:00.000Z",
    actor: "slack:U1",
    place: "T1",
    customer: "1",
    segmentation: "care",
    segment: null,
    wanted: null,
    why: "x",
    run: "r",
    rule: "",
  });
  await opened.value.close();
  const disputesOf = async (execArgv: readonly string[]) => {
    const host = connectHost({ entry: `${extension}/out/host.cjs`, execArgv });
    try {
      expect((await host.call("open", { project, allowRead: [] })).ok).toBe(true);
      const counted = await host.call("preview", { panel: "p" });
      expect(counted.ok && counted.value.customers).toBeGreaterThan(0);
      const answer = await host.call("disputes", {});
      return answer.ok ? answer.value.disputes.length : answer.error;
    } finally {
      await host.close();
    }
  };
  expect(await disputesOf([])).toBe(1);
  expect(await disputesOf(["--no-experimental-sqlite"])).toBe(0);
}, 120_000);

it("names no folder of the machine that it was made on, and asks for a small script", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const files = readdirSync(`${extension}/out`).filter((file) => /\.(cjs|mjs|js|css)$/.test(file));
  expect(files.length).toBeGreaterThan(6);
  for (const file of files)
    expect([file, readFileSync(`${extension}/out/${file}`, "utf8").includes(root)]).toEqual([
      file,
      false,
    ]);
  const script = readFileSync(`${extension}/out/preview.js`);
  expect(gzipSync(script).length).toBeLessThan(100 * 1024);
  expect(String(script)).not.toMatch(/\beval\(|new Function\(/);
});
