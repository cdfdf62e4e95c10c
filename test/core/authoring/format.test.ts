import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatEdits, formatText } from "../../../packages/core/src/language/authoring/format.ts";
import { parseYaml } from "../../../packages/core/src/language/config/yaml-source.ts";

const examples = globSync("examples/**/{clientele,segmentations/*}.yaml", {
  cwd: join(import.meta.dirname, "../../.."),
});

const untidy = `# Who needs attention


# and why
segmentation:   care   # the name
kind: rules


segments:
    -   id: save
        title: {en: "Save \\u4E00",zh-CN: 'it''s'}
        when: >-   # folded
            recency > 3
              and x

            or y
    # the second
    - id: rest # of them

      list:
      - [1,2 , 0x10]
      - 007
      else:    true
      empty:
      long: a and
         b or
         c
`;

const tidy = `# Who needs attention

# and why
segmentation: care # the name
kind: rules

segments:
  - id: save
    title: { en: "Save \\u4E00", zh-CN: 'it''s' }
    when: >- # folded
      recency > 3
        and x

      or y
  # the second
  - id: rest # of them

    list:
      - [1, 2, 0x10]
      - 007
    else: true
    empty:
    long: a and
      b or
      c
`;

describe("formatting", () => {
  it("lays out anew and keeps comments, order and every letter of a scalar", () => {
    expect(formatText(untidy)).toBe(tidy);
  });

  it("is done after one time", () => {
    expect(formatText(tidy)).toBe(tidy);
    expect(formatEdits("a.yaml", tidy)).toEqual([]);
  });

  it("leaves what the file says as it was", () => {
    const said = (text: string): unknown => parseYaml("a.yaml", text).document.toJS();
    expect(said(formatText(untidy))).toEqual(said(untidy));
  });

  it("keeps a comment behind a key whose value is below", () => {
    const text = "refund: # kept\n    # more\n    when: x # why\n";
    expect(formatText(text)).toBe("refund: # kept\n  # more\n  when: x # why\n");
  });

  it("keeps line endings and the byte order mark", () => {
    expect(formatText("\uFEFFa:  1\r\nb:  2\r\n")).toBe("\uFEFFa: 1\r\nb: 2\r\n");
  });

  it("leaves alone what it cannot read", () => {
    for (const text of ["a: [", "a: 1\n---\nb:  2\n", "", "# only a comment", "a: *b\n  c"])
      expect(formatText(text)).toBe(text);
  });

  it("changes the lines that it must and no others", () => {
    const [edit, ...more] = formatEdits("a.yaml", "a: 1\nb:   2\nc: 3\n");
    expect(more).toEqual([]);
    expect(edit?.range.start.line).toBe(1);
    expect(edit?.range.end.line).toBe(1);
  });

  it.each(examples)("finds %s well as it is", (path) => {
    const text = readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
    expect(formatText(text)).toBe(text);
  });
});
