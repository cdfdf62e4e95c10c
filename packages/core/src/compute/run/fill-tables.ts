/** Fills the tables that features are made of: from what the last run kept, else bucket by bucket. */
import type { Query } from "../../query/index.ts";
import { orderDaysOf } from "../../domain/metrics/order-tables.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { Project } from "../project/project.ts";
import {
  dropPieces,
  fillFromDays,
  fillPieces,
  together,
  type DaysPlan,
  type FeaturesInput,
} from "./feature-parts.ts";
import {
  fewAnew,
  fillFromKept,
  nothing,
  type Filled,
  type FilledFromKept,
} from "./fill-from-kept.ts";
import { isSame, keep, readKept, type Kept } from "./kept.ts";

export type Filling = Omit<Filled, "plan"> & { readonly plan: DaysPlan };

/** Fills tables of work, from what is kept where a project is given, and keeps them. Gives the pieces of those that are in pieces. */
export async function fillAll(
  lane: Lane,
  tables: readonly Filling[],
  input: FeaturesInput,
  project: Project | undefined,
  options: QueryOptions & { readonly onBucket: () => void },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const kept = project === undefined ? undefined : readKept(project);
  const { made: filled, share } =
    kept === undefined ? nothing : await fillKept(lane, kept, tables, input, options);
  const missing = tables.filter(({ made }) => !filled.has(made));
  const ofDays = missing.filter(({ rows }) => hasDays(input, rows));
  const atOnce = ofDays.length > 1 ? ofDays : [];
  const pieces = new Map<string, readonly string[]>();
  try {
    if (atOnce.length > 0) {
      const days = `${atOnce[0]?.made ?? ""}_days`;
      const found = await fillFromDays(lane, days, input, atOnce, options);
      for (const [made, names] of found) pieces.set(made, names);
    }
    for (const { made, rows, plan } of missing.filter((of) => !atOnce.includes(of)))
      pieces.set(made, await fillPieces(lane, made, rows, (part) => plan(part), options));
    if (share > fewAnew || missing.some(({ now }) => now !== null))
      await keepAll(lane, kept, tables, pieces, options);
    return pieces;
  } catch (error) {
    await dropPieces(lane, [...pieces.values()].flat());
    throw error;
  }
}

/** Orders of several lines are not the same as of an earlier day: refunds that came later are not known then. */
const hasDays = (input: FeaturesInput, rows: Lines): boolean =>
  rows === input.lines && input.request.lineIsOrder;

/** The days of orders of some rows, where several tables of the same rows are made of them. */
export function daysOfSome(
  tables: readonly Filling[],
  input: FeaturesInput,
): ((some: Query) => Query) | null {
  const rows = tables[0]?.rows;
  if (rows === undefined || tables.length < 2 || !hasDays(input, rows)) return null;
  return (some) => orderDaysOf(some, input.request, input.asOf, rows.small);
}

/** Fills what it can from what is kept, tables of the same rows together. @returns the greatest share of customers computed anew */
async function fillKept(
  lane: Lane,
  kept: Kept,
  tables: readonly Filling[],
  input: FeaturesInput,
  options: QueryOptions & { readonly onBucket: () => void },
): Promise<FilledFromKept> {
  const made = new Set<string>();
  let share = 0;
  for (const group of Map.groupBy(tables, (of) => of.rows).values()) {
    const found = await fillFromWhole(lane, kept, group, daysOfSome(group, input), options);
    for (const name of found.made) made.add(name);
    share = Math.max(share, found.share);
  }
  return { made, share };
}

async function keepAll(
  lane: Lane,
  kept: Kept | undefined,
  tables: readonly Filling[],
  pieces: ReadonlyMap<string, readonly string[]>,
  options: QueryOptions,
): Promise<void> {
  const known = tables.flatMap(({ made, now }) => (now === null ? [] : [[made, now] as const]));
  const now = Object.fromEntries(known);
  if (kept === undefined || isSame(kept, now)) return;
  await keep(lane, kept, now, (made) => together(pieces.get(made) ?? [made]), options);
}

/** A cache that cannot be read is made anew. */
async function fillFromWhole(
  ...[lane, kept, tables, ofDays, options]: Parameters<typeof fillFromKept>
): Promise<FilledFromKept> {
  try {
    return await fillFromKept(lane, kept, tables, ofDays, options);
  } catch (error) {
    if (error instanceof EngineError && (error.kind === "damaged" || error.kind === "missing"))
      return nothing;
    throw error;
  }
}
