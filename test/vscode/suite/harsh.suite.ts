import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { engines } from "./programs.ts";
import {
  completionsAfter,
  counted,
  extension,
  follows,
  lensesOf,
  open,
  restore,
  retype,
  until,
  uriOf,
} from "./workbench.ts";

const stopped = /Counting stopped/;
const said = () => extension().exports.said();

/** Machines, disks and texts that are not as they should be: the editor says so, stays quick and counts again by itself. */
describe("when machine, disk or text are harsh", () => {
  let service: vscode.TextDocument;
  /** The second line as the file is saved. */
  let loyal = "";
  before(async () => {
    service = await open("segmentations/service.yaml");
    [, loyal = ""] = await counted(service);
  });
  afterEach(async () => {
    service = await open("segmentations/service.yaml");
    await restore(service);
  });

  it("says that memory is full, keeps the last counts and counts on with more of it", async () => {
    const known = await lensesOf(service);
    const file = uriOf("data/transactions.csv").fsPath;
    const original = readFileSync(file, "utf8");
    process.env["CLIENTELE_MEMORY"] = "8MB";
    try {
      writeFileSync(file, `${original}00001,1-99,2026-11-01,5,app\n`);
      await vscode.commands.executeCommand("clientele.restartEngine");
      await until("it says so", () => stopped.test(said().text) && /MiB|MB/.test(said().text));
      assert.deepEqual(await lensesOf(service), known);
      assert.ok((await completionsAfter(service, "when: ")).length > 0, "writing goes on");
    } finally {
      delete process.env["CLIENTELE_MEMORY"];
      writeFileSync(file, original);
    }
    await vscode.commands.executeCommand("clientele.restartEngine");
    await until("it counts", () => !stopped.test(said().text));
    await follows(service, loyal, "frequency >= 5", "frequency >= 6");
  });

  it("counts what a data file holds now where another one was put in its place", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const original = readFileSync(file, "utf8");
    writeFileSync(`${file}.new`, original.split("\n").slice(0, 300).join("\n"));
    renameSync(`${file}.new`, file);
    await until("fewer are loyal", async () => {
      const [, now] = await lensesOf(service);
      return now !== loyal && /^[\d,]+ /.test(now ?? "");
    });
    writeFileSync(file, original);
    await until("as before", async () => (await lensesOf(service))[1] === loyal);
  });

  it("marks a data file that cannot be read, and counts again when it can", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const project = uriOf("clientele.yaml");
    const known = await lensesOf(service);
    renameSync(file, `${file}.away`);
    mkdirSync(file); // what root cannot read either
    await until("a mark in clientele.yaml", () => errorsIn(project).length > 0);
    assert.deepEqual(await lensesOf(service), known);
    rmSync(file, { recursive: true });
    renameSync(`${file}.away`, file);
    await until("no mark", () => errorsIn(project).length === 0);
    await follows(service, loyal, "frequency >= 5", "frequency >= 6");
  });

  it("says what it is doing while much is read, and text is completed meanwhile", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const original = readFileSync(file, "utf8");
    const line = "00003,3-7,2026-10-01,30,app\n";
    writeFileSync(file, original + line.repeat(2_000_000));
    try {
      await until("it says that it reads", () => /reading data/.test(said().detail));
      const started = performance.now();
      assert.ok((await completionsAfter(service, "when: ")).length > 0);
      assert.ok(performance.now() - started < 5000, "far less than the reading takes");
    } finally {
      writeFileSync(file, original); // cut off under the reader
    }
    // What was read of it is no state that it ever had, and stays nowhere.
    await until("as before", async () => (await lensesOf(service))[1] === loyal, 40_000);
    await follows(service, loyal, "frequency >= 5", "frequency >= 6");
  });

  it("reads a data file that another program has locked: such locks bind only who asks for them", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const original = readFileSync(file, "utf8");
    const locker = spawn("flock", ["--exclusive", file, "sleep", "60"]);
    try {
      const tried = () => spawnSync("flock", ["--nonblock", file, "true"]).status;
      await until("it is locked", () => tried() === 1);
      writeFileSync(file, original.split("\n").slice(0, 300).join("\n"));
      await until("fewer are loyal", async () => {
        const [, now] = await lensesOf(service);
        return now !== loyal && /^[\d,]+ /.test(now ?? "");
      });
    } finally {
      locker.kill();
      writeFileSync(file, original);
    }
    await until("as before", async () => (await lensesOf(service))[1] === loyal);
  });

  it("does not wait for a pipe in the place of a data file, and says that it holds nothing", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const project = uriOf("clientele.yaml");
    const known = await lensesOf(service);
    renameSync(file, `${file}.away`);
    execFileSync("mkfifo", [file]);
    await until("a mark", () => errorsIn(project).some(({ code }) => code === "data-empty"));
    assert.deepEqual(await lensesOf(service), known);
    rmSync(file);
    renameSync(`${file}.away`, file);
    await until("no mark", () => errorsIn(project).length === 0);
    await follows(service, loyal, "frequency >= 5", "frequency >= 6");
  });

  it("waits for an engine that a slow disk holds up for seconds, while writing goes on", async () => {
    const held = engines();
    await retype(service, "frequency >= 5", "frequency >= 6");
    for (const pid of held) process.kill(pid, "SIGSTOP");
    const started = performance.now();
    assert.ok((await completionsAfter(service, "when: ")).length > 0);
    assert.ok(performance.now() - started < 2000);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    for (const pid of held) process.kill(pid, "SIGCONT");
    await until("another count", async () => (await lensesOf(service))[1] !== loyal);
    assert.deepEqual(engines(), held, "the same engine");
  });

  it("waits for a database that another program holds, and counts when it lets go", async function () {
    if (!isBuiltin("node:sqlite")) this.skip(); // what some desktop editors leave out
    const { DatabaseSync } = await import("node:sqlite");
    mkdirSync(uriOf("shop/segmentations").fsPath, { recursive: true });
    const database = new DatabaseSync(uriOf("shop/shop.sqlite").fsPath);
    database.exec("create table sales (who text, day text, amount real)");
    database.exec("insert into sales values ('a', '2026-11-01', 5), ('b', '2026-11-02', 7)");
    database.exec("begin exclusive");
    writeFileSync(uriOf("shop/clientele.yaml").fsPath, shop);
    writeFileSync(uriOf("shop/segmentations/late.yaml").fsPath, late);
    const document = await open("shop/segmentations/late.yaml");
    await until(
      "a mark that says so",
      () => errorsIn(uriOf("shop/clientele.yaml")).some(({ code }) => code === "database-locked"),
      40_000,
    );
    database.exec("commit");
    await counted(document);
    database.close();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    rmSync(uriOf("shop").fsPath, { recursive: true, force: true, maxRetries: 5 });
  }).timeout(60_000);

  it("ends the engine of a project whose files have all been closed", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await until("no engine", () => engines().length === 0);
    service = await open("segmentations/service.yaml");
    await counted(service);
    assert.equal(engines().length, 1);
  });
});

