/** Keeps the snapshot that answers open, and opens another one when something new was published or run. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Lane } from "../compute/engine/engine.ts";
import { stateFolder, type Project } from "../compute/project/project.ts";
import { chooseRun, closeBase, openBase, type Base } from "../compute/snapshot/open-base.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result } from "../result.ts";

export type BaseKeeper = {
  /**
   * Calls `use` with the base of this moment, which stays open until `use` ends, whatever is published meanwhile.
   * `null` where there is no run yet.
   */
  readonly use: <T>(use: (base: Result<Base | null, Problem>) => Promise<T>) => Promise<T>;
};

type Opened = { readonly base: Base; users: number };

export function baseKeeper(lane: Lane, project: Project): BaseKeeper {
  const opened = new Map<string, Opened>();
  let current: Base | null = null;
  let stamp: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Changes whenever something is run or published: both rename a file or folder into place. */
  const stampNow = (): string =>
    ["published.json", "runs"]
      .map((name) => statSync(join(stateFolder(project), name), { throwIfNoEntry: false }))
      .map((found) => (found === undefined ? "" : `${found.ino}:${found.mtimeMs}`))
      .join(" ");

  const refresh = async (): Promise<Result<Base | null, Problem>> => {
    const now = stampNow();
    if (now === stamp) return ok(current);
    const chosen = chooseRun(project);
    if (!chosen.ok) return chosen;
    if (chosen.value === undefined) current = null;
    else {
      const { run, published } = chosen.value;
      const known = opened.get(run);
      const next: Result<Base, Problem> =
        known === undefined
          ? await openBase(lane, project, run, published)
          : ok({ ...known.base, published });
      if (!next.ok) return next;
      if (known === undefined) opened.set(run, { base: next.value, users: 0 });
      current = next.value;
    }
    stamp = now;
    await closeUnused();
    return ok(current);
  };

  const closeUnused = async (): Promise<void> => {
    for (const [run, { base, users }] of opened) {
      if (users > 0 || run === current?.manifest.id) continue;
      opened.delete(run);
      await closeBase(lane, base);
    }
  };

  /** Opening and closing never overlap. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => null);
    return next;
  };

  return {
    use: async (use) => {
      const [base, entry] = await inTurn(async () => {
        const found = await refresh();
        const held =
          found.ok && found.value !== null ? opened.get(found.value.manifest.id) : undefined;
        if (held !== undefined) held.users += 1;
        return [found, held] as const;
      });
      try {
        return await use(base);
      } finally {
        if (entry !== undefined) entry.users -= 1;
        if (entry?.users === 0 && entry.base.manifest.id !== current?.manifest.id)
          await inTurn(closeUnused);
      }
    },
  };
}
