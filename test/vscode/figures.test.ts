import { describe, expect, it } from "vitest";
import { change, count, day, money, share } from "../../packages/vscode-ext/src/preview/figures.ts";
import { isProjectText } from "../../packages/vscode-ext/src/features/project-text.ts";

describe("figures in the editor", () => {
  it.each([
    [count(48_210, "en"), "48,210"],
    [share(0.0257, "en"), "2.6\u00a0%"],
    [change(398, "en"), "+398"],
    [change(-27, "en"), "−27"],
    [change(0, "en"), "0"],
    [money(9_700_000, "CNY", "en"), "¥9.7M"],
    [money(3_100_000, "CNY", "zh-CN"), "310 万元"],
    [money(230_000_000, "CNY", "zh-CN"), "2.3 亿元"],
    [money(950, "CNY", "zh-CN"), "950 元"],
    [day("2026-11-18", "en"), "18 Nov"],
    [day("2026-11-18", "zh-CN"), "11月18日"],
  ])("are written %s", (written, wanted) => {
    expect(written).toBe(wanted);
  });
});

describe("files of a project", () => {
  it.each([
    ["strategies/save_list.yaml", true],
    ["checks/nested/value.yml", true],
    ["access.yaml", true],
    ["docker/compose.yaml", false],
    ["notes/access.yaml", false],
    ["strategies/readme.md", false],
  ])("%s: %s", (path, ours) => {
    expect(isProjectText(path)).toBe(ours);
  });
});
