import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionsAt } from "../../../packages/core/src/language/authoring/code-actions.ts";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import { foldsIn } from "../../../packages/core/src/language/authoring/folding.ts";
import { formatText } from "../../../packages/core/src/language/authoring/format.ts";
import { highlightsAt } from "../../../packages/core/src/language/authoring/highlights.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { inlayHintsIn } from "../../../packages/core/src/language/authoring/inlay-hints.ts";
import { semanticTokensIn } from "../../../packages/core/src/language/authoring/semantic-tokens.ts";
import { signatureAt } from "../../../packages/core/src/language/authoring/signature-help.ts";
import { symbolsIn } from "../../../packages/core/src/language/authoring/symbols.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { mangled, sounds, type Mangled } from "../language/mutations.ts";

/** All of them with CLIENTELE_FUZZ=10000, otherwise as many as half a minute holds; NODE_OPTIONS=--max-old-space-size=512 bounds the memory. */
const asked = process.env["CLIENTELE_FUZZ"];
const numRuns = Number(asked ?? 10_000);
const limit = asked === undefined ? { interruptAfterTimeLimit: 25_000 } : {};
/** Longer is no slow machine, but a file that hangs the editor, in milliseconds. */
const hangs = 10_000;
const read = new Map(
  sounds.map((sound) => [sound, readWorkspace(filesOf(sound.texts), sound.catalog, {})]),
);

describe("authoring on a file that was mangled", () => {
  it(
    "never throws, and formatting changes nothing but the layout",
    () => {
      let slowest = { milliseconds: 0, length: 0, path: "" };
      const survives = ({ sound, path, texts }: Mangled, share: number): void => {
        const start = performance.now();
        const workspace = readWorkspace(filesOf(texts), sound.catalog, {}, read.get(sound));
        const problems = diagnosticsOf(workspace);
        const text = texts[path] ?? "";
        const before = text.slice(0, Math.floor(share * text.length)).split("\n");
        const at = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
        completionsAt(workspace, path, at);
        hoverAt(workspace, path, at);
        signatureAt(workspace, path, at);
        highlightsAt(workspace, path, at);
        actionsAt(workspace, path, problems.get(path) ?? [], { start: at, end: at });
        symbolsIn(path, text);
        inlayHintsIn(workspace, path);
        let last = -1;
        for (const { start: from, length } of semanticTokensIn(workspace, path)) {
          expect(length).toBeGreaterThan(0);
          expect(from.line).toBeGreaterThanOrEqual(last);
          last = from.line;
        }
        const lines = text.split("\n").length;
        expect(foldsIn(text).every((fold) => fold.start < fold.end && fold.end < lines)).toBe(true);
        const formatted = formatText(text);
        expect(formatText(formatted)).toBe(formatted);
        const milliseconds = performance.now() - start;
        expect(milliseconds).toBeLessThan(hangs);
        if (milliseconds > slowest.milliseconds)
          slowest = { milliseconds, length: text.length, path };
      };
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      fc.assert(fc.property(mangled, share, survives), { numRuns, ...limit });
      if (asked !== undefined) console.log(`${numRuns} files; the slowest:`, slowest);
    },
    60_000 + numRuns * 100,
  );
});
