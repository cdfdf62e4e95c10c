import { afterEach, describe, expect, it } from "vitest";
import { startEditor, type Editor } from "./client.ts";

const number = (n: number): string => String(n).padStart(2, "0");
const fileOf = (n: number): string => `segmentations/lists${number(n)}.yaml`;

/** Twenty segments; the last asks for the first of the file before. */
function listsOf(n: number): string {
  const rules = Array.from({ length: 20 }, (_, i) =>
    i === 19 && n > 0 ? `lists${number(n - 1)}.s0` : `recency > ${i} and frequency > ${n}`,
  );
  return [
    `segmentation: lists${number(n)}`,
    "kind: rules",
    "assign: all",
    "segments:",
    ...rules.map((rule, i) => `  - { id: s${i}, when: "${rule}" }`),
    "",
  ].join("\n");
}

const files = {
  "clientele.yaml": `clientele: 1
name: Shop
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
metrics:
  quiet: { value: recency > 90 }
`,
  ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [fileOf(n), listsOf(n)])),
};

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.close();
  editor = undefined;
});

type Location = {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number } };
};
type Edits = {
  readonly changes: Readonly<Record<string, readonly { readonly newText: string }[]>>;
};

describe("a thousand segments in fifty files", () => {
  it("are followed through unsaved text: what is wrong, where a name is used, and its other name", async () => {
    editor = await startEditor(files);
    await editor.open(fileOf(0), listsOf(0));
    await editor.open(fileOf(1), listsOf(1));
    await editor.open(fileOf(49), listsOf(49));
    for (const n of [0, 1, 49]) expect(await editor.diagnostics(fileOf(n))).toEqual([]);

    // A segment gets another id, unsaved: the file that asks for it is wrong, and its neighbours are not.
    await editor.change(fileOf(0), listsOf(0).replace("id: s0,", "id: first,"));
    expect(await editor.diagnostics(fileOf(1))).toEqual(["23:22 unknown-name"]);
    expect(await editor.diagnostics(fileOf(49))).toEqual([]);
    await editor.change(fileOf(0), listsOf(0));
    expect(await editor.diagnostics(fileOf(1))).toEqual([]);

    // A use that is not saved is found beside one that is only on disk.
    await editor.change(fileOf(49), listsOf(49).replace("recency > 3 and", "lists00.s0 and"));
    const used = await editor.connection.sendRequest<readonly Location[]>(
      "textDocument/references",
      {
        textDocument: { uri: editor.uri(fileOf(0)) },
        position: { line: 4, character: 10 },
        context: { includeDeclaration: true },
      },
    );
    const places = used.map(({ uri, range }) => `${uri.slice(-7)}:${range.start.line}`);
    expect(places.toSorted()).toEqual(["00.yaml:4", "01.yaml:23", "49.yaml:7"]);
    const { changes } = await editor.connection.sendRequest<Edits>("textDocument/rename", {
      textDocument: { uri: editor.uri(fileOf(0)) },
      position: { line: 4, character: 10 },
      newName: "newest",
    });
    expect(
      Object.keys(changes)
        .map((uri) => uri.slice(-7))
        .toSorted(),
    ).toEqual(["00.yaml", "01.yaml", "49.yaml"]);
    expect(editor.mistakes).toEqual([]);
  }, 60_000);
});

it("a paste of 100 MB is refused as too large; the other files are answered meanwhile, and it can be undone", async () => {
  editor = await startEditor({ ...files, [fileOf(0)]: listsOf(0) });
  await editor.open(fileOf(0), listsOf(0));
  await editor.open(fileOf(1), listsOf(1));
  const line = "  - { id: a, when: recency > 3 }\n";
  await editor.change(fileOf(0), listsOf(0) + line.repeat(Math.ceil(100_000_000 / line.length)));
  expect(await editor.diagnostics(fileOf(0))).toEqual([expect.stringContaining("file-too-large")]);
  expect(await editor.ask("completion", fileOf(1), 1, 6)).not.toEqual([]);
  await editor.change(fileOf(0), listsOf(0));
  expect(await editor.diagnostics(fileOf(0))).toEqual([]);
}, 60_000);
