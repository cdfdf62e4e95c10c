import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { lensesOf, open, restore, retype, until } from "./workbench.ts";

const chinese = vscode.env.language.startsWith("zh");

describe("checks", () => {
  let checks: vscode.TextDocument;
  before(async () => {
    await open("segmentations/service.yaml");
    checks = await open("checks/service.yaml");
    await until("the checks are ours", () => checks.languageId === "clientele");
  });
  after(async () => {
    await vscode.commands.executeCommand("testing.stopContinuousRun");
    await restore(checks);
  });

  it("are tests of the Test view, each at its line", async () => {
    const found = await until("the tests of the file", async () => {
      const tests = await vscode.commands.executeCommand<readonly string[]>(
        "vscode.testing.getTestsInFile",
        checks.uri,
      );
      return tests.length > 0 && tests;
    });
    assert.ok(
      found.some((test) => JSON.stringify(test).includes("Everybody is served")),
      JSON.stringify(found),
    );
  });

  it("run all together; the line above each says what it came to", async () => {
    await vscode.commands.executeCommand("testing.runAll");
    const titles = await until("outcomes", async () => {
      const now = await lensesOf(checks);
      return now.length === 2 && now.every((title) => title.includes("·")) && now;
    });
    assert.match(titles[0] ?? "", chinese ? /通过/ : /passed/);
    assert.match(titles[1] ?? "", chinese ? /未通过.*<= 1/ : /failed: expected <= 1, got \d+/);
  });

  it("run one by its name, on text that is not saved", async () => {
    await retype(checks, "at_most: 1 ", "at_most: 199 ");
    await vscode.commands.executeCommand(
      "clientele.runChecks",
      checks.uri,
      "Few are on the save list",
    );
    await until("it passes now", async () =>
      /passed|^(?!.*未).*通过/.test((await lensesOf(checks))[1] ?? ""),
    );
    await restore(checks);
  });

  it("are watched: with every count they run again", async () => {
    await vscode.commands.executeCommand("testing.startContinuousRun");
    await until("the failure is back", async () => (await lensesOf(checks))[1]?.includes("<= 1"));
    const service = await open("segmentations/service.yaml");
    await retype(service, "recency > 60", "recency > 6000");
    await open("checks/service.yaml");
    await until("nobody is on the list any more", async () => {
      const [, title = ""] = await lensesOf(checks);
      return /passed|^(?!.*未).*通过/.test(title);
    });
    await restore(service);
  });
});
