/** What the engine's child does for one project: every method of the protocol. */
import type { Engine, Lane, QueryOptions } from "../compute/engine/engine.ts";
import { queue } from "../compute/engine/queue.ts";
import { attributeValues, distribution } from "../compute/preview/distribution.ts";
import type { PreviewCache } from "../compute/preview/preview-features.ts";
import { preview, segmentsOf } from "../compute/preview/preview.ts";
import { openProjectEngine } from "../compute/project/open-project-engine.ts";
import { openProject, type Project } from "../compute/project/project.ts";
import { diffSnapshots } from "../compute/diff/diff.ts";
import { resolveRun, withRuns } from "../compute/diff/open-runs.ts";
import { ofBase } from "../compute/plan/population.ts";
import { sumStrategies } from "../compute/plan/sum-strategies.ts";
import { makePlan } from "../compute/plan/make-plan.ts";
import { planOf } from "../compute/plan/plan-of.ts";
import { savePlan } from "../compute/plan/save-plan.ts";
import { personaOf } from "../compute/personas/persona.ts";
import { prepare, type PrepareCache, type Prepared } from "../compute/run/prepare.ts";
import { metricsOfFit } from "../domain/fits.ts";
import { run } from "../compute/run/run.ts";
import { reach } from "../compute/counterfactual/reach.ts";
import { shareCuts } from "../compute/snapshot/share-cuts.ts";
import { servingOf } from "../compute/snapshot/serving.ts";
import { dayIn } from "../compute/project/today.ts";
import { reasonsOf } from "../compute/snapshot/explain.ts";
import {
  findCustomer,
  findMembers,
  findSegmentation,
  segmentCondition,
} from "../compute/snapshot/look-up.ts";
import { simulateLoyalty } from "../compute/loyalty/simulate.ts";
import { evaluateProject, noRecommendations } from "../compute/recommendations/evaluate-project.ts";
import {
  bundlesOf,
  suggestionsFor,
  suggestionsForSegment,
} from "../compute/recommendations/recommend.ts";
import { closeBase, openBase, type Base } from "../compute/snapshot/open-base.ts";
import { publish } from "../compute/snapshot/publish.ts";
import { totalsProblems, type ServingTotals } from "../domain/strategy/serving-totals.ts";
import { strategyInfo } from "../domain/strategy/strategy-info.ts";
import { valuesOf } from "../domain/values.ts";
import { dataProblemCodes } from "../language/authoring/data-problems.ts";
import { readConfig } from "../language/config/read-config.ts";
import { nearest } from "../language/config/nearest.ts";
import { partialModel } from "../language/model/partial-model.ts";
import { evaluateSegmentation, targetsOf } from "../compute/evaluate/evaluate.ts";
import { reconcile } from "../compute/evaluate/reconcile.ts";
import { stabilityOfCustomer } from "../compute/evaluate/stability.ts";
import type { CustomerStability, SegmentationQuality } from "../domain/evaluate/evaluation.ts";
import type { Model, SegmentationModel } from "../language/model/model.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { baseKeeper } from "./base-keeper.ts";
import { contactReader } from "./contact-log.ts";
import { nameKeeper } from "./names/name-keeper.ts";
import type {
  BaseInfo,
  Members,
  MembersQuery,
  Method,
  Methods,
  Overlay,
  Progress,
  ProjectInfo,
} from "./protocol.ts";

type Outcome<M extends Method> = Promise<Result<Methods[M]["result"], Problem>>;

export type CallContext = {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
};

export type Session = {
  readonly [M in Exclude<Method, "open" | "shutdown">]: (
    params: Methods[M]["params"],
    context: CallContext,
  ) => Outcome<M>;
} & { readonly info: () => Promise<ProjectInfo>; readonly close: () => Promise<void> };

/**
 * Opens a project: an engine in memory, and the snapshot that answers.
 *
 * @param params the project's folder, what else may be read, unsaved texts
 * @param clock for dates of runs; an argument, so that tests can choose
 */
