import { describe, expect, it } from "vitest";
import { actionsAt } from "../../../packages/core/src/language/authoring/code-actions.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import type { Position, TextEdit } from "../../../packages/core/src/problem.ts";
import { cursorIn, project } from "./cursor.ts";

const path = "segmentations/new.yaml";
const when = (rule: string): string =>
  `segmentation: new\nkind: rules\nassign: all\nsegments:\n  - id: a\n    when: ${rule}\n`;

/** The edits made in a text, from its end on. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)];
  const at = ({ line, character }: Position): number => (starts[line] ?? 0) + character;
  return edits
    .toSorted((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (t, { range, newText }) => t.slice(0, at(range.start)) + newText + t.slice(at(range.end)),
      text,
    );
}

/** The files after an action whose title begins so; `[…]` in the text is what is selected, `|` the cursor. */
function after(
  marked: string,
  title: string,
  file = path,
  more: Readonly<Record<string, string>> = {},
) {
  const [from, to] = [marked.indexOf("⟦"), marked.indexOf("⟧")];
  const plain = marked.replace("⟦", "|").replace("⟧", "");
  const { workspace: read, position } = cursorIn(file, plain);
  const texts: Record<string, string> = {};
  for (const name of read.files.list())
    texts[name] = more[name] ?? read.files.read(name)?.text ?? "";
  const workspace = readWorkspace(filesOf(texts), read.catalog, {});
  const end = { ...position, character: position.character + Math.max(0, to - from - 1) };
  const found = actionsAt(workspace, file, [], { start: position, end }).find((a) =>
    a.title.startsWith(title),
  );
  if (found === undefined) return undefined;
  const files = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      applied(
        text,
        found.edits.filter((e) => e.file === name),
      ),
    ]),
  );
  const problems = readWorkspace(filesOf(files), read.catalog, {}).problems.map((p) => p.code);
  return { rule: files[file], project: files["clientele.yaml"], problems };
}
const ruleAfter = (rule: string, title: string) => {
  const found = after(when(rule), title);
  return found && /when: (.*)\n/.exec(found.rule ?? "")?.[1];
};

describe("a part of a rule as a metric", () => {
  it("has its name in the rule and its formula in the project", () => {
    const found = after(when("recency > 3 and sum(to|tal) > 100"), "Extract");
    expect(found?.rule).toBe(when("recency > 3 and sum_total > 100"));
    expect(found?.project).toBe(`${project}  sum_total:\n    value: sum(total)\n`);
    expect(found?.problems).toEqual([]);
  });

  it("is what is selected, else the clause at the cursor", () => {
    expect(ruleAfter("⟦monetary / frequency⟧ > 100", "Extract")).toBe("monetary_frequency > 100");
    expect(ruleAfter("not (recency > |3 or city = '苏州')", "Extract")).toBe(
      "not (recency_clause or city = '苏州')",
    );
    const found = after(when("not (recency > |3 or city = '苏州')"), "Extract");
    expect(found?.project).toContain("  recency_clause:\n    value: recency > 3\n");
    expect(found?.problems).toEqual([]);
  });

  it("takes a name that is free", () => {
    const taken = `${project}  sum_total: { value: monetary }\n`;
    const found = after(when("sum(to|tal) > 100"), "Extract", path, { "clientele.yaml": taken });
    expect(found?.rule).toBe(when("sum_total_2 > 100"));
    expect(found?.problems).toEqual([]);
  });

  it("makes the key where there are no metrics, and fills one in brackets", () => {
    const [head = ""] = project.split("metrics:");
    const none = after(when("sum(to|tal) > 1"), "Extract", path, { "clientele.yaml": head });
    expect(none?.project).toBe(`${head}metrics:\n  sum_total:\n    value: sum(total)\n`);
    const flow = { "clientele.yaml": `${head}metrics: { m: { value: monetary } }\n` };
    const inside = after(when("sum(to|tal) > 1"), "Extract", path, flow);
    expect(inside?.project).toBe(
      `${head}metrics: { sum_total: { value: "sum(total)" }, m: { value: monetary } }\n`,
    );
    expect([...(none?.problems ?? [""]), ...(inside?.problems ?? [""])]).toEqual([]);
  });

  it("keeps the quotes of both files sound", () => {
    const single = after(when("'city like ''苏: %''| and recency > 3'"), "Extract");
    expect(single?.rule).toBe(when("'city_clause and recency > 3'"));
    expect(single?.project).toContain(`value: "city like '苏: %'"\n`);
    expect(single?.problems).toEqual([]);
    const block = after(when(">-\n      recency > 3 and\n      sum(to|tal) > 9"), "Extract");
    expect(block?.rule).toBe(when(">-\n      recency > 3 and\n      sum_total > 9"));
  });

  it("is not offered for a name alone, outside rules, and in rules that cannot be read", () => {
    expect(ruleAfter("⟦recency⟧ > 3", "Extract")).toBeUndefined();
    expect(ruleAfter("recency > | and", "Extract")).toBeUndefined();
    const metric = project.replace("'app'", "'a|pp'");
    expect(after(metric, "Extract", "clientele.yaml")).toBeUndefined();
  });
});

