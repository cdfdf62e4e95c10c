import { afterEach, describe, expect, it } from "vitest";
import { startEditor, type Editor } from "./client.ts";

const files = {
  "clientele.yaml": `clientele: 1
name: Shop
sources:
  customers:
    from: c.csv
    key: id
    columns: { phone: { pii: phone, type: text } }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`,
  "segmentations/care.yaml": `segmentation: care
kind: rules
segments:
  - id: some
    when: city = 'Suzho' and recency > 3
`,
  "c.csv": "id,city,phone\n1,Suzhou,0138\n2,Suzhou,0139\n3,Wuxi,\n",
  "t.csv": "customer,day,amount\n1,2026-11-01,10\n2,2026-11-02,20\n",
};
const path = "segmentations/care.yaml";

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.close();
  editor = undefined;
});

type Item = { readonly label: string; readonly detail: string };
type Hover = { readonly contents: { readonly value: string } };

describe("the language server with data", () => {
  it("answers first, and tells what the data say when they have been looked at", async () => {
    editor = await startEditor(files, { words: ["--data"] });
    await editor.open(path, files[path]);
    expect(await editor.diagnostics(path)).toEqual([]);
    const told = "4:17 value-absent";
    const current = editor;
    await expect.poll(() => current.diagnostics(path), { timeout: 30_000 }).toContain(told);
    await editor.change(path, files[path].replace("'Suzho'", ""));
    const found = await editor.ask<readonly Item[]>("completion", path, 4, 17);
    expect(found.slice(0, 2).map((i) => [i.label, i.detail])).toEqual([
      ["'Suzhou'", "2"],
      ["'Wuxi'", "1"],
    ]);
    const { contents } = await editor.ask<Hover>("hover", path, 4, 11);
    expect(contents.value).toMatch(
      /`customers\.city` · text .*2 different values\n\n- `Suzhou` 2 · 67 % █+\n/,
    );
    expect(editor.mistakes).toEqual([]);
  });

  it("shows no values of personal data", async () => {
    editor = await startEditor(files, { words: ["--data"] });
    const text = files[path].replace("city = 'Suzho'", "phone = ");
    await editor.open(path, text);
    const current = editor;
    const said = async () => {
      const hover = await current.ask<Hover | null>("hover", path, 4, 11);
      return hover?.contents.value ?? "";
    };
    await expect.poll(said, { timeout: 30_000 }).toContain("33 % missing");
    expect(await said()).not.toContain("013");
    const found = await editor.ask<readonly Item[]>("completion", path, 4, 18);
    expect(found.filter((i) => i.label.includes("013"))).toEqual([]);
  });

  it("shows the quartiles of a column of many numbers", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i * 10}`);
    editor = await startEditor(
      { ...files, "c.csv": `id,points\n${rows.join("\n")}\n` },
      { words: ["--data"] },
    );
    await editor.open(path, files[path].replace("city = 'Suzho'", "points > 1"));
    const current = editor;
    const said = async () =>
      (await current.ask<Hover | null>("hover", path, 4, 11))?.contents.value ?? "";
    // R: quantile(seq(0, 290, 10), c(.25, .5, .75)) is 72.5, 145, 217.5
    await expect
      .poll(said, { timeout: 30_000 })
      .toContain("number · 0 … 290 · quartiles 72.5, 145, 218 · 30 different values");
  });

  it("reads no data where it was not told to", async () => {
    editor = await startEditor(files);
    await editor.open(path, files[path]);
    expect(await editor.diagnostics(path)).toEqual([]);
    expect(await editor.ask<Hover | null>("hover", path, 4, 11)).toBeNull();
    expect(editor.written()).toEqual([]);
  });

  it("shows how a metric is distributed where the editor's engine tells", async () => {
    editor = await startEditor(files, { initializationOptions: { distributions: true } });
    const asked: unknown[] = [];
    editor.connection.onRequest("clientele/distribution", (params: { readonly metric: string }) => {
      asked.push(params.metric);
      const bins = [1, 0, 4].map((n, i) => ({ from: i, to: i + 1, customers: n }));
      return { customers: 8, nulls: 3, minimum: 0, median: 2.25, maximum: 3, bins };
    });
    await editor.open(path, files[path]);
    const { contents } = await editor.ask<Hover>("hover", path, 4, 32);
    expect(asked).toEqual(["recency"]);
    expect(contents.value).toContain("0 … 3 · median 2.25 · 38 % missing · 8 customers\n\n`▃ █`");
  });

  it("shows what it knows where the editor does not answer", async () => {
    editor = await startEditor(files, { initializationOptions: { distributions: true } });
    await editor.open(path, files[path]);
    expect((await editor.ask<Hover>("hover", path, 4, 32)).contents.value).toContain("`recency`");
  });
});
