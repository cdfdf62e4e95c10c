/** Keeps the snapshot that answers open, and opens another one when something new was published or run. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Lane } from "../compute/engine/engine.ts";
import { stateFolder, type Project } from "../compute/project/project.ts";
import { snapshotFile } from "../compute/snapshot/store.ts";
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
  /** The file of `current`: when a customer is forgotten, the same run has another one. */
  let currentKey: string | undefined;
  let stamp: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Changes whenever something is run, published or forgotten: all rename a file or folder into place. */
  const stampNow = (): string =>
    [
      "published.json",
      "runs",
      ...(current === null ? [] : [join("runs", current.manifest.id, "manifest.json")]),
    ]
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
      const key = snapshotFile(project, run);
      const known = opened.get(key);
      const next: Result<Base, Problem> =
        known === undefined
          ? await openBase(lane, project, run, published)
          : ok({ ...known.base, published });
      if (!next.ok) return next;
      if (known === undefined) opened.set(key, { base: next.value, users: 0 });
      current = next.value;
      currentKey = key;
    }
    stamp = now === stampNow() ? now : undefined;
    await closeUnused();
    return ok(current);
  };

  const closeUnused = async (): Promise<void> => {
    for (const [key, { base, users }] of opened) {
      if (users > 0 || key === currentKey) continue;
      opened.delete(key);
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
          found.ok && found.value !== null && currentKey !== undefined
            ? opened.get(currentKey)
            : undefined;
        if (held !== undefined) held.users += 1;
        return [found, held] as const;
      });
      try {
        return await use(base);
      } finally {
        if (entry !== undefined) entry.users -= 1;
        if (entry?.users === 0 && entry.base.alias !== current?.alias) await inTurn(closeUnused);
      }
    },
  };
}