export async function openSession(
  params: Methods["open"]["params"],
  clock: () => Date,
): Promise<Session> {
  const environment = process.env;
  const at = (texts?: Overlay): Project =>
    openProject(params.project, {
      allowRead: params.allowRead,
      environment,
      texts: { ...params.overlay, ...texts },
    });
  const project = at();
  const engine = await openProjectEngine(project);
  const prepared: PrepareCache = {};
  const features: PreviewCache = { counts: new Map(), wholes: new Map() };
  const bases = baseKeeper(engine, project);
  const turns = queue();
  const contacts = contactReader(params.project);
  const names =
    params.names === true
      ? nameKeeper(engine.lane("background"), (line) => console.error(line))
      : undefined;

  /** Previews share tables that they make, so each waits for the one before it. */
  const inTurn = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const done = await turns(signal);
    return work().finally(done);
  };

  const withBase = <T>(
    use: (base: Base) => Promise<Result<T, Problem>>,
  ): Promise<Result<T, Problem>> =>
    bases.use(async (base) => {
      if (!base.ok) return base;
      if (base.value === null) return err(nothingThere);
      return use(base.value);
    });

  /** What strategies come to in a run, with what people logged until now. */
  const totalsOf = async (
    lane: Lane,
    base: Base,
    options: QueryOptions,
  ): Promise<Result<ServingTotals | undefined, Problem>> => {
    const { timezone, service } = base.model;
    if (service === undefined || service.strategies.length === 0) return ok(undefined);
    const log = await contacts.read(timezone);
    if (!log.ok) return log;
    const logged = { log: log.value, today: dayIn(clock(), timezone) };
    return ok(await sumStrategies(lane, ofBase(base), logged, options));
  };

  const session: Session = {
    info: () => bases.use((base) => projectInfo(engine, project, base, prepared)),
    catalog: async ({ overlay, profile }, { signal, progress }) => {
      if (profile !== true)
        return ok(lookedAt(await prepare(engine, at(overlay), { signal, cache: prepared })));
      const onColumn = (source: string, column: string): void =>
        progress({ stage: "catalog", detail: `${source}.${column}`, done: null });
      const options = { signal, cache: prepared, profile: { onColumn } };
      return ok(lookedAt(await prepare(engine.lane("background"), at(overlay), options)));
    },
    values: ({ column, prefix, limit }, { signal }) =>
      withBase(async (base) =>
        ok(await attributeValues(engine, base, column, prefix ?? "", limit ?? 50, { signal })),
      ),
    distribution: ({ metric, bins }, { signal }) =>
      withBase((base) => distribution(engine, base, metric, bins, { signal })),
    preview: ({ overlay, segmentations }, { signal, progress }) =>
      inTurn(signal, () =>
        bases.use(async (base) => {
          const current = at(overlay);
          const read = await prepare(engine, current, { signal, cache: prepared });
          const known = base.ok ? base.value : null;
          const empty = {
            base: known === null ? null : infoOf(known),
            currency: read.config.project?.value.currency ?? "USD",
            asOf: null,
            customers: 0,
            milliseconds: 0,
            segmentations: [],
          };
          const problems = [...read.problems, ...(base.ok ? [] : base.errors)];
          const model = read.model ?? partialModel(read.config, read.catalog, environment);
          if (model === undefined) return ok({ ...empty, problems });
          const input = {
            project: current,
            prepared: read,
            model,
            base: known,
            cache: features,
            now: clock(),
            onProgress: (done: number | null) => progress({ stage: "metrics", detail: "", done }),
            ...(segmentations === undefined ? {} : { only: segmentations }),
          };
          const counted = await preview(engine, input, { signal });
          if (!counted.ok) return ok({ ...empty, problems: [...problems, ...counted.errors] });
          const counts = counted.value;
          return ok({ ...empty, ...counts, problems: [...problems, ...counts.problems] });
        }),
      ),
    explain: ({ customer, to }, { signal, progress }) =>
      withBase(async (base) => {
        const found = await findCustomer(engine, base, customer, { signal });
        if (!found.ok) return found;
        const { row, ...answer } = found.value;
        const reasons = await reasonsOf(engine, base, answer.customer, row, { signal });
        const { timezone } = base.model;
        const logged = {
          log: (ids?: readonly string[]) => contacts.read(timezone, ids),
          today: dayIn(clock(), timezone),
        };
        const serving = await servingOf(engine, base, answer.customer, row, logged, { signal });
        if (!serving.ok) return serving;
        const served = serving.value === undefined ? {} : { serving: serving.value };
        const agreed = answer.customer.consent?.["personalised"];
        const suggested = await suggestionsFor(engine, base, answer.customer.id, agreed, {
          signal,
        });
        const likely = suggested === undefined ? {} : { suggested };
        const explained = { base: infoOf(base), ...answer, reasons, ...served, ...likely };
        if (to === undefined) return ok(explained);
        // What would move the customer shares tables that it makes with previews, so each waits for the one before it.
        const reached = await inTurn(signal, async () =>
          reach(
            engine,
            {
              project,
              prepared: await prepare(engine, project, { signal, cache: prepared }),
              base,
              now: clock(),
              row,
              customer: answer.customer.id,
              to,
            },
            { signal, onTried: (done) => progress({ stage: "segments", detail: "", done }) },
          ),
        );
        return reached.ok ? ok({ ...explained, reach: reached.value }) : reached;
      }),
    members: (query, { signal }) =>
      withBase(async (base) => {
        const asked = query.match?.trim() ?? "";
        const meant = asked === "" ? null : ((await names?.search(base, asked, mostNamed)) ?? null);
        const named =
          meant === null ? null : { ids: meant.hits.map(({ id }) => id), more: meant.more };
        const found = await findMembers(engine, base, query, named, { signal });
        if (!found.ok) return found;
        const again = boughtAgainOf(base, query.segment);
        return ok({ base: infoOf(base), ...again, ...found.value });
      }),
    cuts: (_, { signal }) =>
      withBase(async (base) =>
        ok({ base: infoOf(base), cuts: await shareCuts(engine, base, { signal }) }),
      ),
    cards: () =>
      withBase(async (base) => {
        const cards = Object.entries(base.manifest.cards).map(([name, { card }]) => ({
          name,
          metrics: metricsOfFit(base.model, name),
          card,
        }));
        return ok({ base: infoOf(base), cards });
      }),
    persona: ({ segmentation, segment, sensitive = false }, { signal }) =>
      withBase(async (base) => {
        const found = findSegmentation(base.model, { segmentation, segment });
        if (!found.ok) return found;
        const request = { segmentation: found.value, segment, sensitive };
        const persona = await personaOf(engine, base, request, { signal });
        return ok({ base: infoOf(base), ...persona });
      }),
    evaluate: ({ segmentations, target }, { signal, progress }) =>
      inTurn(signal, () =>
        withBase(async (base) => {
          const found: SegmentationQuality[] = [];
          const targets = targetsOf(base).map((v) => v.id);
          if (target !== undefined && !targets.includes(target)) {
            const values = { name: target, nearest: nearest(target, targets) };
            const place = { file: "(question)", range: fileStart };
            return err(problem("unknown-name", values, place));
          }
          for (const name of segmentations) {
            const segmentation = namedIn(base, name);
            if (!segmentation.ok) return segmentation;
            const onProgress = (done: number): void =>
              progress({ stage: "segments", detail: name, done });
            const options = { signal, onProgress, ...(target === undefined ? {} : { target }) };
            found.push(await evaluateSegmentation(engine, base, segmentation.value, options));
          }
          return ok({ base: infoOf(base), segmentations: found });
        }),
      ),
    stability: ({ customer, segmentations }, { signal, progress }) =>
      inTurn(signal, () =>
        withBase(async (base) => {
          const looked = await findCustomer(engine, base, customer, { signal });
          if (!looked.ok) return looked;
          const { id, segments } = looked.value.customer;
          const found: CustomerStability[] = [];
          for (const name of segmentations) {
            const segmentation = singleOf(base, name);
            if (!segmentation.ok) return segmentation;
            const onProgress = (done: number): void =>
              progress({ stage: "segments", detail: name, done });
            const options = { signal, onProgress };
            const of = segmentation.value;
            const rounds = await stabilityOfCustomer(engine, base, of, id, options);
            found.push({ segmentation: of.name, segment: segments[of.name]?.[0] ?? null, rounds });
          }
          return ok({ base: infoOf(base), segmentations: found });
        }),
      ),
    plan: ({ plan: asked }, { signal, progress }) =>
      withBase(async (base) => {
        const found = planOf(readConfig(project.files, prepared.config), base, asked);
        if (!found.ok) return found;
        const { timezone } = base.model;
        const log = await contacts.read(timezone);
        if (!log.ok) return log;
        progress({ stage: "segments", detail: found.value.name, done: null });
        const logged = { log: log.value, today: dayIn(clock(), timezone) };
        const made = await makePlan(engine.lane("background"), base, found.value, logged, {
          signal,
        });
        const folder = savePlan(project, made);
        return ok({ base: infoOf(base), folder, ...made.result });
      }),
    strategies: (_, { signal }) =>
      withBase(async (base) => {
        const totals = await totalsOf(engine.lane("background"), base, { signal });
        return totals.ok ? ok({ base: infoOf(base), ...totals.value }) : totals;
      }),
    recommend: (segment, { signal }) =>
      withBase(async (base) => {
        const condition = segmentCondition(base.model, segment);
        if (!condition.ok) return condition;
        const found = await suggestionsForSegment(engine, base, condition.value, { signal });
        return found === undefined ? err(noRecommendations) : ok({ base: infoOf(base), ...found });
      }),
    bundles: ({ limit }, { signal }) =>
      withBase(async (base) => {
        if (base.model.recommendations === undefined) return err(noRecommendations);
        const bundles = await bundlesOf(engine, base, limit, { signal });
        return ok({ base: infoOf(base), bundles });
      }),
    evaluateRecommendations: (_, { signal }) =>
      inTurn(signal, async () => {
        const read = await prepare(engine, project, { signal, cache: prepared });
        const found = await evaluateProject(engine, project, read, clock(), { signal });
        return found.ok ? ok({ quality: found.value }) : found;
      }),
    loyalty: ({ against }, { signal }) =>
      inTurn(signal, async () => {
        const now = await prepare(engine, project, { signal, cache: prepared });
        if (against === undefined)
          return simulateLoyalty(engine, project, now, null, clock(), { signal });
        const other = at({ "loyalty.yaml": against.text });
        const then = await prepare(engine, other, { signal, cache: prepared });
        const found = await simulateLoyalty(engine, project, now, then, clock(), { signal });
        return found.ok ? found : err(...found.errors.map((p) => renamed(p, against.file)));
      }),
    reconcile: ({ a, b }, { signal }) =>
      withBase(async (base) => {
        for (const name of [a, b]) {
          const known = singleOf(base, name);
          if (!known.ok) return known;
        }
        return ok({ base: infoOf(base), ...(await reconcile(engine, base, a, b, { signal })) });
      }),
    diff: ({ from, to, segmentation, movers }, { signal, progress }) =>
      inTurn(signal, () =>
        bases.use(async (answering) => {
          const [old, now] = [resolveRun(project, from), resolveRun(project, to)];
          if (!old.ok) return old;
          if (!now.ok) return now;
          const open = answering.ok ? answering.value : null;
          const runs = { old: old.value, now: now.value };
          return withRuns(engine, project, runs, open, async (opened) => {
            const about = ({ manifest }: Base) => ({ run: manifest.id, asOf: manifest.asOf });
            const known = [opened.old, opened.now].flatMap(({ model }) =>
              model.segmentations.map((s) => s.name),
            );
            if (segmentation !== undefined && !known.includes(segmentation)) {
              const values = { name: segmentation, nearest: nearest(segmentation, known) };
              const place = { file: "(question)", range: fileStart };
              return err(problem("unknown-name", values, place));
            }
            const input = {
              ...opened,
              project: at(),
              clock: clock(),
              ...(segmentation === undefined ? {} : { only: segmentation }),
              ...(movers === undefined ? {} : { movers }),
            };
            const onProgress = (done: number | null): void =>
              progress({ stage: "metrics", detail: "", done });
            const diff = await diffSnapshots(engine, input, { signal, onProgress });
            return ok({ from: about(opened.old), to: about(opened.now), ...diff });
          });
        }),
      ),
    run: async ({ asOf, publish: publishing }, { signal, progress }) => {
      const now = clock();
      // What is published stays open while the run may read it as its prior.
      const result = await bases.use(async (base) => {
        const reads = base.ok ? { base: base.value } : {};
        return run(engine.lane("run"), at(), {
          now,
          signal,
          onProgress: (stage, done) => progress({ stage, detail: "", done }),
          ...reads,
          ...(asOf === undefined ? {} : { asOf }),
        });
      });
      if (!result.ok) return result;
      if (publishing !== undefined) {
        const published = publish(project, { run: result.value.summary.run, ...publishing, now });
        if (!published.ok) return published;
      }
      const { summary, problems } = result.value;
      const lane = engine.lane("run");
      const inRun = async (base: Base): Promise<Result<RunTotals, Problem>> => {
        const totals = await totalsOf(lane, base, { signal });
        return totals.ok ? ok({ totals: totals.value, service: base.model.service }) : totals;
      };
      const summed = await bases.use(async (open) => {
        // Attached already where it is the run that answers.
        if (open.ok && open.value?.manifest.id === summary.run) return inRun(open.value);
        const base = await openBase(lane, at(), summary.run, publishing !== undefined);
        return base.ok ? inRun(base.value).finally(() => closeBase(lane, base.value)) : base;
      });
      if (!summed.ok) return summed;
      const { totals, service } = summed.value;
      if (totals === undefined || service === undefined) return ok({ ...summary, problems });
      return ok({
        ...summary,
        strategies: totals.strategies,
        problems: [...problems, ...totalsProblems(totals, service)],
      });
    },
    close: async () => {
      await contacts.close();
      await names?.close();
      await engine.close();
    },
  };
  return session;
}

