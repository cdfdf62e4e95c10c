import { describe, expect, it } from "vitest";
import {
  definitionsOf,
  referencesOf,
  renameEdits,
  targetAt,
} from "../../../packages/core/src/language/authoring/references.ts";
import { symbolsIn } from "../../../packages/core/src/language/authoring/symbols.ts";
import { segmentPlaces } from "../../../packages/core/src/language/authoring/segment-places.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import type { Workspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import type { Place } from "../../../packages/core/src/problem.ts";
import { care, cursorIn, project, value } from "./cursor.ts";

const at = ({ file, range }: Place): string =>
  `${file}:${range.start.line}:${range.start.character}`;
const when = (expression: string): string =>
  `segmentation: new\nkind: rules\nsegments:\n  - id: a\n    when: ${expression}\n`;

const codes = (workspace: Workspace): readonly string[] =>
  [...diagnosticsOf(workspace).values()].flat().map((p) => `${at(p)} ${p.code}`);

function found(marked: string) {
  const { workspace, path, position } = cursorIn("segmentations/new.yaml", marked);
  const target = targetAt(workspace, path, position)?.target;
  if (target === undefined) throw new Error(`unreachable: nothing at the cursor of ${marked}`);
  return { workspace, target };
}

describe("names across files", () => {
  it("lead from a use to the declaration", () => {
    for (const [marked, place] of [
      [when("va|lue = 'high'"), "segmentations/value.yaml:0:14"],
      [when("value = 'hi|gh'"), "segmentations/value.yaml:5:10"],
      [when("care.sa|ve"), "segmentations/care.yaml:4:8"],
      [when("app_|share > 0"), "clientele.yaml:12:2"],
    ] as const) {
      const { workspace, target } = found(marked);
      expect(definitionsOf(workspace, target).map(at)).toEqual([place]);
    }
  });

  it("are found wherever they are used", () => {
    const { workspace, target } = found(when("value in ('low', 'hi|gh')"));
    expect(referencesOf(workspace, target).map(at)).toEqual([
      "segmentations/care.yaml:6:18",
      "segmentations/new.yaml:4:27",
      "segmentations/value.yaml:5:10",
    ]);
  });

  it("are found in the cells of a matrix whose axis they are", () => {
    const { workspace, target } = found(`segmentation: new
kind: matrix
rows: { by: value }
columns: { by: recency, cuts: [90] }
segments:
  - { id: stars, rows: hi|gh, columns: high }
  - { id: rest, cells: [{ rows: [low, "high"] }] }
`);
    expect(renameEdits(workspace, target, "top")?.map((e) => `${at(e)} ${e.newText}`)).toEqual([
      "segmentations/care.yaml:6:18 'top'",
      "segmentations/new.yaml:5:23 top",
      "segmentations/new.yaml:6:39 top",
      "segmentations/value.yaml:5:10 top",
    ]);
  });

  it("are one name whatever their case", () => {
    const { workspace, target } = found(when("VAL|UE = 'high' or Care.SAVE or App_Share > 1"));
    expect(renameEdits(workspace, target, "worth")?.map((e) => `${at(e)} ${e.newText}`)).toEqual([
      "segmentations/care.yaml:6:10 worth",
      "segmentations/new.yaml:4:10 worth",
      "segmentations/value.yaml:0:14 worth",
    ]);
    expect(codes(workspace)).toEqual([]);
  });

  it("change everywhere when they are renamed, quotes where they must be", () => {
    const { workspace, target } = found(when("value = 'hi|gh'"));
    const edits = renameEdits(workspace, target, "top") ?? [];
    expect(edits.map((e) => `${at(e)} ${e.newText}`)).toEqual([
      "segmentations/care.yaml:6:18 'top'",
      "segmentations/new.yaml:4:18 'top'",
      "segmentations/value.yaml:5:10 top",
    ]);
  });

  it("are not renamed to what is no name, nor when they are built in", () => {
    const own = found(when("app_sh|are > 0"));
    expect(renameEdits(own.workspace, own.target, "app share")).toBeUndefined();
    const builtin = found(when("rec|ency > 0"));
    expect(renameEdits(builtin.workspace, builtin.target, "r")).toBeUndefined();
  });
});

