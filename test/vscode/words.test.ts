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

  it.each(Object.entries(code.zh))("%s is in Chinese, with the same values in it", (key, text) => {
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(valuesIn(text)).toEqual(valuesIn(key));
  });
});

const valuesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\d\}/g)].map(([value]) => value).toSorted();
