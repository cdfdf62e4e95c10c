import { afterEach, describe, expect, it } from "vitest";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { startEditor, type Editor } from "./client.ts";

const project = `clientele: 1
name: Shop
sources:
  transactions:
    from: data/t.csv
    customer: customer_id
    time: paid_at
    amount: total
metrics:
  app_share:
    value: count(transactions) filter (where channel = 'app') / count(transactions)
`;
const value = `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, top: 80% of value }
  - { id: low, rest: true }
`;
const care = `segmentation: care
kind: rules
segments:
  - id: save
    when: value = 'high'
`;

let editor: Editor | undefined;
function startedEditor(): Editor {
  if (editor === undefined) throw new Error("unreachable: no editor was started");
  return editor;
}
afterEach(async () => {
  await editor?.close();
  editor = undefined;
});

describe("the language server", () => {
  it("marks what is wrong in unsaved text, not what is saved", async () => {
    editor = await startEditor({ "clientele.yaml": project, "segmentations/care.yaml": care });
    await editor.open("segmentations/care.yaml", care.replace("value = 'high'", "frequenzy > 3"));
    expect(await editor.diagnostics("segmentations/care.yaml")).toEqual(["4:10 unknown-name"]);
    await editor.change("segmentations/care.yaml", care.replace("value = 'high'", "frequency > 3"));
    expect(await editor.diagnostics("segmentations/care.yaml")).toEqual([]);
  });

  it("asks to look again at other open files when a change reaches them", async () => {
    editor = await startEditor({
      "clientele.yaml": project,
      "segmentations/value.yaml": value,
      "segmentations/care.yaml": care,
    });
    await editor.open("segmentations/care.yaml", care);
    await editor.open("segmentations/value.yaml", value);
    expect(await editor.diagnostics("segmentations/care.yaml")).toEqual([]);
    const refreshed = editor.refreshed();
    await editor.change("segmentations/value.yaml", value.replace("id: high", "id: top"));
    await refreshed;
    expect(await editor.diagnostics("segmentations/care.yaml")).toEqual(["4:18 unknown-segment"]);
  });

  it("checks columns once it has been told what the data hold", async () => {
    const rule = care.replace("value = 'high'", "frequency > 3");
    editor = await startEditor({ "clientele.yaml": project, "segmentations/care.yaml": rule });
    await editor.open("clientele.yaml", project);
    expect(await editor.diagnostics("clientele.yaml")).toEqual([]);
    const refreshed = editor.refreshed();
    const columns = ["customer_id", "paid_at", "total", "chanel"].map((name) => ({
      name,
      type: name === "total" ? "number" : "text",
      nativeType: "",
      nullShare: null,
      distinct: null,
      minimum: null,
      maximum: null,
      top: [],
      complete: false,
    }));
    const catalog = { sources: [{ name: "transactions", files: [], rows: 1, columns }] };
    await editor.connection.sendNotification("clientele/catalog", {
      root: editor.uri(""),
      catalog,
    });
    await refreshed;
    expect(await editor.diagnostics("clientele.yaml")).toContain("10:45 unknown-name");
  });

  it("keeps two projects apart", async () => {
    editor = await startEditor({
      "a/clientele.yaml": project,
      "b/clientele.yaml": project.replace("app_share", "web_share"),
      "a/segmentations/s.yaml": "",
      "b/segmentations/s.yaml": "",
    });
    const rule = care.replace("value = 'high'", "web_share > 0.5");
    await editor.open("a/segmentations/s.yaml", rule);
    await editor.open("b/segmentations/s.yaml", rule);
    expect(await editor.diagnostics("a/segmentations/s.yaml")).toEqual(["4:10 unknown-name"]);
    expect(await editor.diagnostics("b/segmentations/s.yaml")).toEqual([]);
  });

  it("speaks the language of the editor", async () => {
    editor = await startEditor({ "clientele.yaml": project }, { locale: "zh-cn" });
    await editor.open("segmentations/care.yaml", care.replace("value", "nobody"));
    const [first] = await editor.pull("segmentations/care.yaml");
    expect(first?.message).toMatch(/\p{Script=Han}/u);
  });

  it("completes keys, and names of metrics, in unsaved text", async () => {
    editor = await startEditor({ "clientele.yaml": project });
    const path = "segmentations/care.yaml";
    await editor.open(
      path,
      "segmentation: care\nkind: rules\nsegments:\n  - id: a\n    when: \n    ",
    );
    type Item = { readonly label: string };
    const names = await editor.ask<readonly Item[]>("completion", path, 4, 10);
    expect(names.map((i) => i.label)).toEqual(expect.arrayContaining(["recency", "app_share"]));
    const keys = await editor.ask<readonly Item[]>("completion", path, 5, 4);
    expect(keys.map((i) => i.label)).toEqual(["title", "else"]);
  });

  it("tells what a name means, and where it is declared", async () => {
    editor = await startEditor({ "clientele.yaml": project, "segmentations/value.yaml": value });
    const path = "segmentations/care.yaml";
    await editor.open(path, care);
    const hover = await editor.ask<{ readonly contents: { readonly value: string } }>(
      "hover",
      path,
      4,
      12,
    );
    expect(hover.contents.value).toMatch(/`value`/);
    const found = await editor.ask<readonly { readonly uri: string }[]>("definition", path, 4, 12);
    expect(found.map((l) => l.uri)).toEqual([editor.uri("segmentations/value.yaml")]);
  });

  it("offers the nearest name as a fix", async () => {
    editor = await startEditor({ "clientele.yaml": project });
    const path = "segmentations/care.yaml";
    await editor.open(path, care.replace("value = 'high'", "frequenzy > 3"));
    const actions = await editor.connection.sendRequest<readonly { readonly title: string }[]>(
      "textDocument/codeAction",
      {
        textDocument: { uri: editor.uri(path) },
        range: { start: { line: 4, character: 10 }, end: { line: 4, character: 10 } },
        context: { diagnostics: await editor.pull(path) },
      },
    );
    expect(actions.map((a) => a.title)).toEqual(["frequency"]);
  });

  it("formats, folds, colours and hints", async () => {
    editor = await startEditor({ "clientele.yaml": project, "segmentations/value.yaml": value });
    const path = "segmentations/care.yaml";
    await editor.open(path, care.replace("kind: rules", "kind:   rules"));
    type Edit = { readonly newText: string };
    const textDocument = { uri: editor.uri(path) };
    const ask = <T>(method: string, more: object = {}): Promise<T> =>
      startedEditor().connection.sendRequest(`textDocument/${method}`, { textDocument, ...more });
    const options = { tabSize: 8, insertSpaces: false };
    const edits = await ask<readonly Edit[]>("formatting", { options });
    expect(edits).toHaveLength(1);
    const folds = await ask<readonly { readonly startLine: number }[]>("foldingRange");
    expect(folds.map((f) => f.startLine)).toEqual([2, 3]);
    const { data } = await ask<{ readonly data: readonly number[] }>("semanticTokens/full");
    expect(data.length % 5).toBe(0);
    expect(data.slice(0, 4)).toEqual([0, 0, "segmentation".length, 0]);
    const files = filesOf({ "clientele.yaml": project, "segmentations/value.yaml": value });
    const { model } = readWorkspace(files, undefined, {});
    const keyOfValue = (model && nodeKeys(model).get("value")) ?? "";
    await editor.connection.sendNotification("clientele/cuts", {
      root: editor.uri(""),
      cuts: { value: { key: keyOfValue, from: { high: 900 } } },
    });
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const tiers = { textDocument: { uri: editor.uri("segmentations/value.yaml") }, range };
    await editor.open("segmentations/value.yaml", value);
    const hints = await ask<readonly { readonly label: string }[]>("inlayHint", tiers);
    expect(hints.map((h) => h.label)).toEqual(["≥ 900"]);
    const position = { line: 4, character: 11 };
    expect(await ask("documentHighlight", { position })).toHaveLength(1);
    expect(await ask("signatureHelp", { position })).toBeNull();
    expect(editor.mistakes).toEqual([]);
  });

  it("marks names in checks that are nowhere, with the nearest one as a fix", async () => {
    editor = await startEditor({
      "clientele.yaml": project,
      "segmentations/care.yaml": care.replace("value = 'high'", "recency > 3"),
    });
    const path = "checks/c.yaml";
    const test = "check: c\ntests:\n  - test: t\n    expect: { a: { care: saev } }\n";
    await editor.open(path, test);
    expect(await editor.diagnostics(path)).toEqual(["3:25 unknown-segment"]);
    await editor.change(path, test.replace("saev", "save"));
    expect(await editor.diagnostics(path)).toEqual([]);
  });

  it("tells an editor that does not ask", async () => {
    editor = await startEditor({ "clientele.yaml": project }, { pulls: false });
    const path = "segmentations/care.yaml";
    const told = editor.told(path);
    await editor.open(path, care.replace("value = 'high'", "frequenzy > 3"));
    expect((await told).map((d) => d.code)).toEqual(["unknown-name"]);
  });

  it("goes on after any text and any position", async () => {
    editor = await startEditor({ "clientele.yaml": project });
    const path = "segmentations/care.yaml";
    await editor.open(path, "");
    const texts = [
      "",
      "\u0000\uFEFF\t- ? : [{",
      "segmentation: [\nkind: &a *a\n",
      "? {\n- - - : :\n  |\n",
      "segments: &a [*a, *a]\nkind: rules\n",
      `segments: ${"[".repeat(3000)}`,
      `segments:\n  - id: a\n    when: ${"(".repeat(3000)}`,
    ];
    for (const text of texts) {
      await editor.change(path, text);
      await editor.diagnostics(path);
      for (const method of [
        "completion",
        "hover",
        "documentSymbol",
        "definition",
        "prepareRename",
        "signatureHelp",
        "documentHighlight",
        "foldingRange",
        "formatting",
        "semanticTokens/full",
      ])
        for (const [line, character] of [
          [0, 0],
          [1, 3],
          [99, 99],
        ] as const)
          await editor.ask(method, path, line, character);
    }
    await editor.connection.sendNotification("clientele/catalog", {
      root: "nowhere",
      catalog: null,
    });
    await editor.change("not/open.yaml", "x");
    expect(editor.mistakes.map((m) => m.split("\n").slice(0, 4).join("\n"))).toEqual([]);
    await editor.change(path, care.replace("value = 'high'", "frequenzy > 3"));
    expect(await editor.diagnostics(path)).toEqual(["4:10 unknown-name"]);
  });

  it("says nothing about files that are in no project", async () => {
    editor = await startEditor({});
    await editor.open("segmentations/care.yaml", "kind: [");
    expect(await editor.diagnostics("segmentations/care.yaml")).toEqual([]);
  });
});
