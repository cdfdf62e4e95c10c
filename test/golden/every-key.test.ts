/** Every key that there is stands in the golden project, and none of them does nothing. */
import { describe, expect, it } from "vitest";
import { fileKinds, jsonSchemaOf } from "../../packages/core/src/language/config/json-schema.ts";
import { kindOfFile } from "../../packages/core/src/language/config/read-config.ts";
import { parseYaml } from "../../packages/core/src/language/config/yaml-source.ts";
import { everyKey, outcomeOf } from "./every-key-project.ts";
import { keysInFile, keysOfSchema } from "./schema-keys.ts";

/** Keys whose value in the golden project is what holds without them: another value must make a difference. */
const otherwise: Readonly<Record<string, string>> = {
  "project.engine": "trino",
  "project.sources.*(events).kind": "spans",
};

const kindOf = (file: string) => {
  const kind = kindOfFile(file);
  if (kind === undefined) throw new Error(`unreachable: ${file} is no file of a project`);
  return kind;
};

/** Where a table is has the same keys for every table, and a table is in one place only. */
const shared = (key: string): string =>
  key.replace(
    /^.*\.(?:from|rates|closed)\.(sqlite|postgres|table|xlsx|sheet)$/,
    "project.*.from.$1",
  );

const used = Object.entries(everyKey).flatMap(([file, text]) => {
  const kind = kindOf(file);
  const data: unknown = parseYaml(file, text).document.toJS();
  return keysInFile(jsonSchemaOf(kind), data, kind).map((found) => ({
    ...found,
    key: shared(found.key),
    file,
  }));
});
const known = [
  ...new Set(fileKinds.flatMap((kind) => keysOfSchema(jsonSchemaOf(kind), kind).map(shared))),
];
const whole = outcomeOf(everyKey);

/** The project without a key, or with another value for it. */
function without({ file, path, key }: (typeof used)[number]): string {
  const { document } = parseYaml(file, everyKey[file] ?? "");
  const other = otherwise[key];
  if (other === undefined) document.deleteIn(path);
  else document.setIn(path, other);
  const { problems, content } = outcomeOf({ ...everyKey, [file]: document.toString() });
  return JSON.stringify([problems, content]);
}

describe("the golden project", () => {
  it("has no problems", () => {
    expect(whole.problems).toEqual([]);
  });

  it("uses every key of every kind of file", () => {
    const there = new Set(used.map(({ key }) => key));
    expect(known.length).toBeGreaterThan(100);
    const missing = known.filter((key) => !there.has(key));
    expect(missing, "use each of these in test/golden/config/every-key").toEqual([]);
  });

  it("comes to something else without any one of its keys", () => {
    const same = JSON.stringify([whole.problems, whole.content]);
    const idle = [...Map.groupBy(used, ({ key }) => key)]
      .filter(([, places]) => places.every((place) => without(place) === same))
      .map(([key]) => key);
    expect(idle, "a key that does nothing is refused, not accepted and ignored").toEqual([]);
  }, 180_000); // a project is built for each of some hundred keys
});
