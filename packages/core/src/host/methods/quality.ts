/** How good segmentations and their models are, and how they differ. */
import { diffSnapshots } from "../../compute/diff/diff.ts";
import { resolveRun, withRuns } from "../../compute/diff/open-runs.ts";
import { evaluateSegmentation, targetsOf } from "../../compute/evaluate/evaluate.ts";
import { reconcile } from "../../compute/evaluate/reconcile.ts";
import { stabilityOfCustomer } from "../../compute/evaluate/stability.ts";
import { findCustomer } from "../../compute/snapshot/look-up.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import { seenBy, shownSegmentations } from "../../compute/snapshot/sight.ts";
import type { CustomerStability, SegmentationQuality } from "../../domain/evaluate/evaluation.ts";
import type { SnapshotDiff } from "../../domain/migration/snapshot-diff.ts";
import { metricsOfFit } from "../../domain/fits.ts";
import { nearest } from "../../language/config/nearest.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

export const qualityMethods = ({
  engine,
  project,
  at,
  bases,
  clock,
  inTurn,
  withBase,
  withSight,
}: SessionContext): MethodsOf<"cards" | "evaluate" | "stability" | "reconcile" | "diff"> => ({
  cards: () =>
    withBase(async (base) => {
      const cards = Object.entries(base.manifest.cards).map(([name, { card }]) => ({
        name,
        metrics: metricsOfFit(base.model, name),
        card,
      }));
      return ok({ base: infoOf(base), cards });
    }),
  evaluate: ({ segmentations, target }, { signal, progress }) =>
    inTurn(signal, () =>
      withBase(async (base) => {
        const found: SegmentationQuality[] = [];
        const targets = targetsOf(base).map((v) => v.id);
        if (target !== undefined && !targets.includes(target)) return unknownName(target, targets);
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
  stability: ({ viewer, customer, segmentations }, { signal, progress }) =>
    inTurn(signal, () =>
      withSight({ viewer }, async (seen, base) => {
        const looked = await findCustomer(engine, seen, customer, { signal });
        if (!looked.ok) return looked;
        const { id, segments } = looked.value.customer;
        const found: CustomerStability[] = [];
        for (const name of segmentations) {
          const segmentation = singleOf(seen, name);
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
  reconcile: ({ a, b }, { signal }) =>
    withBase(async (base) => {
      for (const name of [a, b]) {
        const known = singleOf(base, name);
        if (!known.ok) return known;
      }
      return ok({ base: infoOf(base), ...(await reconcile(engine, base, a, b, { signal })) });
    }),
  diff: ({ viewer, from, to, segmentation, movers }, { signal, progress }) =>
    inTurn(signal, () =>
      bases.use(async (answering) => {
        const [old, now] = [resolveRun(project, from), resolveRun(project, to)];
        if (!old.ok) return old;
        if (!now.ok) return now;
        const open = answering.ok ? answering.value : null;
        const runs = { old: old.value, now: now.value };
        return withRuns(engine, project, runs, open, async (opened) => {
          const about = ({ manifest }: Base) => ({ run: manifest.id, asOf: manifest.asOf });
          const [before, after] = [
            await seenBy(engine, opened.old, viewer, { signal }),
            await seenBy(engine, opened.now, viewer, { signal }),
          ];
          if (!before.ok) return before;
          if (!after.ok) return after;
          const seen = { old: before.value, now: after.value, whole: opened.now };
          const known = [seen.old, seen.now].flatMap((of) =>
            shownSegmentations(of).map((s) => s.name),
          );
          if (segmentation !== undefined && !known.includes(segmentation))
            return unknownName(segmentation, known);
          const input = {
            ...opened,
            seen,
            project: at(),
            clock: clock(),
            ...(segmentation === undefined ? {} : { only: segmentation }),
            ...(movers === undefined ? {} : { movers }),
          };
          const onProgress = (done: number | null): void =>
            progress({ stage: "metrics", detail: "", done });
          const diff = await diffSnapshots(engine, input, { signal, onProgress });
          const told = viewer.identify === "id_only" ? withoutNames(diff) : diff;
          return ok({ from: about(opened.old), to: about(opened.now), ...told });
        });
      }),
    ),
});

/** Movers by their ids alone. */
const withoutNames = (diff: SnapshotDiff): SnapshotDiff => ({
  ...diff,
  segmentations: diff.segmentations.map((s) => ({
    ...s,
    movers: s.movers.map((mover) => ({ ...mover, label: null })),
  })),
});

/** A segmentation of the run, whatever it assigns. */
const namedIn = (base: Base, name: string): Result<SegmentationModel, Problem> =>
  oneOf(shownSegmentations(base), name);

/** A segmentation that puts each customer in one segment. */
const singleOf = (base: Base, name: string): Result<SegmentationModel, Problem> =>
  oneOf(
    shownSegmentations(base).filter((s) => s.assign === "first"),
    name,
  );

function oneOf(
  known: readonly SegmentationModel[],
  name: string,
): Result<SegmentationModel, Problem> {
  const found = known.find((s) => s.name === name);
  return found === undefined
    ? unknownName(
        name,
        known.map((s) => s.name),
      )
    : ok(found);
}

function unknownName(name: string, known: readonly string[]): Result<never, Problem> {
  const place = { file: "(question)", range: fileStart };
  return err(problem("unknown-name", { name, nearest: nearest(name, known) }, place));
}
