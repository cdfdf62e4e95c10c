import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "../../../packages/core/src/messages/en.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/problems.md"), "utf8");

it("the page about problems has a row for each code, and no other", () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (?:error|warning|info|hint) +\|/gm)];
  expect(rows.map(([, code]) => String(code)).toSorted()).toEqual(Object.keys(en).toSorted());
});