type RunTotals = {
  readonly totals: ServingTotals | undefined;
  readonly service: Model["service"];
};

/** A problem of other rules, told of the file that they stand in. */
const renamed = (found: Problem, file: string): Problem =>
  found.file === "loyalty.yaml" ? { ...found, file } : found;

/** A segmentation of the run, whatever it assigns. */
function namedIn({ model }: Base, name: string): Result<SegmentationModel, Problem> {
  const found = model.segmentations.find((s) => s.name === name);
  if (found !== undefined) return ok(found);
  const near = nearest(
    name,
    model.segmentations.map((s) => s.name),
  );
  const place = { file: "(question)", range: fileStart };
  return err(problem("unknown-name", { name, nearest: near }, place));
}

/** A segmentation that puts each customer in one segment. */
function singleOf({ model }: Base, name: string): Result<SegmentationModel, Problem> {
  const single = model.segmentations.filter((s) => s.assign === "first");
  const found = single.find((s) => s.name === name);
  if (found !== undefined) return ok(found);
  const near = nearest(
    name,
    single.map((s) => s.name),
  );
  const place = { file: "(question)", range: fileStart };
  return err(problem("unknown-name", { name, nearest: near }, place));
}

/** Nobody pages further through customers of one name. */
const mostNamed = 1000;

