import { describe, expect, it } from "vitest";
import { isRival, isWhole, methodAreas } from "../../../packages/core/src/domain/method/method.ts";
import { methodLines, methodView } from "../../../packages/core/src/views/index.ts";

describe("the check list of the method", () => {
  it("has the areas of the model in its order", () => {
    expect(methodAreas).toHaveLength(9);
    expect(methodAreas[0]).toBe("gap");
    expect(methodAreas.at(-1)).toBe("culture");
  });

  it("knows competition by its name, in both languages", () => {
    expect(["rivals", "competitor_count", "竞争对手数"].map(isRival)).toEqual([true, true, true]);
    expect(isRival("potential")).toBe(false);
  });

  it("holds what is wanted everywhere to be whole only where nothing lacks it", () => {
    const of = (what: "due" | "disputes", count: number, all: number | null) =>
      isWhole({ what, count, of: all, names: [] });
    expect([of("due", 2, 2), of("due", 1, 2), of("due", 0, 0), of("due", 1, null)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    // Nobody disputes anything: nothing waits for an answer.
    expect(of("disputes", 0, 0)).toBe(true);
  });

  it("says what lacks it, the first three by name", () => {
    const names = ["a.x", "a.y", "b.x", "b.y"];
    const item = {
      area: "critical_tasks",
      status: "partly",
      evidence: [{ what: "due", count: 1, of: 5, names }],
    } as const;
    const { there, todo } = methodLines(item, "en");
    expect(there).toEqual(["1 of 5 actions have a date"]);
    expect(todo).toEqual(["say by when (`due`): a.x, a.y, b.x, and 1 more"]);
    expect(methodLines(item, "zh-CN").todo[0]).toContain("另 1 项");
    expect(JSON.stringify(methodView([item], { locale: "zh-CN" }))).toContain(
      "关键任务 · 部分具备",
    );
  });
});
