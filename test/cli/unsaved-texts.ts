/** What is said of texts that are not saved, in a project that is opened once: a process for each would cost seconds. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openSession } from "../../packages/core/src/host/session.ts";
import { fillProject } from "./temporary-project.ts";

/**
 * @param files the project's, as `temporaryProject` takes them
 * @returns gives the codes of the problems with other texts in place of these
 */
export function codesWith(
  files: Readonly<Record<string, string>>,
): (texts: Readonly<Record<string, string>>) => Promise<readonly string[]> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-unsaved-"));
  fillProject(folder, files);
  let session: Awaited<ReturnType<typeof openSession>>;
  beforeAll(async () => {
    session = await openSession({ project: folder, allowRead: [] }, () => new Date());
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return async (overlay) => {
    const work = { signal: new AbortController().signal, progress: () => {} };
    const counted = await session.preview({ panel: "p", overlay }, work);
    return (counted.ok ? counted.value.problems : counted.errors).map(({ code }) => code);
  };
}
