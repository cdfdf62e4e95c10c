import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Place, Position, Problem } from "../../../packages/core/src/problem.ts";
import { mangled, sounds, type Mangled } from "./mutations.ts";
import { build, type Texts } from "./project.ts";

/** Files that a mutation left alone are not parsed again. */
const read = new Map(sounds.map((sound) => [sound, readConfig(filesOf(sound.texts))]));

/** As many as CLIENTELE_FUZZ says, otherwise what a few seconds hold. */
const numRuns = Number(process.env["CLIENTELE_FUZZ"] ?? 2000);

describe("a configuration that was mangled", () => {
  it(
    "never throws, and every problem stands in its file",
    () => {
      const survives = ({ sound, texts }: Mangled) => {
        const config = readConfig(filesOf(texts), read.get(sound));
        for (const known of [undefined, sound.catalog]) {
          const { model, problems } = buildModel(config, known, {});
          const errors = problems.filter((p) => p.severity === "error");
          expect(model === undefined).toBe(errors.length > 0);
          expect(problems.flatMap((p) => strayPlaces(texts, p))).toEqual([]);
        }
      };
      fc.assert(fc.property(mangled, survives), { numRuns });
    },
    60_000 + numRuns * 100,
  );

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