describe("a project of 1,000 segments", () => {
  const files = Array.from({ length: 50 }, (_, n) => `segmentations/list_${n}.yaml`);
  before(() => {
    for (const [n, path] of files.entries())
      writeFileSync(
        uriOf(path).fsPath,
        `segmentation: list_${n}\nkind: rules\nassign: all\nsegments:\n${Array.from({ length: 20 }, (_, i) => `  - { id: s${i}, when: recency > ${i} and frequency > ${n % 7} }`).join("\n")}\n`,
      );
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const path of files) rmSync(uriOf(path).fsPath, { force: true });
  });

  it("is counted, completed and marked like any other", async () => {
    const document = await open("segmentations/list_7.yaml");
    const titles = await counted(document);
    assert.equal(titles.length, 20);
    assert.ok((await completionsAfter(document, "s3, when: ")).includes("recency"));
    await retype(document, "recency > 3 ", "recenzy > 3 ");
    await until("the mistake is marked", () => errorsIn(document.uri).length === 1);
    await restore(document);
    await until("and no longer", () => errorsIn(document.uri).length === 0);
  });
});

describe("a paste of 100 MB", () => {
  it("is refused as too large while other files are written, and is forgotten when it is undone", async () => {
    const service = await open("segmentations/service.yaml");
    await counted(service);
    const line = "  - { id: a, when: recency > 3 }\n";
    const edit = new vscode.WorkspaceEdit();
    const end = service.positionAt(service.getText().length);
    edit.insert(service.uri, end, line.repeat(Math.ceil(100_000_000 / line.length)));
    await vscode.workspace.applyEdit(edit);
    await until(
      "the problem is told",
      () => errorsIn(service.uri).some(({ code }) => code === "file-too-large"),
      60_000,
    );
    const value = await open("segmentations/value.yaml");
    assert.ok((await completionsAfter(value, "within: 365 days\n")).includes("title"));
    await retype(value, "kind: tiers", "kind: tears");
    await until("a mistake elsewhere is marked", () => errorsIn(value.uri).length > 0);
    await restore(value);
    await restore(await open("segmentations/service.yaml"));
    await until("no problem any more", () => errorsIn(service.uri).length === 0);
    await counted(service);
  }).timeout(240_000);
});

const shop = `clientele: 1
name: Corner shop
currency: CNY
as_of: 2026-11-18
sources:
  transactions:
    from: { sqlite: shop.sqlite, table: sales }
    customer: who
    time: day
    amount: amount
`;
const late = `segmentation: late
kind: rules
segments:
  - { id: late, when: recency > 10 }
  - { id: rest, else: true }
`;

type Mark = { readonly code: string | undefined };

/** Errors that are marked in a file, by their codes. */
const errorsIn = (uri: vscode.Uri): readonly Mark[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .map(({ code }) => ({ code: String(typeof code === "object" ? code.value : code) }));
