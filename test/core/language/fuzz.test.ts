import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Place, Position, Problem } from "../../../packages/core/src/problem.ts";
import { files, mutated } from "./mutations.ts";
import { build, catalogOf, type Texts } from "./project.ts";

const catalog = catalogOf({
  customers: {
    customer_id: "text",
    name: "text",
    joined: "date",
    points: "number",
    internal: "boolean",
  },
  transactions: {
    customer_id: "text",
    ordered_at: "timestamp",
    quantity: "number",
    unit_price: "number",
  },
});

/** Files that a mutation left alone are not parsed again. */
const sound = readConfig(filesOf(files));

describe("a configuration that was mangled", () => {
  it("never throws, and every problem stands in its file", () => {
    const survives = (texts: Texts) => {
      const config = readConfig(filesOf(texts), sound);
      for (const known of [undefined, catalog]) {
        const { model, problems } = buildModel(config, known, {});
        const errors = problems.filter((p) => p.severity === "error");
        expect(model === undefined).toBe(errors.length > 0);
        expect(problems.flatMap((p) => strayPlaces(texts, p))).toEqual([]);
      }
    };
    fc.assert(fc.property(mutated, survives), { numRuns: 2000 });
  }, 120_000);

  it("never throws for bytes that were never one", () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => new TextDecoder().decode(all));
    const survives = (text: string) =>
      build({ "clientele.yaml": text, "segmentations/s.yaml": text }).problems.length > 0;
    fc.assert(fc.property(bytes, survives), { numRuns: 500 });
  });
});

/** The places of a problem that lie outside their files, or end before they start. */
function strayPlaces(texts: Texts, { file, range, fixes, related }: Problem): readonly Place[] {
  const within = (lines: readonly string[], { line, character }: Position) =>
    character <= (lines[line]?.length ?? -1);
  return [{ file, range }, ...related, ...fixes.flatMap((fix) => fix.edits)].filter((place) => {
    const lines = (texts[place.file] ?? "").split("\n");
    const { start, end } = place.range;
    const inOrder =
      start.line < end.line || (start.line === end.line && start.character <= end.character);
    return !inOrder || !within(lines, start) || !within(lines, end);
  });
}