describe("a metric written out", () => {
  const metrics = (value: string) => ({
    "clientele.yaml": `${project}  spend:\n    value: ${value}\n`,
  });
  const inlined = (rule: string, value: string) => {
    const found = after(when(rule), "Write out", path, metrics(value));
    return found && [/when: (.*)\n/.exec(found.rule ?? "")?.[1], ...found.problems];
  };

  it("stands in brackets where its operators would bind otherwise", () => {
    expect(inlined("spe|nd * 2 > 9", "monetary + 1")).toEqual(["(monetary + 1) * 2 > 9"]);
    expect(inlined("sp|end > 9", "sum(total)")).toEqual(["sum(total) > 9"]);
    expect(inlined("spe|nd", "recency > 3")).toEqual(["recency > 3"]);
  });

  it("gets the quotes that the file needs", () => {
    expect(inlined("sp|end > 9", "length('a# b')")).toEqual(["length('a# b') > 9"]);
    expect(inlined("sp|end > 9", `"length('a #b: c')"`)).toEqual([`"length('a #b: c') > 9"`]);
    expect(inlined(`'sp|end > 9'`, "length('a')")).toEqual([`'length(''a'') > 9'`]);
  });

  it("is not offered where it looks back over its own window, or is built in", () => {
    expect(ruleAfter("app_|share > 1", "Write out")).toBeUndefined();
    expect(ruleAfter("rec|ency > 1", "Write out")).toBeUndefined();
  });
});

describe("lists", () => {
  it.each([
    ["city = '苏州' or| city = 'a'", "city in ('苏州', 'a')"],
    [
      "recency > 3 and (frequency = 1 or 2 = fre|quency or frequency in (3, 1))",
      "recency > 3 and frequency in (1, 2, 3)",
    ],
    ["frequency <> 1 and| frequency <> 2", "frequency not in (1, 2)"],
  ])("are made of equal signs: %s", (rule, expected) => {
    const to = expected.replace("recency > 3 and ", "");
    expect(ruleAfter(rule, to)).toBe(expected);
  });

  it("are not made of different things", () => {
    const { workspace, position } = cursorIn(path, when("city = 'a' or| frequency = 1"));
    const titles = actionsAt(workspace, path, [], { start: position, end: position }).map(
      (a) => a.title,
    );
    expect(titles.filter((t) => t.includes(" in ("))).toEqual([]);
  });

  it("are sorted, numbers as numbers, each value once", () => {
    expect(ruleAfter("frequency in (10, 9|, -1, 9)", "Sort")).toBe("frequency in (-1, 9, 10)");
    expect(ruleAfter("city in ('b', |'a')", "Sort")).toBe("city in ('a', 'b')");
    expect(ruleAfter("city in ('a', |'b')", "Sort")).toBeUndefined();
  });
});

describe("a last segment for everyone else", () => {
  it("is added to rules of which the first that holds decides, and to tiers", () => {
    const rules = when("recency > 3|").replace("assign: all\n", "");
    const found = after(rules, "Add the segment");
    expect(found?.rule).toBe(`${rules.replace("|", "")}  - { id: others, else: true }\n`);
    expect(found?.problems).toEqual([]);
    const tiers =
      "segmentation: new\nkind: tiers\nby: monetary\nwithin: 30 days\ntiers:\n- id: others|\n  top: 20% of value";
    const filled = after(tiers, "Add the segment");
    expect(filled?.rule).toBe(`${tiers.replace("|", "")}\n- { id: others_2, rest: true }`);
    expect(filled?.problems).toEqual([]);
  });

  it("is not offered where there is one, or a customer can be in several", () => {
    expect(after(when("recency > 3|"), "Add the segment")).toBeUndefined();
    const there = when("recency > 3|").replace("assign: all\n", "") + "  - { id: b, else: true }\n";
    expect(after(there, "Add the segment")).toBeUndefined();
  });
});
