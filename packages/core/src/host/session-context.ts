/** What the methods of a session share: the open project, its engine, the snapshot that answers, and whose turn it is. */
import type { Engine, Lane, QueryOptions } from "../compute/engine/engine.ts";
import { queue } from "../compute/engine/queue.ts";
import { ofBase } from "../compute/plan/population.ts";
import { sumStrategies } from "../compute/plan/sum-strategies.ts";
import type { PreviewCache } from "../compute/preview/preview-features.ts";
import { openProjectEngine } from "../compute/project/open-project-engine.ts";
import { openProject, type Project } from "../compute/project/project.ts";
import { dayIn } from "../compute/project/today.ts";
import type { PrepareCache } from "../compute/run/prepare.ts";
import type { Base } from "../compute/snapshot/open-base.ts";
import { seenBy } from "../compute/snapshot/sight.ts";
import type { ServingTotals } from "../domain/strategy/serving-totals.ts";
import type { Files } from "../language/files.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { baseKeeper, type BaseKeeper } from "./base-keeper.ts";
import { contactReader, type ContactReader } from "./contact-log.ts";
import { nameKeeper, type NameKeeper } from "./names/name-keeper.ts";
import type { Asking, BaseInfo, Method, Methods, Overlay, Progress } from "./protocol.ts";

export type CallContext = {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
};

/** These methods of the protocol, as a session carries them out. */
export type MethodsOf<M extends Method> = {
  readonly [N in M]: (
    params: Methods[N]["params"],
    context: CallContext,
  ) => Promise<Result<Methods[N]["result"], Problem>>;
};

export type SessionContext = {
  readonly engine: Engine;
  /** The project as it was opened. */
  readonly project: Project;
  /** The project as its folder says it, whatever was released. */
  readonly inFolder: Project;
  /** The project with these unsaved texts on top of those that it was opened with. */
  readonly at: (texts?: Overlay) => Project;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: () => Date;
  readonly prepared: PrepareCache;
  readonly features: PreviewCache;
  readonly bases: BaseKeeper;
  readonly contacts: ContactReader;
  /** Where look-ups know pinyin and slips. */
  readonly names: NameKeeper | undefined;
  /** Previews share tables that they make, so each waits for the one before it. */
  readonly inTurn: <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  /** Answers from the open snapshot; `nothing-published` where there is none. */
  readonly withBase: <T>(
    use: (base: Base) => Promise<Result<T, Problem>>,
  ) => Promise<Result<T, Problem>>;
  /** The same, of what a viewer may see; `whole` is the snapshot itself, for what is compared with everybody. */
  readonly withSight: <T>(
    asking: Asking,
    use: (base: Base, whole: Base) => Promise<Result<T, Problem>>,
    options?: QueryOptions,
  ) => Promise<Result<T, Problem>>;
  /** What strategies come to in a run, with what people logged until now. */
  readonly totalsOf: (
    lane: Lane,
    base: Base,
    options: QueryOptions,
  ) => Promise<Result<ServingTotals | undefined, Problem>>;
};

/** Opens what the methods share: an engine in memory, and the keeper of the snapshot that answers. */
export async function openContext(
  params: Methods["open"]["params"],
  clock: () => Date,
  released: Files | null,
): Promise<SessionContext> {
  const environment = process.env;
  const places = { allowRead: params.allowRead, environment };
  const at = (texts?: Overlay): Project =>
    openProject(params.project, {
      ...places,
      texts: { ...params.overlay, ...texts },
      ...(released === null ? {} : { files: released }),
    });
  const project = at();
  const engine = await openProjectEngine(project);
  const bases = baseKeeper(engine, project);
  const turns = queue();
  const contacts = contactReader(params.project);
  const withBase: SessionContext["withBase"] = (use) =>
    bases.use(async (base) => {
      if (!base.ok) return base;
      if (base.value === null) return err(nothingThere);
      return use(base.value);
    });
  const names =
    params.names === true
      ? nameKeeper(engine.lane("background"), (line) => console.error(line))
      : undefined;
  if (names !== undefined)
    bases
      .use(async (base) => {
        if (base.ok && base.value !== null) names.begin(base.value);
      })
      // Whoever asks is told why.
      .catch(() => {});
  return {
    engine,
    project,
    inFolder: released === null ? project : openProject(params.project, places),
    at,
    environment,
    clock,
    prepared: {},
    features: { counts: new Map(), wholes: new Map() },
    bases,
    contacts,
    names,
    inTurn: async (signal, work) => {
      const done = await turns(signal);
      return work().finally(done);
    },
    withBase,
    withSight: ({ viewer }, use, options) =>
      withBase(async (base) => {
        const seen = await seenBy(engine, base, viewer, options);
        return seen.ok ? use(seen.value, base) : seen;
      }),
    totalsOf: async (lane, base, options) => {
      const { timezone, service } = base.model;
      if (service === undefined || service.strategies.length === 0) return ok(undefined);
      const log = await contacts.read(timezone);
      if (!log.ok) return log;
      const logged = { log: log.value, today: dayIn(clock(), timezone) };
      return ok(await sumStrategies(lane, ofBase(base), logged, options));
    },
  };
}

const nothingThere = problem("nothing-published", {}, { file: ".clientele", range: fileStart });

export const infoOf = (base: Base): BaseInfo => ({
  run: base.manifest.id,
  asOf: base.manifest.asOf,
  published: base.published,
  customers: base.sight?.customers ?? base.manifest.summary.customers,
});