describe("the outline", () => {
  it("holds sources and metrics of a project", () => {
    expect(symbolsIn("clientele.yaml", project).map((s) => `${s.kind} ${s.name}`)).toEqual([
      "source customers",
      "source transactions",
      "metric app_share",
    ]);
  });

  it("holds a segmentation with its segments, each as far as it reaches", () => {
    const [own] = symbolsIn("segmentations/care.yaml", care);
    expect(own?.name).toBe("care");
    expect(
      own?.children.map((s) => [s.name, s.detail, s.range.start.line, s.range.end.line]),
    ).toEqual([["save", "Save list", 4, 6]]);
    expect(symbolsIn("segmentations/value.yaml", value)[0]?.children.map((s) => s.name)).toEqual([
      "high",
      "low",
    ]);
  });
});

describe("places of segments", () => {
  const places = (text: string): readonly string[] =>
    segmentPlaces("segmentations/x.yaml", text).map(
      (p) => `${p.segment} ${p.range.start.line}:${p.range.start.character}`,
    );

  it("are where their ids stand, in every notation", () => {
    expect(places(value)).toEqual(["high 5:10", "low 6:10"]);
    expect(places(care)).toEqual(["save 4:8"]);
    expect(
      places(
        "segmentation: r\r\nkind: rfm\r\nothers: none\r\nsegments:\r\n- title: T\r\n  'id': \"a\"\r\n",
      ),
    ).toEqual(["none 2:8", "a 5:8"]);
  });

  it("are the kind of an rfm that names no segments", () => {
    expect(places("segmentation: r\nkind: rfm\n")).toHaveLength(10);
    expect(places("segmentation: r\nkind: rfm\n")[0]).toBe("champions 1:6");
  });

  it("are found in text that does not parse", () => {
    const text =
      "segmentation: r\nkind: rules\nsegments:\n  - { id: a, title: { en: \n  - id: b\n    when: [\n    x\n  - id:\n  - id: c\n";
    expect(places(text)).toEqual(["a 3:10", "b 4:8", "c 8:8"]);
  });

  it("are none in other files", () => {
    expect(segmentPlaces("clientele.yaml", value)).toEqual([]);
  });
});

describe("diagnostics", () => {
  it("do not blame a file for names of another one that cannot be read yet", () => {
    const { workspace } = cursorIn("segmentations/value.yaml", `${value}  - { id: [|\n`);
    const files = [...diagnosticsOf(workspace).keys()];
    expect(files).toEqual(["segmentations/value.yaml"]);
  });

  it("go on behind a key that nobody knows, here and in other files", () => {
    const broken = `${care.replace("when:", "whenn:")}  - id: b\n    when: frequenzy > |3\n`;
    const { workspace } = cursorIn("segmentations/care.yaml", broken);
    expect(codes(workspace)).toEqual([
      "segmentations/care.yaml:6:4 unknown-key",
      "segmentations/care.yaml:8:10 unknown-name",
    ]);
    const typo = cursorIn("clientele.yaml", `${project.replace("name:", "nmae:")}|`);
    expect(codes(typo.workspace)).toEqual(["clientele.yaml:1:0 unknown-key"]);
    expect(typo.workspace.model).toBeUndefined();
  });

  it("show a problem of the data where the configuration names the file", () => {
    const { workspace } = cursorIn("segmentations/value.yaml", `|${value}`);
    const range = { start: { line: 4, character: 10 }, end: { line: 4, character: 20 } };
    const data = {
      code: "data-empty",
      severity: "error",
      values: { path: "data/c.csv" },
      file: "data/c.csv",
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      related: [{ file: "clientele.yaml", range }],
      fixes: [],
    } as const;
    const shown = diagnosticsOf(workspace, [data, { ...data, related: [] }]);
    expect([...shown].map(([file, problems]) => [file, problems.map((p) => p.range)])).toEqual([
      ["clientele.yaml", [range]],
    ]);
  });
});
