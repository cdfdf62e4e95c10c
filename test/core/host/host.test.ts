import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { isAlive } from "../../../packages/core/src/compute/project/process-identity.ts";
import { connectHost, type Answer, type Host } from "../../../packages/core/src/host/client.ts";
import type { Method } from "../../../packages/core/src/host/protocol.ts";
import { config, temporaryFolder, temporaryProject, value } from "../../cli/temporary-project.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const care = (rule: string): string =>
  `segmentation: care\nkind: rules\nassign: all\nsegments:\n  - { id: late, when: ${rule} }\n`;

function connect(): Host {
  const host = connectHost({ execArgv: ["--conditions=source"] });
  onTestFinished(() => host.close());
  return host;
}

async function opened(folder: string): Promise<Host> {
  const host = connect();
  valueOf(await host.call("open", { project: folder, allowRead: [] }));
  return host;
}

async function computed(
  changes: Readonly<Record<string, string>> = {},
): Promise<{ readonly host: Host; readonly folder: string }> {
  const folder = temporaryProject(changes);
  const host = await opened(folder);
  valueOf(await host.call("run", { publish: { by: "test", why: "" } }));
  return { host, folder };
}

function valueOf<M extends Method>(answer: Answer<M>) {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** So many lines that a preview which must read them anew takes a while. */
const manyLines = (): string => {
  const rows = ["customer,order_no,paid_at,quantity,price,channel,type,original"];
  for (let i = 0; i < 400_000; i += 1)
    rows.push(`C${i % 50_000},O${i},2026-0${1 + (i % 9)}-11 10:00:00,1,${i % 700},app,sale,`);
  return `${rows.join("\n")}\n`;
};
const heavy = { "data/transactions.csv": manyLines() };
/** Other amounts: every line is read anew. */
const slow = (n: number): string => config.replace("quantity * price", `quantity * price + ${n}`);

describe("the engine's child", () => {
  it("answers every method of the protocol", async () => {
    const { host } = await computed();
    const info = valueOf(
      await host.call("open", { project: (await computed()).folder, allowRead: [] }),
    );
    expect(info).toMatchObject({
      currency: "CNY",
      problems: [],
      base: { published: true, customers: 4 },
    });
    const members = valueOf(
      await host.call("members", {
        viewer: ownerOf("cli:test"),
        match: "acme",
        sort: "monetary",
        descending: true,
      }),
    );
    expect(members).toMatchObject({ total: 2, rows: [{ id: "00002" }, { id: "00003" }] });
    const explained = valueOf(
      await host.call("explain", { viewer: ownerOf("cli:test"), customer: "00428" }),
    );
    expect(explained.reasons.map((r) => [r.segmentation, r.segment])).toEqual([
      ["care", "save_list"],
      ["value", "high"],
    ]);
    expect(valueOf(await host.call("preview", { panel: "p" }))).toMatchObject({
      customers: 4,
      problems: [],
    });
    expect(
      valueOf(await host.call("distribution", { viewer: ownerOf("cli:test"), metric: "monetary" })),
    ).toMatchObject({
      customers: 4,
      maximum: 1501.2,
    });
    expect(
      valueOf(
        await host.call("values", {
          viewer: ownerOf("cli:test"),
          source: "customers",
          column: "city",
        }),
      ),
    ).toMatchObject({
      complete: true,
      values: [{ count: 2 }, { count: 1 }, { count: 1 }],
    });
    expect(valueOf(await host.call("catalog", {})).sources.map((s) => s.name)).toEqual([
      "customers",
      "transactions",
    ]);
  });

  it("echoes the revision, whatever the answer is", async () => {
    const { host } = await computed();
    const stopped = AbortSignal.abort();
    const answers = await Promise.all([
      host.call("preview", { panel: "a" }, { revision: 7 }),
      host.call("explain", { viewer: ownerOf("cli:test"), customer: "nobody" }, { revision: 8 }),
      host.call("preview", { panel: "b" }, { revision: 9, signal: stopped }),
    ]);
    expect(answers.map((a) => [a.ok, a.revision])).toEqual([
      [true, 7],
      [false, 8],
      [false, 9],
    ]);
  });

  it("counts texts that are not saved", async () => {
    const { host } = await computed();
    const overlay = { "segmentations/care.yaml": care("recency > 10") };
    const { segmentations } = valueOf(await host.call("preview", { panel: "p", overlay }));
    expect(segmentations.find((s) => s.id === "care")?.segments).toMatchObject([
      { id: "late", customers: 2, before: null },
    ]);
  });

  it("gives problems for a project that cannot be read, and goes on", async () => {
    const folder = temporaryProject({ "clientele.yaml": "clientele: [1\n" });
    const host = await opened(folder);
    const broken = valueOf(await host.call("preview", { panel: "p" }));
    expect(broken.problems.map((p) => p.code)).toContain("yaml-syntax");
    writeFileSync(join(folder, "clientele.yaml"), config);
    expect(valueOf(await host.call("preview", { panel: "p" }))).toMatchObject({
      customers: 4,
      problems: [],
    });
  });

  it("tells every call of a project that is not there what is wrong", async () => {
    const host = connect();
    const answers = [
      await host.call("open", { project: "/nowhere", allowRead: [] }),
      await host.call("members", { viewer: ownerOf("cli:test") }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({
        ok: false,
        error: { kind: "problems", problems: [{ code: "no-project" }] },
      });
  });

  it("answers from a new publish without being opened again", async () => {
    const { host, folder } = await computed();
    const before = valueOf(await host.call("members", { viewer: ownerOf("cli:test") })).base.run;
    writeFileSync(join(folder, "segmentations/value.yaml"), value.replace("50%", "99%"));
    const asked = [1, 2, 3].map(() =>
      host.call("explain", { viewer: ownerOf("cli:test"), customer: "00428" }),
    );
    const { run } = valueOf(await host.call("run", { publish: { by: "test", why: "" } }));
    expect((await Promise.all(asked)).map((a) => a.ok)).toEqual([true, true, true]);
    expect(valueOf(await host.call("members", { viewer: ownerOf("cli:test") })).base.run).toBe(run);
    expect(run).not.toBe(before);
  });

  it("sees data that changed or were added, without being opened again", async () => {
    const { host, folder } = await computed();
    const row = "00003,C2,2026-11-18 10:00:00,1,5000,app,sale,\n";
    writeFileSync(join(folder, "data/transactions.csv"), row, { flag: "a" });
    const first = valueOf(await host.call("preview", { panel: "p" }));
    const high = first.segmentations.find((s) => s.id === "value");
    expect(high?.segments[0]).toMatchObject({ id: "high", revenue: 5012.5 });
    writeFileSync(join(folder, "data/customers.csv"), "00005,New,,Wuxi,\n", { flag: "a" });
    expect(valueOf(await host.call("preview", { panel: "p" })).customers).toBe(5);
  });

  it("opens a project anew without interrupting what was asked before", async () => {
    const { host, folder } = await computed();
    const asked = host.call("preview", { panel: "p" });
    const open = host.call("open", { project: folder, allowRead: [] });
    const during = host.call("members", { viewer: ownerOf("cli:test") });
    expect((await Promise.all([asked, open, during])).map((a) => a.ok)).toEqual([true, true, true]);
  });
});

describe("cancelling", () => {
  it("lets the latest preview of a panel win", async () => {
    const { host } = await computed(heavy);
    const preview = (n: number, panel: string) =>
      host.call("preview", { panel, overlay: { "clientele.yaml": slow(n) } });
    const [first, second, last] = await Promise.all([
      preview(1, "p"),
      preview(2, "p"),
      preview(3, "p"),
    ]);
    expect([first, second].map((a) => !a.ok && a.error.kind)).toEqual(["cancelled", "cancelled"]);
    expect(valueOf(last).customers).toBe(4);
  });

  it("ends a heavy query, and one that waits behind it; the next call is answered", async () => {
    const { host } = await computed(heavy);
    const overlay = { "clientele.yaml": slow(1) };
    const controllers = [new AbortController(), new AbortController()] as const;
    const running = host.call(
      "preview",
      { panel: "a", overlay },
      { signal: controllers[0].signal },
    );
    const waiting = host.call("preview", { panel: "b" }, { signal: controllers[1].signal });
    await setTimeout(100);
    controllers[1].abort();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: "cancelled" } });
    controllers[0].abort();
    expect(await running).toMatchObject({ ok: false, error: { kind: "cancelled" } });
    // Whether the child lives on is a matter of half a second: see the next test.
    expect(valueOf(await host.call("members", { viewer: ownerOf("cli:test") })).total).toBe(4);
  });

  it("kills a child that hangs, and the next call has another", async () => {
    const { host } = await computed();
    const pid = host.pid() ?? 0;
    process.kill(pid, "SIGSTOP");
    const answer = await host.call(
      "members",
      { viewer: ownerOf("cli:test") },
      { signal: AbortSignal.timeout(50) },
    );
    expect(answer).toMatchObject({ ok: false, error: { kind: "cancelled" } });
    expect(valueOf(await host.call("members", { viewer: ownerOf("cli:test") })).total).toBe(4);
    expect(host.pid()).not.toBe(pid);
  });
});

