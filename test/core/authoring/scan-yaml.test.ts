import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { targetAt } from "../../../packages/core/src/language/authoring/references.ts";
import { scanYaml } from "../../../packages/core/src/language/authoring/scan-yaml.ts";
import { symbolsIn } from "../../../packages/core/src/language/authoring/symbols.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { nodeAt, parseYaml } from "../../../packages/core/src/language/config/yaml-source.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { care, project, value } from "./cursor.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));

function exampleTexts(): readonly (readonly [string, string])[] {
  return readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, "clientele.yaml")))
    .flatMap((name) => {
      const { files } = openProject(join(examples, name));
      return files.list().map((path) => [`${name}/${path}`, files.read(path)?.text ?? ""] as const);
    });
}

const notations = `a: 1 # one
"b c": 'it''s' # two
list:
- x
-   y: {k: v, 'q w': [1, 2, {z: "a, b"}]}
    when: value = 'a: b' and
      c > 3
- - nested
  - >-
    folded
    text
block: |
  key: no key
   deeper
empty:
last: [ a,
  b ]
`;

/** `path = text` of every scalar that the strict reading finds at the places of the loose one. */
function compared(
  path: string,
  text: string,
): { readonly loose: readonly string[]; readonly strict: readonly string[] } {
  const source = parseYaml(path, text);
  const loose: string[] = [];
  const strict: string[] = [];
  for (const entry of scanYaml(text)) {
    const node = nodeAt(source, entry.path);
    const written = text.slice(entry.value.start, entry.value.end);
    if (
      node !== undefined &&
      (!("value" in node) || node.value === null || /^[|>]/.test(text[node.range?.[0] ?? 0] ?? ""))
    )
      continue;
    const [start = 0, end = 0] = node?.range ?? [];
    loose.push(`${entry.path.join(".")} = ${written}`);
    strict.push(
      `${entry.path.join(".")} = ${node === undefined ? "nothing" : text.slice(start, end).trimEnd()}`,
    );
  }
  return { loose, strict };
}

describe("the loose reading of YAML", () => {
  it("agrees with the strict one on texts that parse", () => {
    for (const [path, text] of [["notations", notations] as const, ...exampleTexts()]) {
      const { loose, strict } = compared(path, text);
      expect(loose).toEqual(strict);
    }
  });

  it("finds every key of the strict one", () => {
    const paths = scanYaml(notations).map((e) => e.path.join("."));
    expect(paths).toEqual(
      "a,b c,list,list.0,list.1,list.1.y,list.1.y.k,list.1.y.q w,list.1.y.q w.0,list.1.y.q w.1,list.1.y.q w.2,list.1.y.q w.2.z,list.1.when,list.2,list.2.0,list.2.1,block,empty,last,last.0,last.1".split(
        ",",
      ),
    );
  });

  it("keeps every span inside the text, whatever the text", () => {
    const piece = fc.constantFrom(
      "- ",
      "a: ",
      "\n",
      "  ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "'",
      '"',
      "|",
      ">",
      "#",
      "x",
      "\r\n",
      "\t",
      ":",
      "&a ",
      "*a",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        for (const { key, value: own } of scanYaml(text))
          for (const span of [key, own])
            if (!(0 <= span.start && span.start <= span.end && span.end <= text.length))
              return false;
        return true;
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a project that is being typed", () => {
  it("never breaks a feature", () => {
    const saved = {
      "clientele.yaml": project,
      "segmentations/value.yaml": value,
      "segmentations/care.yaml": care,
    };
    const before = readWorkspace(filesOf(saved), undefined, {});
    const typed = fc.constantFrom(
      "",
      "{",
      "[",
      "'",
      '"',
      "\n- ",
      ": ",
      "\t",
      "|",
      "&a ",
      "*a",
      "- - ",
      "? ",
      "<<: ",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(saved)),
        fc.nat(),
        fc.nat(20),
        typed,
        fc.nat(40),
        ([path, text], at, length, insert, character) => {
          const from = at % text.length;
          const broken = text.slice(0, from) + insert + text.slice(from + length);
          const workspace = readWorkspace(
            filesOf({ ...saved, [path]: broken }),
            undefined,
            {},
            before,
          );
          const position = { line: broken.slice(0, from).split("\n").length - 1, character };
          diagnosticsOf(workspace);
          completionsAt(workspace, path, position);
          hoverAt(workspace, path, position);
          targetAt(workspace, path, position);
          symbolsIn(path, broken);
        },
      ),
      { numRuns: 500 },
    );
  });
});
