/**
 * What an analyst waits for: first diagnostics and completion of the packed language server, counts and what-if of the engine's
 * process after a keystroke, and the size of the webview's script. The pause in typing that a user sets is not in it.
 *
 * Transactions, ten a customer unless said otherwise, are made once, half a million customers at a time, and the run once: both
 * stay in the machine's temporary folder (10 M customers: 1.3 GB, and as much for the run). With `changed` a day of data came
 * in since the run, so that its columns hold no longer.
 *
 *     npm run pnpm -- exec node --conditions=source bench/editor.ts [customers] [transactions] [changed]
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { connectHost, type Answer, type Host } from "../packages/core/src/host/client.ts";
import type { Method, Progress } from "../packages/core/src/host/protocol.ts";
import { addFiles, asOf, keptDays } from "./whole/data.ts";
import { ofChild, peakOf } from "./whole/measured.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const transactions = Number(process.argv[3] ?? customers * 10);
const changed = process.argv[4] === "changed";
const keystrokes = 60;

const extension = fileURLToPath(new URL("../packages/vscode-ext", import.meta.url));
const out = join(extension, "out");

const service = (late: number): string => `segmentation: service
kind: rules
segments:
  - { id: save_list, when: value = 'high' and recency > ${late} }
  - { id: loyal, when: frequency >= 5 }
  - { id: digital, when: app_share >= 0.5 and recency <= 90 }
  - { id: standard, else: true }
`;
const value = (share: number): string => `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers: [{ id: high, top: ${share}% of value }, { id: low, rest: true }]
`;
const traits = (spent: number): string => `segmentation: traits
kind: rules
assign: all
segments:
${Array.from({ length: 30 }, (_, i) => `  - { id: r${i}, when: recency < ${10 + i * 12} and monetary > ${i === 7 ? spent : i * 20} }`).join("\n")}
`;
const files: Readonly<Record<string, string>> = {
  "clientele.yaml": `clientele: 1
name: Editor
as_of: ${asOf}
sources:
  transactions: { from: data/*.parquet, customer: customer, time: day, amount: amount }
metrics:
  app_share: { value: count(transactions) filter (where channel = 'app') / count(transactions), within: 180 days }
`,
  "segmentations/service.yaml": service(60),
  "segmentations/value.yaml": value(80),
  "segmentations/traits.yaml": traits(140),
  "strategies/save.yaml":
    "strategy: save\nfor: service.save_list\nobjective: retain\nactions: [{ id: call, do: Call, cost: { money: 40, hours: { service: 0.5 } } }]\n",
};

/** A project with its run, made once and kept. */
async function project(): Promise<string> {
  const days = await keptDays({ customers, transactions });
  const folder = join(tmpdir(), "clientele-bench", `editor-${customers}-${transactions}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (!existsSync(join(folder, "data"))) {
    mkdirSync(join(folder, "data"));
    addFiles(days.before, join(folder, "data"));
  }
  return folder;
}

const quantile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;

function tell(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const figure = (p: number): string => quantile(sorted, p).toFixed(1).padStart(8);
  console.log(
    `${what.padEnd(44)} median${figure(0.5)} ms  p95${figure(0.95)} ms  worst${figure(1)} ms`,
  );
}

async function timed(
  times: number,
  work: (n: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const started = performance.now();
    await work(n);
    found.push(performance.now() - started);
  }
  return found;
}

function sure<M extends Method>(answer: Answer<M>): Answer<M> {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer;
}

/** Whether counts can rest on the kept run: what older code or other data left is read and computed again. */
async function isReady(host: Host): Promise<boolean> {
  const stop = new AbortController();
  let fresh = true;
  const onProgress = ({ stage }: Progress): void => {
    if (stage !== "ingest") return;
    fresh = false;
    stop.abort();
  };
  const params = { panel: "editor", segmentations: ["service"] };
  const counted = await host.call("preview", params, { onProgress, signal: stop.signal });
  return fresh && counted.ok && counted.value.base !== null;
}

/** Passes on at most one report in so many seconds. */
function every<T>(seconds: number, report: (value: T) => void): (value: T) => void {
  let last = 0;
  return (found) => {
    if (performance.now() - last < seconds * 1000) return;
    last = performance.now();
    report(found);
  };
}

/** The project with its run and one more day of data, of which nothing is known; the files of both are the same on the disk. */
async function dayLater(folder: string): Promise<string> {
  const later = `${folder}-changed`;
  rmSync(later, { recursive: true, force: true });
  execFileSync("cp", ["-al", folder, later]);
  const days = await keptDays({ customers, transactions });
  addFiles(days.last, join(later, "data"));
  return later;
}

async function counts(): Promise<void> {
  const kept = await project();
  const folder = changed ? await dayLater(kept) : kept;
  const host = connectHost({ entry: join(out, "host.cjs"), execArgv: [] });
  try {
    sure(await host.call("open", { project: folder, allowRead: [] }));
    if (!changed && !(await isReady(host))) {
      const onProgress = every(10, ({ stage, done }: Progress) =>
        console.error(`  ${stage}${done === null ? "" : ` ${Math.round(done * 100)} %`}`),
      );
      const ran = await timed(1, async () =>
        sure(await host.call("run", { publish: { by: "bench", why: "" } }, { onProgress })),
      );
      tell("a run (once)", ran);
    }
    const after =
      (path: string, text: (n: number) => string, segmentation: string) => async (n: number) =>
        sure(
          await host.call("preview", {
            panel: "editor",
            overlay: { [path]: text(n) },
            segmentations: [segmentation],
          }),
        );
    const rule = after("segmentations/service.yaml", (n) => service(61 + n), "service");
    const tier = after("segmentations/value.yaml", (n) => value(20 + n), "value");
    const many = after("segmentations/traits.yaml", (n) => traits(141 + n), "traits");
    const typed = async (what: string, times: number, work: (n: number) => Promise<unknown>) => {
      const before = ofChild(host);
      tell(what, await timed(times, work));
      const each = ((ofChild(host) - before) * 1000) / times;
      console.log(`${"".padEnd(44)} ${each.toFixed(0)} ms of processor each`);
    };
    await typed("the first counts of a session", 1, () => rule(-1));
    await tier(-1);
    await many(-1);
    await typed("a keystroke in a rule", keystrokes, rule);
    await typed("a threshold of a tier", keystrokes, tier);
    await typed("a keystroke in one of 30 overlapping rules", keystrokes, many);
    const whole = async (n: number) => {
      const overlay = { "segmentations/service.yaml": service(200 + n) };
      const counted = await host.call("preview", {
        panel: "editor",
        overlay,
        segmentations: ["service"],
      });
      if (!counted.ok) throw new Error(JSON.stringify(counted.error));
      const moves = (counted.value.segmentations[0]?.moves ?? []).slice(0, 8);
      sure(await host.call("whatIf", { overlay, segmentation: "service", moves }));
    };
    await typed("counts, then who moves, why and at what cost", keystrokes / 2, whole);
    console.log(`the most memory of the engine's process: ${peakOf(host)}`);
  } finally {
    await host.close();
  }
}

