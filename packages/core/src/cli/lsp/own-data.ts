/**
 * The server's own engine, for editors that bring none: a child process for each project that has a file open. First it
 * tells which columns there are, then, when all values have been looked at, which occur.
 */
import { connectHost, ownerOf, type Host } from "../../host/index.ts";
import type { Cuts } from "../../language/authoring/inlay-hints.ts";
import type { Distribution } from "../../language/authoring/distribution.ts";
import type { Problem } from "../../problem.ts";
import type { Catalog } from "../../language/model/catalog.ts";

export type OwnDataOptions = {
  /** Folders outside the projects that may be read. */
  readonly allowRead: readonly string[];
  readonly onCatalog: (folder: string, catalog: Catalog) => void;
  /** Called with what only the data show to be wrong; with nothing where all is well. */
  readonly onProblems: (folder: string, problems: readonly Problem[]) => void;
  /** Called where the run that answers has others than before. */
  readonly onCuts: (folder: string, cuts: Cuts) => void;
  readonly log: (line: string) => void;
};

export type OwnData = {
  /**
   * Looks at a project's data again where they or their description may have changed.
   *
   * @param description the text of `clientele.yaml` as the editor shows it
   */
  readonly look: (folder: string, description: string) => void;
  /** Asks where shares lie in the run that answers now; one question at a time. */
  readonly lookAtCuts: (folder: string) => void;
  /** The files may be others now: the next look reads them again. */
  readonly forget: () => void;
  readonly distribution: (folder: string, metric: string) => Promise<Distribution | undefined>;
  readonly close: () => Promise<void>;
};

type Open = { readonly host: Host; readonly opened: Promise<boolean>; looking?: AbortController };

export function ownData({
  allowRead,
  onCatalog,
  onProblems,
  onCuts,
  log,
}: OwnDataOptions): OwnData {
  const engines = new Map<string, Open>();
  const seen = new Map<string, string>();
  const asking = new Set<string>();
  const runs = new Map<string, string>();

  const engineOf = (folder: string): Open => {
    const known = engines.get(folder);
    if (known !== undefined) return known;
    const host = connectHost({ log });
    const opened = host.call("open", { project: folder, allowRead }).then((answer) => {
      if (!answer.ok && answer.error.kind === "failed") log(answer.error.message);
      return answer.ok;
    });
    const started: Open = { host, opened };
    engines.set(folder, started);
    return started;
  };

  const look = async (folder: string, description: string): Promise<void> => {
    const engine = engineOf(folder);
    engine.looking?.abort();
    const looking = new AbortController();
    engine.looking = looking;
    if (!(await engine.opened)) return;
    const overlay = { "clientele.yaml": description };
    for (const profile of [false, true]) {
      if (looking.signal.aborted) return;
      const answer = await engine.host.call(
        "catalog",
        { overlay, profile },
        { signal: looking.signal },
      );
      if (!answer.ok) {
        if (answer.error.kind === "failed") log(answer.error.message);
        return;
      }
      const { sources, problems } = answer.value;
      onProblems(folder, problems);
      if (sources.length > 0) onCatalog(folder, { sources });
    }
  };

  const cutsOf = async (folder: string): Promise<void> => {
    const { host, opened } = engineOf(folder);
    if (!(await opened)) return;
    const answer = await host.call("cuts", {});
    // Before the first run there are none.
    if (!answer.ok || runs.get(folder) === answer.value.base.run) return;
    runs.set(folder, answer.value.base.run);
    onCuts(folder, answer.value.cuts);
  };

  return {
    lookAtCuts: (folder) => {
      if (asking.has(folder)) return;
      asking.add(folder);
      void cutsOf(folder).finally(() => asking.delete(folder));
    },
    look: (folder, description) => {
      if (seen.get(folder) === description) return;
      seen.set(folder, description);
      void look(folder, description);
    },
    forget: () => seen.clear(),
    distribution: async (folder, metric) => {
      const { host, opened } = engineOf(folder);
      if (!(await opened)) return undefined;
      const answer = await host.call("distribution", { viewer: ownerOf("editor"), metric });
      return answer.ok ? answer.value : undefined;
    },
    close: async () => {
      await Promise.all([...engines.values()].map(({ host }) => host.close()));
    },
  };
}
