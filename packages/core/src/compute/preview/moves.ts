/** Counts who is in each segment and who changed it against the base. */
import {
  bool,
  coalesce,
  col,
  countAll,
  differs,
  or,
  select,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import { isSet, maskNumbers, masksOf } from "../../domain/flag-masks.ts";
import { afterEdit, type AfterEdit } from "../../domain/segmentation/changed-rules.ts";
import type { KindContext } from "../../domain/segmentation/kind.ts";
import { flagsColumn, ruleKeys } from "../../domain/segmentation/rule-keys.ts";
import type { Move } from "../../host/protocol.ts";
import type { RulesModel, SegmentationModel } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { standsForUnit } from "../run/summary.ts";
import { addMoney, groups, type Group, type Since } from "./groups.ts";

/** The base's column of this name, beside the one that is computed now. */
export const previous = (column: string): string => `before ${column}`;

type Size = { customers: number; revenue: number; before: number; units: number };
/** Sizes by segment, `null` for none, and moves, the largest first. */
export type Moves = {
  readonly sizes: ReadonlyMap<string | null, Size>;
  readonly moves: readonly Move[];
};

/** All customers, as the size of "no segment". */
export async function everybody(
  lane: Lane,
  relation: Relation,
  options: QueryOptions,
): Promise<Moves> {
  const row = await lane.one(select({ columns: { n: countAll() }, from: relation }), options);
  const size = { customers: Number(row["n"]), revenue: 0, before: 0, units: 0 };
  return { sizes: new Map([[null, size]]), moves: [] };
}

/** What stands beside the rows of a segmentation, so that only customers who changed are counted anew. */
export type Standstill = {
  /** The column of this name as it stands. */
  readonly still: (column: string) => string;
  /** Groups of all rows, kept from one keystroke to the next, and what names the rows. */
  readonly wholes: Map<string, readonly Group[]>;
  readonly base: string;
  readonly edited?: Edited;
};

/**
 * Of a segmentation that puts each customer in one segment.
 *
 * @param edit where assignments stand beside the rows
 */
export async function firstMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  edit: Standstill | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const column = segmentationColumn(segmentation.name);
  const old = before === undefined ? [] : [col(previous(column))];
  const still = edit === undefined ? undefined : col(edit.still(column));
  const { segment: now, changed } = assignedNow(column, still, edit?.edited);
  const { unit } = segmentation;
  const stands = unit === null ? {} : { stands: standsForUnit(segmentation) };
  const apart = still === undefined || edit?.still(column) === previous(column) ? [] : [still];
  const since: Since | undefined =
    edit === undefined || still === undefined
      ? undefined
      : {
          changed,
          stillOf: (values) => values.slice(-1),
          wholes: edit.wholes,
          key: `${edit.base} ${column}`,
        };
  const by = { now: [now], old: [...old, ...apart], ...stands };
  const rows = await groups(lane, assigned, by, since, options);
  const sizes = new Map<string | null, Size>();
  const size = (id: string | null): Size => {
    const found = sizes.get(id) ?? { customers: 0, revenue: 0, before: 0, units: 0 };
    sizes.set(id, found);
    return found;
  };
  const moves: Move[] = [];
  for (const {
    now: [into = null],
    old: [outOf = null],
    customers,
    revenue: spent,
    units,
  } of rows) {
    const [to, from] = [textOf(into), textOf(outOf)];
    size(to).customers += customers;
    size(to).units += units;
    size(to).revenue = addMoney(size(to).revenue, spent);
    if (before === undefined) continue;
    size(from).before += customers;
    if (from !== to) moves.push({ from, to, customers, revenue: spent });
  }
  return { sizes, moves: largestFirst(moves) };
}

/**
 * What an edit leaves of what stands: its rules, where both are rules and nothing rests on another prior. Only what the edit left
 * open is then evaluated.
 */
export type Edited = {
  readonly model: RulesModel;
  readonly before: RulesModel;
  readonly context: KindContext;
  readonly keysBefore: ReadonlyMap<string, string>;
  /** Columns that the relation has already. */
  readonly columns: ReadonlySet<string>;
};

/** The segment now and whether it is another than what stands, as cheaply as the edit allows. */
function assignedNow(
  column: string,
  still: Scalar | undefined,
  edited: Edited | undefined,
): AfterEdit {
  const changed = still === undefined ? bool(true) : differs(col(column), still);
  const whole = { segment: col(column), changed };
  if (edited === undefined || still === undefined || edited.columns.has(column)) return whole;
  const { model, before, context, keysBefore } = edited;
  const contexts = { now: context, before: { keys: keysBefore } };
  return afterEdit(model, before, contexts, still) ?? whole;
}

/** A flag of each segment, now and before, by where it stands in the numbers that a row carries. */
type Flag = {
  readonly id: string;
  readonly isIn: (now: Masks, old: Masks) => boolean;
  readonly wasIn: (old: Masks) => boolean;
};
type Masks = readonly number[];
type Flags = {
  readonly now: readonly Scalar[];
  readonly old: readonly Scalar[];
  readonly flags: readonly Flag[];
  /** What `now` is for who did not change, by columns of the base and by the values of `old`. */
  readonly still?: readonly Scalar[];
  readonly stillOf?: (old: Masks) => Masks;
};

/** Every rule is evaluated, every flag of the base is read. */
function allFlags(segmentation: SegmentationModel, before: SegmentationModel | undefined): Flags {
  const { segments, name } = segmentation;
  const known = new Set(before?.segments.map((s) => s.id));
  const old = segments.map((s) => {
    const column = previous(segmentColumn(name, s.id));
    return known.has(s.id) ? coalesce(col(column), bool(false)) : bool(false);
  });
  return {
    now: masksOf(segments.map((s) => col(segmentColumn(name, s.id)))),
    old: masksOf(old),
    flags: segments.map(({ id }, i) => ({
      id,
      isIn: (now) => isSet(now, i),
      wasIn: (masks) => isSet(masks, i),
    })),
  };
}

