import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nodeAt,
  parseYaml,
  scalarAt,
} from "../../../packages/core/src/language/config/yaml-source.ts";
import { scalarOffsets } from "../../../packages/core/src/language/config/scalar-offsets.ts";
import { textAt } from "./project.ts";

/** The text that a word of the scalar at `when` underlines in the file. */
function underlined(text: string, word: string): string {
  const source = parseYaml("a.yaml", text);
  const scalar = scalarAt(source, ["when"]);
  if (scalar === undefined) throw new Error("no scalar");
  const start = scalar.text.indexOf(word);
  expect(start).toBeGreaterThanOrEqual(0);
  const range = scalar.rangeOf({ start, end: start + word.length });
  return textAt({ "a.yaml": text }, { file: "a.yaml", range });
}

const q = "'";

describe("a word of a rule is found in the file", () => {
  it.each([
    ["plain", "when: a = 1 and hihg > 2", "hihg"],
    ["plain, with a comment behind", "when: hihg # why", "hihg"],
    ["plain over lines", "when: a = 1\n  and\n  hihg > 2\n", "hihg"],
    ["plain over lines that are empty", "when: a = 1\n\n\n  and hihg > 2\n", "hihg"],
    ["plain, Chinese before it", "when: 城市 = 1 and 高值 > 2", "高值"],
    ["plain, emoji before it", "when: a🧵b and hihg", "hihg"],
    ["single quotes", `when: 'city = ''苏州'' and hihg'`, "hihg"],
    ["single quotes over lines", `when: 'city = ''苏州''\n\n   and hihg'`, "hihg"],
    ["double quotes", `when: "a = \\"x\\" and hihg"`, "hihg"],
    [
      "double quotes, escapes of all lengths",
      `when: "\\x41 \\u57CE \\U0001F9F5 \\t\\_ hihg"`,
      "hihg",
    ],
    ["double quotes, an escaped break", `when: "a \\\n   and \\\n  \\ hihg"`, "hihg"],
    ["double quotes, an escaped space behind a break", `when: "a\n\n  \\  and hihg"`, "hihg"],
    ["double quotes, an empty line behind an escaped break", `when: "a \\\n\n  hihg"`, "hihg"],
    ["double quotes over lines", `when: "a\n\n  and hihg"`, "hihg"],
    ["an anchor and a tag before it", `when: &x !!str "a and hihg"`, "hihg"],
    ["in a flow map", `{ id: 1, when: a and hihg, else: 2 }`, "hihg"],
    ["literal", "when: |\n  a = 1\n  and hihg > 2\n", "hihg"],
    ["literal with deeper lines", "when: |\n  a = 1\n      and hihg\n   > 2\n", "hihg"],
    ["literal with empty lines", "when: |-\n\n  a\n\n\n  and hihg\n", "hihg"],
    ["literal with indentation given", "when: |2\n    a\n  and hihg\n", "hihg"],
    ["literal with indentation and chomping given", "when: |+2\n     a\n   and hihg\n\n", "hihg"],
    ["literal with a comment in its head", "when: | # why\n  a and hihg\n", "hihg"],
    ["folded", "when: >\n  a = 1\n  and hihg > 2\n", "hihg"],
    ["folded with empty lines", "when: >\n  a = 1\n\n\n  and\n  hihg > 2\n", "hihg"],
    ["folded with deeper lines", "when: >-\n  a\n    b\n    c\n  and\n  hihg\n", "hihg"],
    ["folded with deeper lines between empty ones", "when: >\n  a\n\n    b\n\n  hihg\n", "hihg"],
    ["folded with spaces at the end of a line", "when: >\n  a  \n  hihg\n", "hihg"],
    ["folded with Chinese", "when: >\n  城市 = '苏州'\n  and 高值\n", "高值"],
  ])("%s", (_, text, word) => {
    expect(underlined(text, word)).toBe(word);
    expect(underlined(text.replaceAll("\n", "\r\n"), word)).toBe(word);
  });

  it("an escaped character is underlined as it is written", () => {
    expect(underlined(`when: "a \\u57CE b"`, "城")).toBe("\\");
    expect(underlined(`when: 'a ${q}${q}x'`, `${q}x`)).toBe(`${q}${q}x`);
  });
});

describe("any scalar", () => {
  const character = fc.constantFrom(
    ...Array.from("ab=<('\"\\,:#&*!|>-{}[]%@`\t 城市，é"),
    "🧵",
    " ",
    " ",
    "\n",
  );
  const value = fc.array(character, { maxLength: 60 }).map((parts) => parts.join(""));
  const styles = [
    "PLAIN",
    "QUOTE_SINGLE",
    "QUOTE_DOUBLE",
    "BLOCK_LITERAL",
    "BLOCK_FOLDED",
  ] as const;
  const layout = fc.record({
    style: fc.constantFrom(...styles),
    lineWidth: fc.constantFrom(0, 20, 40),
    indent: fc.integer({ min: 1, max: 4 }),
    nested: fc.boolean(),
    crlf: fc.boolean(),
  });

  it("has each character of its value where the file has it, but for escapes and folds", () => {
    const agrees = (
      content: string,
      { style, lineWidth, indent, nested, crlf }: LayoutOf<typeof layout>,
    ) => {
      const { document } = parseYaml(
        "a.yaml",
        nested ? "a:\n  - when: x\nb: 1\n" : "when: x\nb: 1\n",
      );
      const printed = document.getIn(path(nested), true);
      if (!isScalar(printed)) throw new Error("no scalar");
      printed.value = content;
      printed.type = style;
      const lf = document.toString({ lineWidth, indent, minContentWidth: 0 });
      const text = crlf ? lf.replaceAll("\n", "\r\n") : lf;
      const source = parseYaml("a.yaml", text);
      const node = nodeAt(source, path(nested));
      // The library's own printer fails on a few texts.
      fc.pre(source.document.errors.length === 0 && isScalar(node));
      if (!isScalar(node) || typeof node.value !== "string") throw new Error("no text");
      const read = node.value;
      const offsets = scalarOffsets(text, node, read);
      expect(offsets).toHaveLength(read.length + 1);
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      for (let i = 0; i < read.length; i += 1) {
        const at = text.charAt(offsets[i] ?? -1);
        if (/\s/.test(read.charAt(i))) continue;
        if (node.type === "QUOTE_DOUBLE" && at === "\\") continue;
        expect({ i, at }).toEqual({ i, at: read.charAt(i) });
      }
    };
    fc.assert(fc.property(value, layout, agrees), { numRuns: 1000 });
  });
});

const path = (nested: boolean) => (nested ? ["a", 0, "when"] : ["when"]);

/** Told by what scalars alone have, as the library is not the tests' own dependency. */
const isScalar = (node: unknown): node is YamlScalar =>
  typeof node === "object" && node !== null && "value" in node && !("items" in node);

type YamlScalar = Parameters<typeof scalarOffsets>[1];
type LayoutOf<T> = T extends fc.Arbitrary<infer V> ? V : never;