async function writing(): Promise<void> {
  const folder = join(tmpdir(), "clientele-bench", "editor-texts");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (let n = 0; n < 50; n += 1)
    write(
      `segmentations/list_${n}.yaml`,
      `segmentation: list_${n}\nkind: rules\nassign: all\nsegments:\n${Array.from({ length: 20 }, (_, i) => `  - { id: s${i}, when: recency > ${i} and frequency > ${n} }`).join("\n")}\n`,
    );
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const path = "segmentations/service.yaml";
  const started = performance.now();
  const server = spawn(process.execPath, [join(out, "server.cjs"), "--stdio"]);
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const textDocument = { uri: uri(path) };
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: uri(""),
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: "clientele", version: 1, text: service(60) },
  });
  await connection.sendRequest("textDocument/diagnostic", { textDocument });
  tell("first diagnostics, from the server's start", [performance.now() - started]);
  let version = 1;
  const type = async (text: string): Promise<void> => {
    version += 1;
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { ...textDocument, version },
      contentChanges: [{ text }],
    });
  };
  const position = { line: 3, character: "  - { id: save_list, when: ".length };
  tell(
    "completion after a keystroke, 1,000 segments",
    await timed(keystrokes, async (n) => {
      await type(service(100 + n));
      await connection.sendRequest("textDocument/completion", { textDocument, position });
    }),
  );
  tell(
    "diagnostics after a keystroke, 1,000 segments",
    await timed(keystrokes, async (n) => {
      await type(service(300 + n));
      await connection.sendRequest("textDocument/diagnostic", { textDocument });
    }),
  );
  connection.dispose();
  server.kill();
}

console.log(`${cpus().length} processors, Node ${process.version}, ${customers} customers`);
execFileSync(process.execPath, [join(extension, "scripts/bundle.mjs"), "--production"]);
const script = readFileSync(join(out, "preview.js"));
console.log(`the webview's script: ${(gzipSync(script).length / 1024).toFixed(1)} KB gzip`);
await writing();
await counts();
