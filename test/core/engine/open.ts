import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import type { Engine, EngineOptions } from "../../../packages/core/src/compute/engine/engine.ts";
import { EngineError } from "../../../packages/core/src/compute/engine/engine-error.ts";

/** A folder that goes when the test ends, with `in` to be allowed and `out` not to be. */
export function folders(): { readonly inside: string; readonly outside: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "engine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [inside, outside] = [join(root, "in"), join(root, "out")];
  for (const folder of [inside, outside]) mkdirSync(folder);
  return { inside, outside };
}

/** An engine that may read `inside`, closed when the test ends. */
export async function open(inside: string, options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openEngine({
    threads: 2,
    tempDirectory: join(inside, "tmp"),
    allowedDirectories: [inside],
    ...options,
  });
  onTestFinished(() => engine.close());
  return engine;
}

/** The engine's error; fails the test when there is none. */
export async function failure(work: Promise<unknown>): Promise<EngineError> {
  const outcome = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(outcome instanceof EngineError)) {
    throw new Error("expected an EngineError", { cause: outcome });
  }
  return outcome;
}
