import { describe, expect, it } from "vitest";
import { migrated, type Migration } from "../../packages/core/src/language/config/migrate.ts";
import { filesOf } from "../../packages/core/src/language/files.ts";

/** A history that never was: `source` became `sources`, `rule` became `when`, then `cut` became `top`. */
const steps: readonly Migration[] = [
  {
    from: 1,
    renames: [
      { file: "project", path: ["source"], to: "sources" },
      { file: "project", path: ["metrics", "*", "formula"], to: "value" },
      { file: "segmentation", path: ["segments", "*", "rule"], to: "when" },
    ],
  },
  { from: 2, renames: [{ file: "segmentation", path: ["tiers", "*", "cut"], to: "top" }] },
];

const project = `# ours
clientele:   1   # the version
name: 商店
source: { transactions: { from: "rule.csv" } } # source: of all
metrics:
    a: {formula: formula}
    b:
       "formula": >
         x
         # no comment
`;
const rules = "segmentation: s\r\nsegments:\r\n- {id: rule, rule: a = 'rule'}  # rule\r\n";
const tiers = "segmentation: t\ntiers:\n  - { id: a, cut: 80%, top: 90% }\n  - cut: 95%\n";
const files = (texts: Readonly<Record<string, string>> = {}) =>
  filesOf({
    "clientele.yaml": project,
    "segmentations/s.yaml": rules,
    "segmentations/t.yaml": tiers,
    ...texts,
  });

describe("migrating", () => {
  it("has nothing to do for the present format", () => {
    expect(migrated(files())).toEqual({ from: 1, to: 1, texts: {} });
  });

  it("renames keys through every version and changes no other byte", () => {
    const { from, to, texts } = migrated(files(), steps, 3);
    expect([from, to]).toEqual([1, 3]);
    expect(texts["clientele.yaml"]).toBe(
      project
        .replace("1   # the", "3   # the")
        .replace("source: {", "sources: {")
        .replace("{formula:", "{value:")
        .replace('"formula"', "value"),
    );
    expect(texts["segmentations/s.yaml"]).toBe(rules.replace("rule: a", "when: a"));
  });

  it("leaves a key alone where its new name is taken", () => {
    expect(migrated(files(), steps, 3).texts["segmentations/t.yaml"]).toBe(
      tiers.replace("- cut", "- top"),
    );
  });

  it("does nothing where a version in between is unknown, or the project is newer", () => {
    expect(migrated(files(), steps, 4).texts).toEqual({});
    const newer = files({ "clientele.yaml": project.replace("1   #", "9   #") });
    expect(migrated(newer, steps, 3)).toEqual({ from: 9, to: 3, texts: {} });
  });

  it("keeps comments, anchors, their repetitions, and the line ends and mark of the file", () => {
    const own = `\uFEFF# 头 🧵\r\nsegmentation: s # source\r\nsegments:\r\n  # rule: none\r\n  - &first {id: a, "rule": 'x' } # why\r\n  - id: b\r\n    rule: &same >\r\n      a\r\n      b # no comment\r\n  - { id: c, rule: *same }\r\n  - *first\r\n# end`;
    expect(
      migrated(files({ "segmentations/s.yaml": own }), steps, 3).texts["segmentations/s.yaml"],
    ).toBe(
      own
        .replace("\"rule\": 'x'", "when: 'x'")
        .replace("rule: &same", "when: &same")
        .replace("c, rule:", "c, when:"),
    );
  });

  it("leaves files that are no YAML as they are", () => {
    const broken = files({ "segmentations/s.yaml": "rule: [" });
    expect(migrated(broken, steps, 3).texts["segmentations/s.yaml"]).toBeUndefined();
    expect(migrated(files({ "clientele.yaml": "[" }), steps, 3)).toEqual({ to: 3, texts: {} });
  });
});
