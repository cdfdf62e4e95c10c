import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { programs } from "./programs.ts";
import { completionsAfter, lensesOf, open, restore, retype, until, uriOf } from "./workbench.ts";

/** What goes wrong around the editor: it says so, and counts again by itself. */
describe("when something breaks", () => {
  let service: vscode.TextDocument;
  before(async () => {
    service = await open("segmentations/service.yaml");
    await counted(service);
  });
  afterEach(async () => {
    service = await open("segmentations/service.yaml");
    await restore(service);
  });

  it("counts on in another process where the engine's was killed", async () => {
    const killed = engines();
    for (const pid of killed) process.kill(pid, "SIGKILL");
    await follows(service, "frequency >= 5", "frequency >= 6");
    assert.ok(engines().some((pid) => !killed.includes(pid)));
  });

  it("ends an engine that hangs when the text goes on, and counts in another", async () => {
    const stopped = engines();
    for (const pid of stopped) process.kill(pid, "SIGSTOP");
    await retype(service, "frequency >= 5", "frequency >= 6");
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.ok((await completionsAfter(service, "when: ")).length > 0, "writing goes on");
    await follows(service, "frequency >= 6", "frequency >= 4");
    assert.ok(engines().some((pid) => !stopped.includes(pid)));
  });

  it("says that a data file is gone, keeps the last counts, and counts when it is back", async () => {
    const file = uriOf("data/transactions.csv").fsPath;
    const known = await lensesOf(service);
    renameSync(file, `${file}.away`);
    const project = uriOf("clientele.yaml");
    await until("a mark in clientele.yaml", () =>
      vscode.languages
        .getDiagnostics(project)
        .some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    assert.deepEqual(await lensesOf(service), known);
    renameSync(`${file}.away`, file);
    await until("the mark is gone", () => vscode.languages.getDiagnostics(project).length === 0);
    await follows(service, "frequency >= 5", "frequency >= 6");
  });

  it("takes a paste that is too large for a file: it is refused as too large, and undone", async () => {
    const line = "  - { id: a, when: recency > 3 }\n";
    const end = service.positionAt(service.getText().length);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(service.uri, end, line.repeat(Math.ceil(6_000_000 / line.length)));
    await vscode.workspace.applyEdit(edit);
    await until("the problem is told", () =>
      vscode.languages
        .getDiagnostics(service.uri)
        .some(({ code }) => (typeof code === "object" ? code.value : code) === "file-too-large"),
    );
    const value = await open("segmentations/value.yaml");
    assert.ok((await completionsAfter(value, "within: 365 days\n")).includes("title"));
    await restore(await open("segmentations/service.yaml"));
    await until(
      "no problem any more",
      () => vscode.languages.getDiagnostics(service.uri).length === 0,
    );
    await counted(service);
  });
});

/** The engines' processes: of a project that was closed one may live on while the editor keeps its texts. */
const engines = (): readonly number[] =>
  programs()
    .filter(({ command }) => command.includes("host.cjs"))
    .map(({ pid }) => pid);

const counted = (document: vscode.TextDocument): Promise<readonly string[]> =>
  until("counts", async () => {
    const titles = await lensesOf(document);
    return titles.length > 0 && titles.every((title) => /^[\d,]+ /.test(title)) && titles;
  });

/** Types, and waits until a count follows. */
async function follows(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const first = (await lensesOf(document))[1];
  await retype(document, from, to);
  await until("another count", async () => {
    const now = (await lensesOf(document))[1];
    return now !== first && /^[\d,]+ /.test(now ?? "");
  });
}
