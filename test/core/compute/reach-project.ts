/** A project that is asked what would move its customers, and another one beside it in which that was done. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import type { Explained, Reach, ReachWay } from "../../../packages/core/src/host/protocol.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import type { Result } from "../../../packages/core/src/result.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

/** Texts by path. */
type Files = { readonly "clientele.yaml": string } & Readonly<Record<string, string>>;

export type ReachProject = {
  readonly folder: string;
  readonly session: () => Session;
  /** What would move the customer to `segmentation.segment`. */
  readonly reached: (customer: string, to: string, by?: string) => Promise<Reach>;
  /** The first customer of whom a rule is true, after so many others. */
  readonly firstOf: (where: string, skipped?: number) => Promise<string>;
  /** The customer on the day of the way, in a project of these texts: those that the way would leave behind. */
  readonly afterwards: (customer: string, reach: Reach, files: Files) => Promise<Explained>;
};

export const call = { signal: new AbortController().signal, progress: () => {} };

/** The value of what went well. */
export function sure<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

/** The orders of a way, as lines of the file: customer, order, day, amount. */
export const ordersOf = (customer: string, reach: Reach, way: ReachWay): readonly string[] =>
  Array.from({ length: way.orders }, (_, i) => `${customer},N${i},${reach.by},${way.amount}`);

/** Writes texts into a folder. */
export function write(at: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
}

/** The project, run and published before the tests of the file, as of 2026-11-18 and asked on 2026-11-21. */
export function reachProject(files: Files): ReachProject {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "clientele-reach-"));
  const [folder, other] = [join(root, "now"), join(root, "then")];
  const open = (project: string, day: string): Promise<Session> =>
    openSession({ project, allowRead: [] }, () => new Date(`${day}T12:00:00Z`));
  let session: Session | undefined;
  const opened = (): Session => {
    if (session === undefined) throw new Error("asked before it was open");
    return session;
  };
  beforeAll(async () => {
    write(folder, files);
    session = await open(folder, "2026-11-21");
    sure(await session.run({ publish: { by: "test", why: "" } }, call));
  });
  afterAll(async () => {
    await session?.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  });
  return {
    folder,
    session: opened,
    reached: async (customer, to, by) => {
      const [segmentation = "", segment = ""] = to.split(".");
      const asked = { segmentation, segment, ...(by === undefined ? {} : { by }) };
      const { reach } = sure(
        await opened().explain({ viewer: ownerOf("cli:test"), customer, to: asked }, call),
      );
      if (reach === undefined) throw new Error("nothing was said");
      return reach;
    },
    firstOf: async (where, skipped = 0) => {
      const { rows } = sure(
        await opened().members({ viewer: ownerOf("cli:test"), where, limit: skipped + 1 }, call),
      );
      const row = rows[skipped];
      if (row === undefined) throw new Error(`nobody is ${where}`);
      return row.id;
    },
    afterwards: async (customer, { by }, done) => {
      const config = done["clientele.yaml"].replace("2026-11-18", by);
      write(other, { ...done, "clientele.yaml": config });
      const then = await open(other, by);
      try {
        sure(await then.run({ publish: { by: "test", why: "" } }, call));
        return sure(await then.explain({ viewer: ownerOf("cli:test"), customer }, call));
      } finally {
        await then.close();
      }
    },
  };
}
