import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { broken } from "../project.ts";
import { completionsAfter, extension, open, restore, retype, until, uriOf } from "./workbench.ts";

describe("the language", () => {
  before(async () => {
    await open("segmentations/service.yaml");
    await until("the extension is active", () => extension().isActive);
    await extension().exports.ready();
  });

  it("is active once a file of it is open, and says how long that took", () => {
    console.log(`TEST activated in ${extension().exports.activatedIn.toFixed(1)} ms`);
    assert.ok(extension().exports.activatedIn > 0);
  });

  it("owns clientele.yaml and the files in segmentations/", async () => {
    assert.equal((await open("clientele.yaml")).languageId, "clientele");
    assert.equal((await open("segmentations/value.yaml")).languageId, "clientele");
  });

  it("owns a strategy because it lies in a project, and no other YAML", async () => {
    const strategy = await vscode.workspace.openTextDocument(
      (await open("strategies/save.yaml")).uri,
    );
    await until("the strategy is claimed", async () => {
      const found = vscode.workspace.textDocuments.find((d) => d.uri.path === strategy.uri.path);
      return found?.languageId === "clientele";
    });
    assert.notEqual((await open("compose/docker.yaml")).languageId, "clientele");
  });

  describe("with a file that is wrong", () => {
    const file = uriOf("segmentations/broken.yaml").fsPath;
    before(() => writeFileSync(file, broken));
    after(async () => {
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      rmSync(file);
    });

    it("marks an unknown key where it stands", async () => {
      await marked(await open("segmentations/broken.yaml"), "4:4 unknown-key");
    });

    it("marks an unknown name where it stands", async () => {
      const document = await open("segmentations/broken.yaml");
      await retype(document, "whenn", "when");
      await marked(document, "6:10 unknown-name");
    });

    it("takes the marks away when the text is mended", async () => {
      const document = await open("segmentations/broken.yaml");
      await retype(document, "frequenzy", "frequency");
      await until(
        "no diagnostics",
        () => vscode.languages.getDiagnostics(document.uri).length === 0,
      );
      await restore(document);
    });
  });

  it("completes keys", async () => {
    const document = await open("segmentations/value.yaml");
    const labels = await completionsAfter(document, "within: 365 days\n");
    assert.ok(labels.includes("title"), labels.join(", "));
    assert.ok(!labels.includes("segments"), labels.join(", "));
  });

  it("completes metric names in a rule: built in, and of the project", async () => {
    const document = await open("segmentations/service.yaml");
    const labels = await completionsAfter(
      document,
      "when: frequency >= 5".slice(0, "when: ".length),
    );
    assert.ok(labels.includes("recency"), labels.join(", "));
    assert.ok(labels.includes("app_share"), labels.join(", "));
  });
});

/** Waits until a place is marked, written as `line:character code`, zero-based. */
const marked = (document: vscode.TextDocument, place: string): Promise<boolean> =>
  until(place, () => {
    const found = vscode.languages.getDiagnostics(document.uri);
    const places = found.map(
      ({ range: { start }, code }) =>
        `${start.line}:${start.character} ${String(typeof code === "object" ? code.value : code)}`,
    );
    return places.includes(place);
  });
