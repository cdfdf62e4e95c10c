/** The editor's features know every key that there is: whatever is added to the schema is completed, explained and formatted. */
import { describe, expect, it } from "vitest";
import { completionsAt } from "../../packages/core/src/language/authoring/completion.ts";
import { formatText } from "../../packages/core/src/language/authoring/format.ts";
import { hoverAt } from "../../packages/core/src/language/authoring/hover.ts";
import { readWorkspace } from "../../packages/core/src/language/authoring/workspace.ts";
import { jsonSchemaOf } from "../../packages/core/src/language/config/json-schema.ts";
import { kindOfFile } from "../../packages/core/src/language/config/read-config.ts";
import { parseYaml, rangeOfKey } from "../../packages/core/src/language/config/yaml-source.ts";
import { filesOf } from "../../packages/core/src/language/files.ts";
import { everyKey } from "./every-key-project.ts";
import { keysInFile } from "./schema-keys.ts";

const workspace = readWorkspace(filesOf(everyKey), undefined, {});

const places = Object.entries(everyKey).flatMap(([file, text]) => {
  const kind = kindOfFile(file);
  if (kind === undefined) throw new Error(`unreachable: ${file} is no file of a project`);
  const source = parseYaml(file, text);
  const data: unknown = source.document.toJS();
  return keysInFile(jsonSchemaOf(kind), data, kind).map(({ key, path }) => ({
    key,
    name: String(path.at(-1)),
    file,
    range: rangeOfKey(source, path),
  }));
});

describe("every key", () => {
  it("is explained where it stands, in both languages", () => {
    const silent = places.filter(({ file, range }) => {
      const en = hoverAt(workspace, file, range.start, "en")?.markdown ?? "";
      const zh = hoverAt(workspace, file, range.start, "zh-CN")?.markdown ?? "";
      return en === "" || !/\p{Script=Han}/u.test(zh);
    });
    expect(silent.map(({ key, file }) => `${key} in ${file}`)).toEqual([]);
  });

  it("is offered where it is being written", () => {
    const missing = places.filter(({ name, file, range }) => {
      const labels = completionsAt(workspace, file, range.end).map((c) => c.label);
      return !labels.includes(name);
    });
    expect(missing.map(({ key, file }) => `${key} in ${file}`)).toEqual([]);
  });

  it("is formatted to a text that formatting leaves as it is, and that says the same", () => {
    for (const [file, text] of Object.entries(everyKey)) {
      const formatted = formatText(text);
      expect(formatText(formatted)).toBe(formatted);
      const data = (of: string): unknown => parseYaml(file, of).document.toJS();
      expect(data(formatted)).toEqual(data(text));
    }
  });
});
