import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referencePages } from "../../scripts/reference.ts";

const folder = join(import.meta.dirname, "../../docs/reference");
const pages = await referencePages();

describe("docs/reference", () => {
  it("has a page for each kind of file, the metrics and the functions, and no other", () => {
    expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted());
  });

  it.each([...pages])("%s says what the code says", (name, text) => {
    expect(readFileSync(join(folder, name), "utf8")).toBe(text);
  });

  it("says what every key of a project and of a segmentation is for", () => {
    const rows = [pages.get("project.md"), pages.get("segmentation.md")].join("\n").split("\n");
    expect(rows.filter((row) => /^\| `[^|]*\|[^|]*\|[^|]*\|\s*\|$/.test(row))).toEqual([]);
  });
});
