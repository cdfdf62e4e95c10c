import { describe, expect, it } from "vitest";
import {
  add,
  nothing,
  oneFailed,
  onePassed,
  parseCounts,
  sentence,
} from "../../scripts/test/counts.ts";

describe("the counts of npm test", () => {
  it("are summed and told in one line", () => {
    const total = [onePassed, onePassed, oneFailed].reduce(add, nothing);
    expect(sentence(total)).toBe("2 passed, 1 failed, 0 skipped");
  });

  it("are read from the last line with the prefix", () => {
    const output =
      "vscode: 1 passed, 0 failed, 0 skipped\n✓ other\nvscode: 12 passed, 3 failed, 4 skipped\n";
    expect(parseCounts(output, "vscode: ")).toEqual({ passed: 12, failed: 3, skipped: 4 });
  });

  it("are unknown where a program ended before it told them", () => {
    expect(parseCounts("12 passed, 0 failed, 0 skipped\n", "vscode: ")).toBeUndefined();
    expect(parseCounts("vscode: 12 passed, 0 failed\n", "vscode: ")).toBeUndefined();
  });
});