it("ends a child that is deaf, though nobody cancels", async () => {
  const folder = temporaryProject({});
  const host = connectHost({ execArgv: ["--conditions=source"], patience: 3000 });
  onTestFinished(() => host.close());
  valueOf(await host.call("open", { project: folder, allowRead: [] }));
  valueOf(await host.call("run", {}));
  process.kill(host.pid() ?? 0, "SIGSTOP");
  const answer = await host.call("members", { viewer: ownerOf("cli:test") });
  expect(answer).toMatchObject({ ok: false, error: { kind: "failed" } });
  expect((await host.call("members", { viewer: ownerOf("cli:test") })).ok).toBe(true);
});

describe("a child that dies", () => {
  it("fails what was asked; the next call starts another and answers", async () => {
    const { host } = await computed(heavy);
    const asked = host.call("preview", {
      panel: "p",
      overlay: { "clientele.yaml": slow(1) },
    });
    await setTimeout(50);
    process.kill(host.pid() ?? 0, "SIGKILL");
    expect(await asked).toMatchObject({ ok: false, error: { kind: "failed" } });
    const after = await Promise.all([
      host.call("members", { viewer: ownerOf("cli:test") }),
      host.call("explain", { viewer: ownerOf("cli:test"), customer: "00002" }),
    ]);
    expect(after.map((a) => a.ok)).toEqual([true, true]);
  });

  it("ends with its parent", async () => {
    const client = new URL("../../../packages/core/src/host/client.ts", import.meta.url).href;
    const script = join(temporaryFolder(), "parent.mjs");
    writeFileSync(
      script,
      `const { connectHost } = await import(${JSON.stringify(client)});
      const host = connectHost();
      await host.call("members", {});
      console.log(host.pid());
      setInterval(() => {}, 1000);`,
    );
    const parent = spawn(process.execPath, ["--conditions=source", script]);
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once("data", (text: Buffer) => resolve(Number(String(text))));
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    while (isAlive(pid)) await setTimeout(20);
  });
});

it("look-ups are answered while a run goes on", async () => {
  const { host } = await computed(heavy);
  const state = { ended: false };
  const run = host.call("run", {}).then((answer) => {
    state.ended = true;
    return answer;
  });
  const meanwhile: boolean[] = [];
  while (!state.ended)
    meanwhile.push((await host.call("members", { viewer: ownerOf("cli:test"), limit: 1 })).ok);
  expect((await run).ok).toBe(true);
  expect(meanwhile.length).toBeGreaterThan(2);
  expect(new Set(meanwhile)).toEqual(new Set([true]));
});
