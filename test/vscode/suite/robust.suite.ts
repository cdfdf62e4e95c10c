import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { engines } from "./programs.ts";
import {
  completionsAfter,
  counted,
  follows,
  lensesOf,
  open,
  restore,
  retype,
  until,
  uriOf,
} from "./workbench.ts";

/** What goes wrong around the editor: it says so, and counts again by itself. */
describe("when something breaks", () => {
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

  for (const signal of ["SIGKILL", "SIGABRT"] as const)
    it(`counts on in another process where the engine's ended with ${signal}`, async () => {
      const killed = engines();
      for (const pid of killed) process.kill(pid, signal);
      await follows(service, loyal, "frequency >= 5", "frequency >= 6");
      assert.ok(engines().some((pid) => !killed.includes(pid)));
    });

  it("ends an engine that hangs when the text goes on, and counts in another", async () => {
    const stopped = engines();
    for (const pid of stopped) process.kill(pid, "SIGSTOP");
    await retype(service, "frequency >= 5", "frequency >= 6");
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.ok((await completionsAfter(service, "when: ")).length > 0, "writing goes on");
    await retype(service, "frequency >= 6", "frequency >= 4");
    const [, now] = await counted(service);
    assert.notEqual(now, loyal);
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
    await follows(service, loyal, "frequency >= 5", "frequency >= 6");
  });
});
