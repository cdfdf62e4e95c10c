import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { extension, lensesOf, open, restore, retype, until } from "./workbench.ts";

describe("the display language", () => {
  const chinese = vscode.env.language.startsWith("zh");

  it("is that of the counts", async () => {
    const document = await open("segmentations/service.yaml");
    const [first = ""] = await until("a count", async () => {
      const titles = await lensesOf(document);
      return /^\d/.test(titles[0] ?? "") && titles;
    });
    assert.match(first, chinese ? /位客户/ : /customers/);
  });

  it("is that of the commands", () => {
    const [command] = extension().packageJSON.contributes.commands;
    const title = typeof command.title === "string" ? command.title : command.title.value;
    assert.match(title, chinese ? /预览/ : /preview/);
  });

  it("is that of the diagnostics", async () => {
    const document = await open("segmentations/value.yaml");
    await retype(document, "by: monetary", "by: monetery");
    const found = await until("diagnostics", () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 && all;
    });
    await restore(document);
    assert.equal(/\p{Script=Han}/u.test(found[0]?.message ?? ""), chinese, found[0]?.message);
  });
});
