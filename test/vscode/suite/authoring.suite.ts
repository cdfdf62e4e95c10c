import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { extension, open, placeOf, restore, retype, until } from "./workbench.ts";

/** What the editor asks the language server for, through the editor's own commands. */
describe("writing", () => {
  let service: vscode.TextDocument;
  before(async () => {
    await open("segmentations/service.yaml");
    await until("the extension is active", () => extension().isActive);
    await extension().exports.ready();
  });
  // Only what is shown is looked at.
  beforeEach(async () => {
    service = await open("segmentations/service.yaml");
  });
  afterEach(async () => restore(service));

  it("hovers a metric with its definition", async () => {
    const text = await hoverOf(service, "frequency >= 5");
    assert.match(text, /`frequency`/);
  });

  it("goes in after a key without a value and under a dash, and stays on its column after that", async () => {
    const written = await vscode.workspace.openTextDocument({ language: "clientele" });
    await vscode.window.showTextDocument(written, vscode.ViewColumn.One);
    for (const line of ["segmentation: typed", "segments:", "- id: first", "title:", "en: First"]) {
      for (const letter of line)
        await vscode.commands.executeCommand("default:type", { text: letter });
      await vscode.commands.executeCommand("hideSuggestWidget");
      await vscode.commands.executeCommand("default:type", { text: "\n" });
    }
    assert.equal(
      written.getText(),
      "segmentation: typed\nsegments:\n  - id: first\n    title:\n      en: First\n      ",
    );
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("goes to the definition of a metric and of a segment in other files", async () => {
    const metric = await definitionOf(service, "app_share");
    assert.deepEqual(metric, ["clientele.yaml:17"]);
    const call = await open("strategies/call.yaml");
    await until("the strategy is ours", () => call.languageId === "clientele");
    const segment = await definitionOf(call, "save_list");
    assert.deepEqual(segment, ["service.yaml:6"]);
  });

  it("finds all uses of a segmentation, in every file", async () => {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeReferenceProvider",
      service.uri,
      placeOf(service, "segmentation: service", "segmentation: ".length + 1),
    );
    const files = new Set(found.map(({ uri }) => uri.path.split("/").slice(-2).join("/")));
    for (const file of ["strategies/call.yaml", "checks/service.yaml"])
      assert.ok(files.has(file), [...files].join(", "));
  });

  it("renames a segment everywhere, and offers no rename of what nothing declares", async () => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      service.uri,
      placeOf(service, "id: save_list", "id: ".length + 1),
      "saved",
    );
    const files = edit.entries().map(([uri]) => uri.path.split("/").at(-1) ?? "");
    assert.deepEqual(
      files.toSorted((a, b) => (a < b ? -1 : 1)),
      ["call.yaml", "service.yaml", "service.yaml"],
    );
    await assert.rejects(async () =>
      vscode.commands.executeCommand(
        "vscode.prepareRename",
        service.uri,
        placeOf(service, "recency > 60", 2),
      ),
    );
  });

  it("mends a slip by a quick fix", async () => {
    await retype(service, "frequency >= 5", "frequenzy >= 5");
    const [mark] = await until("a mark", () => {
      const marks = vscode.languages.getDiagnostics(service.uri);
      return marks.length > 0 && marks;
    });
    assert.ok(mark !== undefined);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      service.uri,
      mark.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit !== undefined, actions.map(({ title }) => title).join(", "));
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(service.getText(), /frequency >= 5/);
  });

  it("offers the values that the data hold, with how many have each", async () => {
    const list = await until("values of city", async () => {
      await retype(service, "frequency >= 5", "city = ''");
      const found = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        service.uri,
        placeOf(service, "city = ''", "city = '".length),
      );
      await restore(service);
      return found.items.some(({ label }) => labelOf(label).includes("Suzhou")) && found;
    });
    const suzhou = list.items.find(({ label }) => labelOf(label).includes("Suzhou"));
    assert.match(suzhou?.detail ?? "", /67/);
  });

  it("offers whole segments as ready text", async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      service.uri,
      placeOf(service, "kind: rules\n", "kind: rules\n".length),
    );
    assert.ok(list.items.length > 0);
  });

  it("names the arguments of a function while they are typed", async () => {
    const project = await open("clientele.yaml");
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      "vscode.executeSignatureHelpProvider",
      project.uri,
      placeOf(project, "count(transactions)", "count(".length),
      "(",
    );
    assert.match(help.signatures[0]?.label ?? "", /^count/);
  });

  it("outlines a file, folds it, colours it by what names mean", async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      service.uri,
    );
    const names = symbols.flatMap((s) => [s.name, ...s.children.map((c) => c.name)]);
    for (const id of ["service", "save_list", "standard"])
      assert.ok(names.includes(id), names.join());
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      "vscode.executeFoldingRangeProvider",
      service.uri,
    );
    assert.ok(
      folds.some(({ start }) => start === 5),
      JSON.stringify(folds),
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      "vscode.provideDocumentSemanticTokens",
      service.uri,
    );
    assert.ok(tokens.data.length >= 5 * 6);
  });

  it("marks the other places of a name in the file", async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      "vscode.executeDocumentHighlights",
      service.uri,
      placeOf(service, "id: loyal", "id: ".length + 1),
    );
    assert.ok(found.length > 0);
  });

  it("formats without changing what a file says", async () => {
    await retype(service, "kind: rules", "kind:   rules");
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      "vscode.executeFormatDocumentProvider",
      service.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(service.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(service.getText(), /^kind: rules$/m);
  });
});

const labelOf = (label: vscode.CompletionItem["label"]): string =>
  typeof label === "string" ? label : label.label;

async function hoverOf(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    placeOf(document, text, 2),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

/** As `file:line`, zero-based. */
async function definitionOf(
  document: vscode.TextDocument,
  text: string,
): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeDefinitionProvider",
    document.uri,
    placeOf(document, text, 2),
  );
  return found.map(({ uri, range }) => `${uri.path.split("/").at(-1)}:${range.start.line}`);
}
