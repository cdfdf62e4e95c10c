import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { renameEdits } from "../../../packages/core/src/language/authoring/references.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { cronOf, isCron } from "../../../packages/core/src/language/config/cron.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { formatPeriod } from "../../../packages/core/src/views/format-period.ts";
import { care, project, value } from "../authoring/cursor.ts";

const files = (digest: string) =>
  filesOf({
    "clientele.yaml": project,
    "segmentations/care.yaml": care,
    "segmentations/value.yaml": value,
    "digests/d.yaml": digest,
  });
const workspaceOf = (digest: string) => readWorkspace(files(digest), undefined, {});

/** Codes and what their places cover. */
function problemsOf(digest: string): readonly string[] {
  const { config } = workspaceOf(digest);
  const { problems } = buildModel(config, undefined, {});
  const lines = digest.split("\n");
  return problems
    .filter((p) => p.file === "digests/d.yaml")
    .map(({ code, range: { start, end } }) =>
      [code, lines[start.line]?.slice(start.character, end.character)].join(" "),
    );
}

describe("the file of a digest", () => {
  it("is told where it names what is not there", () => {
    const digest = `digest: d
audience: { owners: each }
schedule: { cron: 0 25 * * 1, timezone: Asia/Shangai }
report: [value.hihg, care]
losses: { entering: [value.low, nothing] }
`;
    expect(problemsOf(digest).toSorted()).toEqual(
      [
        "bad-value 0 25 * * 1",
        "missing-key each",
        "unknown-segment nothing",
        "unknown-segment value.hihg",
        "unknown-time-zone Asia/Shangai",
      ].toSorted(),
    );
  });

  it("has no problem where it names what is there", () => {
    expect(problemsOf("digest: d\nschedule: weekly\nreport: [value.high, care]\n")).toEqual([]);
  });

  it("is offered segments, schedules and sections", () => {
    const offered = (digest: string, line: number, character: number): readonly string[] =>
      completionsAt(workspaceOf(digest), "digests/d.yaml", { line, character }).map((c) => c.label);
    expect(offered("digest: d\nreport:\n  - \n", 2, 4)).toEqual(
      expect.arrayContaining(["value", "value.high", "care"]),
    );
    expect(offered("digest: d\nschedule: \n", 1, 10)).toContain("weekly");
    expect(offered("digest: d\nsections:\n  - \n", 2, 4)).toContain("losses");
    expect(offered("digest: d\nquiet: \n", 1, 7)).toContain("when_nothing_changed");
  });

  it("follows a segment that is renamed", () => {
    const target = { kind: "segment", segmentation: "value", segment: "high" } as const;
    const edits =
      renameEdits(workspaceOf("digest: d\nreport: [value.high]\n"), target, "top") ?? [];
    expect(edits.filter((e) => e.file === "digests/d.yaml").map((e) => e.newText)).toEqual(["top"]);
  });
});

describe("schedules", () => {
  it("in words are cron", () => {
    expect(["daily", "weekdays", "weekly", "monthly", " 5  4 * * * "].map(cronOf)).toEqual([
      "0 9 * * *",
      "0 9 * * 1-5",
      "0 9 * * 1",
      "0 9 1 * *",
      "5 4 * * *",
    ]);
  });

  it.each(["0 9 * * 1", "*/15 8-18 * * MON-FRI", "0 0 1,15 JAN-MAR *", "30 23 * * 7"])(
    "%s is cron",
    (cron) => expect(isCron(cron)).toBe(true),
  );

  it.each([
    "0 9 * *",
    "60 9 * * 1",
    "0 24 * * *",
    "0 9 0 * *",
    "0 9 * 13 *",
    "0 9 * * 5-1",
    "0 9 * * */0",
    "at nine",
    "1-2-3 * * * *",
  ])("%s is none", (cron) => expect(isCron(cron)).toBe(false));
});

it.each([
  ["2026-11-10", "2026-11-16", "10–16 Nov", "11月10日–16日"],
  ["2026-10-27", "2026-11-02", "27 Oct – 2 Nov", "10月27日–11月2日"],
  ["2025-11-10", "2025-11-16", "10–16 Nov 2025", "2025年11月10日–16日"],
  ["2025-12-29", "2026-01-04", "29 Dec 2025 – 4 Jan", "2025年12月29日–1月4日"],
  ["2026-11-16", "2026-11-16", "16 Nov", "11月16日"],
])("the days from %s to %s read %s", (from, to, en, zh) => {
  const today = "2026-11-18";
  expect(formatPeriod(from, to, { locale: "en", today })).toBe(en);
  expect(formatPeriod(from, to, { locale: "zh-CN", today })).toBe(zh);
});