/**
 * Only rules that changed are evaluated; the others' flags are bits of numbers that stand beside the rows.
 *
 * @param compared what is compared with, where that is not what stands
 */
function changedFlags(
  { model, before, context, keysBefore, columns }: Edited,
  still: (column: string) => string,
  compared: { readonly with: SegmentationModel | undefined } | null,
): Flags | null {
  const stored = masksOf(before.segments.map(() => bool(true))).map((_, part) =>
    flagsColumn(before, keysBefore, part),
  );
  if (!stored.every((column) => columns.has(column))) return null;
  const keys = ruleKeys(model, context.keys);
  const earlier = ruleKeys(before, keysBefore);
  const open = model.segments.filter((_, i) => !earlier.includes(keys[i] ?? ""));
  const places = open.map(({ id }) => before.segments.findIndex((s) => s.id === id));
  const flagBefore = ({ id }: { readonly id: string }, i: number): Scalar =>
    places[i] === -1
      ? bool(false)
      : coalesce(col(still(segmentColumn(before.name, id))), bool(false));
  // All that the compared one has, whatever the edit: groups of all rows are kept by them.
  const earlierFlags = (compared?.with?.segments ?? []).map((s) =>
    coalesce(col(previous(segmentColumn(before.name, s.id))), bool(false)),
  );
  return {
    now: masksOf(open.map((s) => col(segmentColumn(model.name, s.id)))),
    old: [...stored.map((column) => col(column)), ...masksOf(earlierFlags)],
    still: masksOf(open.map(flagBefore)),
    stillOf: (old) => maskNumbers(places.map((at) => at >= 0 && isSet(old, at))),
    flags: model.segments.map(({ id }, i): Flag => {
      const same = earlier.indexOf(keys[i] ?? "");
      const was =
        (compared === null ? before : compared.with)?.segments.findIndex((s) => s.id === id) ?? -1;
      const at = open.findIndex((s) => s.id === id);
      return {
        id,
        isIn: (now, old) => (same < 0 ? isSet(now, at) : isSet(old, same)),
        wasIn: (old) => was >= 0 && isSet(compared === null ? old : old.slice(stored.length), was),
      };
    }),
  };
}

/**
 * Of a segmentation whose segments are each a yes or no.
 *
 * @param edit where assignments stand beside the rows
 */
export async function allMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  edit: Standstill | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const known = new Set(before?.segments.map((s) => s.id));
  const isCompared = edit?.still === previous;
  const changed =
    edit?.edited === undefined
      ? null
      : changedFlags(edit.edited, edit.still, isCompared ? null : { with: before });
  const { now, old, flags, still, stillOf } = changed ?? allFlags(segmentation, before);
  const { unit } = segmentation;
  const stands = unit === null ? {} : { stands: standsForUnit(segmentation) };
  const since: Since | undefined =
    edit === undefined || still === undefined || stillOf === undefined
      ? undefined
      : {
          changed:
            still.length === 0
              ? null
              : or(...now.map((mask, i) => differs(mask, still[i] ?? mask))),
          stillOf: (values) => stillOf(values.map(Number)),
          wholes: edit.wholes,
          key: `${edit.base} flags of ${segmentation.name}`,
        };
  const rows = await groups(lane, assigned, { now, old, ...stands }, since, options);
  const tally = (): Tally => ({ customers: 0, revenue: 0, units: 0 });
  const counts = flags.map(() => ({ now: tally(), before: 0, joined: tally(), left: tally() }));
  const none = tally();
  for (const size of rows) {
    const [nowMasks, oldMasks] = [size.now.map(Number), size.old.map(Number)];
    const inside = flags.map((flag) => flag.isIn(nowMasks, oldMasks));
    if (!inside.includes(true)) addTo(none, size);
    counts.forEach((count, i) => {
      const [isIn, wasIn] = [inside[i] === true, flags[i]?.wasIn(oldMasks) === true];
      if (isIn) addTo(count.now, size);
      if (wasIn) count.before += size.customers;
      if (isIn && !wasIn) addTo(count.joined, size);
      if (wasIn && !isIn) addTo(count.left, size);
    });
  }
  const sizes = new Map<string | null, Size>([
    [null, { customers: none.customers, revenue: 0, before: 0, units: 0 }],
  ]);
  const moves: Move[] = [];
  flags.forEach(({ id }, i) => {
    const count = counts[i];
    if (count === undefined) return;
    sizes.set(id, { ...count.now, before: count.before });
    if (!known.has(id)) return;
    if (count.joined.customers > 0) moves.push({ from: null, to: id, ...moved(count.joined) });
    if (count.left.customers > 0) moves.push({ from: id, to: null, ...moved(count.left) });
  });
  return { sizes, moves: largestFirst(moves) };
}

type Tally = { customers: number; revenue: number; units: number };

function addTo(tally: Tally, size: Readonly<Tally>): void {
  tally.customers += size.customers;
  tally.units += size.units;
  tally.revenue = addMoney(tally.revenue, size.revenue);
}

const moved = ({ units: _, ...tally }: Tally): Pick<Move, "customers" | "revenue"> => tally;

const largestFirst = (moves: readonly Move[]): readonly Move[] =>
  moves.toSorted((a, b) => b.customers - a.customers || String(a.to).localeCompare(String(b.to)));