/** What the data hold, with what only they can show to be wrong. */
const lookedAt = ({ catalog, problems }: Prepared): Methods["catalog"]["result"] => ({
  ...catalog,
  problems: problems.filter((p) => dataProblemCodes.has(p.code)),
});

const nothingThere = problem("nothing-published", {}, { file: ".clientele", range: fileStart });

/** How many of a segment of a lifecycle bought again, where the run counted it. */
function boughtAgainOf(
  { manifest }: Base,
  asked: MembersQuery["segment"],
): Pick<Members, "boughtAgain"> {
  if (asked === undefined) return {};
  const known = manifest.summary.segmentations[asked.segmentation]?.bought_again;
  const counted = known?.segments[asked.segment];
  return known === undefined || counted === undefined
    ? {}
    : { boughtAgain: { days: known.days, ...counted } };
}

const infoOf = (base: Base): BaseInfo => ({
  run: base.manifest.id,
  asOf: base.manifest.asOf,
  published: base.published,
  customers: base.manifest.summary.customers,
});

async function projectInfo(
  engine: Engine,
  project: Project,
  base: Result<Base | null, Problem>,
  cache: PrepareCache,
): Promise<ProjectInfo> {
  const opened = base.ok ? base.value : null;
  const config = readConfig(project.files, cache.config);
  const current: Model | undefined =
    opened?.model ?? (await prepare(engine, project, { cache })).model;
  const value = config.project?.value;
  const strategies = (current?.service?.strategies ?? []).map(strategyInfo);
  return {
    name: value?.name ?? "",
    locale: value?.locale ?? "en",
    currency: current?.currency ?? value?.currency ?? "USD",
    timezone: current?.timezone ?? value?.timezone ?? "UTC",
    base: opened === null ? null : infoOf(opened),
    segmentations: (current?.segmentations ?? []).map((s) => ({
      id: s.name,
      title: s.title,
      kind: s.kind,
      assign: s.assign,
      segments: segmentsOf(s),
    })),
    metrics:
      current === undefined ? [] : valuesOf(current).map(({ column: _, ...value_ }) => value_),
    ...(strategies.length === 0 ? {} : { strategies }),
    problems: base.ok ? [] : base.errors,
  };
}
