/** What became of customers: over all kept runs, and since one of them. */
import { withRuns } from "../../compute/diff/open-runs.ts";
import { changesBetween } from "../../compute/home/changed.ts";
import { segmentMoves } from "../../compute/home/segment-moves.ts";
import { segmentsOfCustomer } from "../../compute/home/segments-of.ts";
import { findCustomer } from "../../compute/snapshot/look-up.ts";
import type { Project } from "../../compute/project/project.ts";
import type { Base } from "../../compute/snapshot/open-base.ts";
import { shownSegmentations } from "../../compute/snapshot/sight.ts";
import { listRuns, readManifest } from "../../compute/snapshot/store.ts";
import type { Manifest } from "../../compute/snapshot/manifest.ts";
import { idColumn } from "../../domain/columns.ts";
import { col, inList, select, text } from "../../query/index.ts";
import { err, ok } from "../../result.ts";
import type { ChangesSince, PastMove } from "../answers/history.ts";
import { infoOf, type MethodsOf, type SessionContext } from "../session-context.ts";

/** So many runs are looked at, the newest ones. */
const most = 12;

export const historyMethods = ({
  engine,
  project,
  contacts,
  inTurn,
  withSight,
}: SessionContext): MethodsOf<"history" | "changesSince"> => ({
  history: ({ viewer, customer: asked }, { signal }) =>
    // Earlier snapshots are attached for a while, so each waits for the one before it.
    inTurn(signal, () =>
      withSight({ viewer }, async (seen, whole) => {
        const found = await findCustomer(engine, seen, asked, { signal });
        if (!found.ok) return found;
        const { customer } = found.value;
        const logged = await contacts.entries([customer.id]);
        if (!logged.ok) return logged;
        const only = new Set(shownSegmentations(seen).map((s) => s.name));
        const past: Past[] = [];
        for (const manifest of keptRuns(project, whole)) {
          const here = manifest.id === whole.manifest.id;
          const runs = { old: manifest.id, now: whole.manifest.id };
          const at = (base: Base) =>
            segmentsOfCustomer(engine, base, customer.id, only, { signal });
          const segments = here
            ? ok(await at(whole))
            : await withRuns(engine, project, runs, whole, async ({ old }) => ok(await at(old)));
          // A run that cannot be opened any more is left out.
          if (segments.ok && segments.value !== null)
            past.push({ manifest, segments: segments.value });
        }
        return ok({
          base: infoOf(seen),
          customer,
          runs: past.map(({ manifest }) => ({ run: manifest.id, asOf: manifest.asOf })),
          first: past[0]?.segments ?? {},
          moves: movesIn(past),
          contacts: logged.value.map(({ at, actor, channel, outcome, strategy, action }) => ({
            at,
            by: actor,
            channel,
            outcome,
            strategy,
            action,
          })),
        });
      }),
    ),
  changesSince: ({ viewer, run, customers, segments }, { signal }) =>
    inTurn(signal, () =>
      withSight({ viewer }, async (seen, whole) => {
        const same = run === whole.manifest.id;
        if (same || !listRuns(project).includes(run)) {
          const nothing: ChangesSince = {
            base: infoOf(seen),
            known: same,
            customers: [],
            segments: [],
          };
          return ok(nothing);
        }
        const where = inList(
          col(idColumn),
          customers.map((id) => text(id)),
        );
        const watched = select({ from: seen.customers, where });
        const runs = { old: run, now: whole.manifest.id };
        return withRuns(engine, project, runs, whole, async ({ old }) => {
          const changed =
            customers.length === 0
              ? []
              : await changesBetween(engine, old, { ...seen, customers: watched }, { signal });
          const shown = new Set(shownSegmentations(seen).map((s) => s.name));
          const moved: ChangesSince["segments"][number][] = [];
          for (const segment of segments) {
            if (!shown.has(segment.segmentation)) continue;
            const moves = await segmentMoves(engine, old, seen, segment, { signal });
            if (!moves.ok) return err(...moves.errors);
            if (moves.value !== null) moved.push({ ...segment, ...moves.value });
          }
          const changes: ChangesSince = {
            base: infoOf(seen),
            known: true,
            customers: changed.map(({ id, ...change }) => ({ customer: id, ...change })),
            segments: moved,
          };
          return ok(changes);
        });
      }),
    ),
});

/** The runs up to the one that answers, by the day of their data; of runs as of the same day only the newest. */
function keptRuns(project: Project, { manifest: current }: Base): readonly Manifest[] {
  const days = new Set<string>();
  const kept = listRuns(project)
    .filter((id) => id <= current.id)
    .flatMap((id) => {
      const manifest = readManifest(project, id);
      if (!manifest.ok || days.has(manifest.value.asOf)) return [];
      days.add(manifest.value.asOf);
      return [manifest.value];
    });
  return kept
    .toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
    .slice(0, most)
    .toReversed();
}

type Past = {
  readonly manifest: Manifest;
  readonly segments: Readonly<Record<string, readonly string[]>>;
};

/** Moves between runs that follow each other, of segmentations that both know. */
function movesIn(past: readonly Past[]): readonly PastMove[] {
  return past.slice(1).flatMap((now, i) => {
    const before = past[i];
    if (before === undefined) return [];
    return Object.entries(now.segments).flatMap(([segmentation, segments]): readonly PastMove[] => {
      const was = before.segments[segmentation];
      if (was === undefined) return [];
      const from = was.filter((s) => !segments.includes(s));
      const to = segments.filter((s) => !was.includes(s));
      if (from.length + to.length === 0) return [];
      const same =
        before.manifest.nodes[segmentation] === now.manifest.nodes[segmentation] &&
        before.manifest.codeVersion === now.manifest.codeVersion;
      const cause = same ? "customer" : "rules";
      const { asOf } = now.manifest;
      return [{ since: before.manifest.asOf, asOf, segmentation, from, to, cause }];
    });
  });
}
