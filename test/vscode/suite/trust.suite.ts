import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { before, describe, it } from "mocha";
import * as vscode from "vscode";
import { programs } from "./programs.ts";
import { extension, lensesOf, open, retype, until, uriOf } from "./workbench.ts";

/** The folder of a stranger: read as text, and nothing else. */
describe("a folder that is not trusted", () => {
  let service: vscode.TextDocument;
  before(async () => {
    service = await open("segmentations/service.yaml");
    await until("the extension is active", () => extension().isActive);
    await extension().exports.ready();
  });

  it("is not trusted here", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it("is edited and checked all the same", async () => {
    // A name could be a column: what the data hold is not known here. A key is a key.
    await retype(service, "when: frequency", "whenn: frequency");
    await until("a mark", () => vscode.languages.getDiagnostics(service.uri).length > 0);
    await retype(service, "whenn: frequency", "when: frequency");
  });

  it("counts nothing", async () => {
    await vscode.commands.executeCommand("clientele.preview");
    assert.deepEqual(await lensesOf(service), []);
  });

  it("runs nothing, whoever asks", async () => {
    for (const command of [
      "run",
      "publish",
      "compareRuns",
      "explain",
      "profile",
      "newSegmentation",
    ])
      await vscode.commands.executeCommand(`clientele.${command}`);
    await vscode.commands.executeCommand("clientele.runChecks");
    await vscode.commands.executeCommand("clientele.restartEngine");
    for (const name of ["find_customer", "explain_assignment", "preview_rule"])
      await assert.rejects(async () =>
        vscode.lm.invokeTool(name, {
          input: { query: "1", customer: "00001", rule: "recency > 1" },
          toolInvocationToken: undefined,
        }),
      );
    assert.ok(!existsSync(uriOf(".clientele").fsPath));
  });

  it("starts no engine", () => {
    const commands = programs().map(({ command }) => command);
    assert.deepEqual(
      commands.filter((command) => command.includes("host.cjs")),
      [],
    );
    assert.ok(
      commands.some((command) => command.includes("server.cjs")),
      "the server reads texts",
    );
  });
});
