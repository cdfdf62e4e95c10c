/** Whatever an editor asks for, no password comes back, and none is written: neither the environment's nor a mistyped one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { scanYaml } from "../../../packages/core/src/language/authoring/scan-yaml.ts";
import { clientele } from "../../cli/clientele.ts";
import { startEditor, type Editor } from "./client.ts";

const secrets = {
  url: "hunter2-of-the-url",
  part: "sw0rdfish-für-alle",
  typed: "written-by-m1stake",
} as const;
/** Nobody listens at port 1: the connection fails at once. */
const environment = {
  CRM_URL: `postgresql://reader:${secrets.url}@127.0.0.1:1/crm`,
  CRM_PASSWORD: secrets.part,
};
const project = (more = ""): string => `clientele: 1
name: Shop
sources:
  customers: { from: { postgres: "\${CRM_URL}", table: crm.customers }, key: id }
  transactions:
    from:
      postgres: postgresql://reader:\${CRM_PASSWORD}@127.0.0.1:1/crm
      table: crm.sales
    customer: customer
    time: day
    amount: amount
${more}`;
const rule = `segmentation: care
kind: rules
segments: [{ id: late, when: recency > 60 and city = 'Suzhou' }]
`;
const typed = project(`  visits:
    from: { postgres: "postgresql://reader:${secrets.typed}@127.0.0.1:1/crm", table: visits }
    customer: id
    time: day
`);

const told = Object.values(secrets).flatMap((secret) => [secret, encodeURIComponent(secret)]);
const leaksIn = (text: string): readonly string[] => told.filter((s) => text.includes(s));

/** Everything that an editor asks about a file, at the start of each key, each value and within each value. */
async function askEverything(editor: Editor, path: string, text: string): Promise<void> {
  const textDocument = { uri: editor.uri(path) };
  const end = { line: text.split("\n").length - 1, character: 0 };
  const whole = { start: { line: 0, character: 0 }, end };
  const send = (method: string, more: object = {}): Promise<unknown> =>
    editor.connection.sendRequest(`textDocument/${method}`, { textDocument, ...more });
  const items = (await send("diagnostic")) as { readonly items: readonly unknown[] }; // as LSP says
  await Promise.all([
    send("documentSymbol"),
    send("foldingRange"),
    send("semanticTokens/full"),
    send("inlayHint", { range: whole }),
    send("codeAction", { range: whole, context: { diagnostics: items.items } }),
    send("formatting", { options: { tabSize: 2, insertSpaces: true } }),
  ]);
  for (const { key, value } of scanYaml(text))
    for (const at of [key.start, value.start, Math.floor((value.start + value.end) / 2)]) {
      const before = text.slice(0, at).split("\n");
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      for (const method of [
        "hover",
        "completion",
        "signatureHelp",
        "definition",
        "documentHighlight",
      ])
        await send(method, { position });
    }
}

/** The texts of all files below a folder that the project did not come with. */
const contentsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile() && name.includes(".clientele"))
    .map((name) => readFileSync(join(folder, name), "latin1"));

it.each(["en", "zh-CN"])("tells an editor no password (%s)", async (locale) => {
  const files = { "clientele.yaml": project(), "segmentations/care.yaml": rule };
  const editor = await startEditor(files, { locale, words: ["--data"], environment });
  onTestFinished(() => editor.close());
  await editor.open("clientele.yaml", project());
  await editor.open("segmentations/care.yaml", rule);
  await editor.diagnostics("clientele.yaml");
  // The engine's process has tried to connect: it asks to look at the marks again.
  await expect
    .poll(() => editor.everything(), { timeout: 30_000 })
    .toContain("workspace/diagnostic/refresh");
  await askEverything(editor, "clientele.yaml", project());
  await askEverything(editor, "segmentations/care.yaml", rule);
  expect(leaksIn(editor.everything())).toEqual([]);

  await editor.change("clientele.yaml", typed);
  const found = await editor.pull("clientele.yaml");
  expect(found.map((d) => d.code)).toContain("secret-in-file");
  const before = editor.everything().length;
  await askEverything(editor, "clientele.yaml", typed);
  // Formatting may give back the user's own text; nothing else repeats what it holds.
  const answers = editor
    .everything()
    .slice(before)
    .replaceAll(/"newText":"(?:[^"\\]|\\.)*"/g, "");
  expect(leaksIn(answers)).toEqual([]);
  expect(contentsBelow(editor.folder).flatMap(leaksIn)).toEqual([]);
});

it.each(["en", "zh-CN"])("tells a terminal no password (%s)", async (locale) => {
  const editor = await startEditor({
    "clientele.yaml": project(),
    "segmentations/care.yaml": rule,
  });
  onTestFinished(() => editor.close());
  const { folder } = editor;
  const said = async (...words: string[]): Promise<string> => {
    const ended = await clientele([...words, "--locale", locale], { environment });
    return ended.out + ended.error;
  };
  // Those that connect say where they failed to.
  for (const words of [["check"], ["run"], ["profile", "--json"]]) {
    const answer = await said(...words, "--project", folder);
    expect(answer).toContain("127.0.0.1:1");
    expect(leaksIn(answer)).toEqual([]);
  }
  for (const words of [["add", "generation", "--project", folder], ["schema"]])
    expect(leaksIn(await said(...words))).toEqual([]);
  expect(contentsBelow(folder).flatMap(leaksIn)).toEqual([]);
});

it("tells of a database that does not answer where the project names it, until another one is named", async () => {
  const editor = await startEditor(
    { "clientele.yaml": project(), "segmentations/care.yaml": rule },
    { words: ["--data"], environment },
  );
  onTestFinished(() => editor.close());
  await editor.open("clientele.yaml", project());
  const found = () => editor.diagnostics("clientele.yaml");
  await expect
    .poll(found, { timeout: 30_000 })
    .toEqual(["3:33 database-unreachable", "6:16 database-unreachable"]);
  expect(leaksIn(editor.everything())).toEqual([]);
  const files = `clientele: 1
name: Shop
sources:
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`;
  await editor.change("clientele.yaml", files);
  await expect.poll(found, { timeout: 30_000 }).toEqual(["3:24 data-missing"]);
});
