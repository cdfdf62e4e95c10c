import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const extension = join(import.meta.dirname, "../../packages/vscode-ext");
const read = (file: string): string => readFileSync(join(extension, file), "utf8");
// The bundles are flat maps of texts; the tests below would fail on anything else.
const bundle = (file: string) => JSON.parse(read(file)) as Readonly<Record<string, string>>;

const manifest = { en: bundle("package.nls.json"), zh: bundle("package.nls.zh-cn.json") };
const code = { en: bundle("l10n/bundle.l10n.json"), zh: bundle("l10n/bundle.l10n.zh-cn.json") };

describe("the extension's words", () => {
  it("of the manifest are all in both languages", () => {
    const used = [...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, key = ""]) => key);
    expect(Object.keys(manifest.en).toSorted()).toEqual([...new Set(used)].toSorted());
    expect(Object.keys(manifest.zh).toSorted()).toEqual(Object.keys(manifest.en).toSorted());
  });

  it("of the code are all in both languages", () => {
    const files = readdirSync(join(extension, "src"), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => read(`src/${file}`));
    const used = sources.flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, key = ""]) => key),
    );
    expect(Object.keys(code.en).toSorted()).toEqual([...new Set(used)].toSorted());
    expect(Object.keys(code.zh).toSorted()).toEqual(Object.keys(code.en).toSorted());
  });

  it("of the walkthrough are in both languages", () => {
    const pages = [...read("package.json").matchAll(/"markdown": "(media\/[\w/]+\.md)"/g)];
    expect(pages.length).toBeGreaterThan(4);
    for (const [, page = ""] of pages) {
      expect(read(page)).not.toMatch(/^#.*\p{Script=Han}/mu);
      expect(read(page.replace(/\.md$/, ".nls.zh-cn.md"))).toMatch(/^# \p{Script=Han}/mu);
    }
  });

  it("stand nowhere else: no text of the manifest or of a message is written where it cannot be translated", () => {
    const spoken = new Set([
      "title",
      "displayName",
      "description",
      "userDescription",
      "label",
      "contents",
      "markdownDescription",
    ]);
    const untold: string[] = [];
    const walk = (value: unknown, key: string): void => {
      if (typeof value === "string") {
        if (spoken.has(key) && !/^%[\w.]+%$/.test(value) && value !== "Clientele")
          untold.push(value);
      } else if (typeof value === "object" && value !== null)
        for (const [name, inner] of Object.entries(value))
          walk(inner, Array.isArray(value) ? key : name === "inputSchema" ? "" : name);
    };
    const { contributes, capabilities } = JSON.parse(read("package.json")) as Record<
      string,
      object
    >;
    const { languageModelTools, ...shown } = contributes as Record<string, object>;
    walk({ shown, capabilities }, "");
    // The schema and the description for the model are read by the model alone.
    for (const { displayName, userDescription } of languageModelTools as {
      displayName: string;
      userDescription: string;
    }[])
      walk({ displayName, userDescription }, "");
    expect(untold).toEqual([]);
    const files = readdirSync(join(extension, "src"), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /\.tsx?$/.test(name)))
      expect([
        file,
        [
          ...read(`src/${file}`).matchAll(
            /(?:show\w+Message|setStatusBarMessage)\(\s*["'`]|(?:placeHolder|placeholder|prompt|openLabel|detail|tooltip): ["'`][A-Za-z]{2,}(?! ?[·.])/g,
          ),
        ]
          .map(([found]) => found)
          .filter((found) => !found.includes('"DuckDB')),
      ]).toEqual([file, []]);
  });

  it.each(Object.entries(code.zh))("%s is in Chinese, with the same values in it", (key, text) => {
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(valuesIn(text)).toEqual(valuesIn(key));
  });
});

const valuesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\d\}/g)].map(([value]) => value).toSorted();
