import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import {
  definitionsOf,
  referencesOf,
  renameEdits,
  targetAt,
} from "../../../packages/core/src/language/authoring/references.ts";
import { semanticTokensIn } from "../../../packages/core/src/language/authoring/semantic-tokens.ts";
import { symbolsIn } from "../../../packages/core/src/language/authoring/symbols.ts";
import type { Place } from "../../../packages/core/src/problem.ts";
import { cursorIn } from "./cursor.ts";

const path = "checks/c.yaml";
const at = ({ file, range }: Place): string =>
  `${file}:${range.start.line}:${range.start.character}`;
/** A check with one test; its own lines hold the cursor. */
const check = (...lines: readonly string[]): string =>
  `check: c\ntests:\n  - test: It holds\n${lines.map((line) => `    ${line}\n`).join("")}`;
const labels = (marked: string): readonly string[] => {
  const { workspace, position } = cursorIn(path, marked);
  return completionsAt(workspace, path, position).map((c) => c.label);
};
const target = (marked: string) => {
  const { workspace, position } = cursorIn(path, marked);
  const found = targetAt(workspace, path, position);
  if (found === undefined) throw new Error(`unreachable: nothing at the cursor of ${marked}`);
  return { workspace, ...found };
};

describe("names in check files", () => {
  it("lead to their declarations", () => {
    for (const [line, place] of [
      ["segment: care.sa|ve", "segmentations/care.yaml:4:8"],
      ["segment: ca|re.save", "segmentations/care.yaml:0:14"],
      ["segment: hi|gh", "segmentations/value.yaml:5:10"],
      ["exclusive: [value.low, 'value.hi|gh']", "segmentations/value.yaml:5:10"],
      ["segmentation: va|lue", "segmentations/value.yaml:0:14"],
      ["expect: { a: { app_sh|are: 1 } }", "clientele.yaml:12:2"],
      ["expect: { a: { va|lue: high } }", "segmentations/value.yaml:0:14"],
      ["expect: { a: { value: hi|gh } }", "segmentations/value.yaml:5:10"],
      ["expect: { a: { care: [sa|ve] } }", "segmentations/care.yaml:4:8"],
    ] as const) {
      const found = target(check(line));
      expect([line, definitionsOf(found.workspace, found.target).map(at)]).toEqual([line, [place]]);
    }
  });

  it("are renamed with everything else, each as it is written there", () => {
    const text = check(
      "segment: value.high|",
      "expect:",
      '  a: { value: "high", recency: 3 }',
      "  b: { value: high }",
      "exclusive: ['value.high', low]",
    );
    const { workspace, target: segment } = target(text);
    const edits = renameEdits(workspace, segment, "top") ?? [];
    expect(edits.map((e) => `${at(e)}-${e.range.end.character} ${e.newText}`)).toEqual([
      "checks/c.yaml:3:19-23 top",
      "checks/c.yaml:5:19-23 top",
      "checks/c.yaml:6:18-22 top",
      "checks/c.yaml:7:23-27 top",
      "segmentations/care.yaml:6:18-24 'top'",
      "segmentations/value.yaml:5:10-14 top",
    ]);
  });

  it("are found from the file that declares them", () => {
    const text = check("expect: { a: { app_share: 1 } }", "segmentation: |value");
    const { workspace } = cursorIn(path, text);
    const metric = { kind: "metric", name: "app_share" } as const;
    expect(referencesOf(workspace, metric).map(at)).toEqual([
      "checks/c.yaml:3:19",
      "clientele.yaml:12:2",
    ]);
  });

  it("are told by a hover: metrics, segments, columns of given rows, keys", () => {
    for (const [line, words] of [
      ["expect: { a: { rec|ency: 3 } }", "Recency"],
      ["segment: care.sa|ve", "value = 'high'"],
      ["given: { customers: [{ ci|ty: 苏州 }] }", "customers.city"],
      ["cov|erage: { at_least: 10% }", "Which share of customers"],
    ] as const) {
      const { workspace, position } = cursorIn(path, check(line));
      expect(hoverAt(workspace, path, position)?.markdown).toContain(words);
    }
  });

  it("have the colours of what they are", () => {
    const text = check("segment: care.save|", "expect: { a: { recency: 3 } }");
    const { workspace } = cursorIn(path, text);
    const kinds = semanticTokensIn(workspace, path).map((t) => `${t.start.line} ${t.kind}`);
    expect(kinds).toEqual(expect.arrayContaining(["3 segmentation", "3 segment", "4 metric"]));
  });
});

describe("completion in check files", () => {
  it("knows segments", () => {
    expect(labels(check("segment: |"))).toEqual(
      ["value.high", "value.low", "care.save"].toSorted(),
    );
    expect(labels(check("exclusive: [care.save, |]"))).toContain("value.high");
    expect(labels(check("segmentation: |"))).toEqual(["care", "value"]);
  });

  it("knows what can be expected of a customer, and the segments of a segmentation", () => {
    const names = labels(check("expect:", "  a:", "    |"));
    expect(names).toEqual(expect.arrayContaining(["value", "app_share", "recency", "city"]));
    expect(labels(check("expect: { a: { value: | } }")).slice(0, 2)).toEqual(["high", "low"]);
    expect(labels(check("expect: { a: { care: | } }"))[0]).toBe("[save]");
    expect(labels(check("expect: { a: { care: [|] } }"))[0]).toBe("save");
  });

  it("knows the customers that the test gives", () => {
    const given = "given: { customers: [{ customer_id: a }, { customer_id: b }] }";
    expect(labels(check(given, "expect: { |"))).toEqual(["a", "b"]);
  });

  it("knows the columns of given rows, and the values that the data hold in them", () => {
    const names = labels(check("given:", "  transactions:", "    - |"));
    expect(names).toEqual(["customer_id", "paid_at", "total", "channel"]);
    expect(labels(check("given: { customers: [{ city: | }] }")).slice(0, 2)).toEqual([
      "苏州",
      '"O\'Fallon"',
    ]);
  });

  it("knows the keys of a test", () => {
    expect(labels(check("|"))).toEqual(expect.arrayContaining(["given", "expect", "segment"]));
    expect(labels(check("given:", "  |"))).toEqual(
      expect.arrayContaining(["as_of", "customers", "transactions"]),
    );
  });
});

describe("the outline of a check file", () => {
  it("holds its tests, each as far as it reaches", () => {
    const text = `${check("segment: care.save", "customers: { at_most: 3 }")}  - test: Another\n`;
    const [own] = symbolsIn(path, text);
    expect([own?.kind, own?.name]).toEqual(["check", "c"]);
    expect(own?.children.map((t) => [t.name, t.range.start.line, t.range.end.line])).toEqual([
      ["It holds", 2, 4],
      ["Another", 5, 5],
    ]);
  });
});
