/** What somebody who looks after customers comes back to: what is due, what changed, where their customers are. */
import { idColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { CustomerRow } from "../../host/answers/customers.ts";
import type { Home } from "../../host/answers/home.ts";
import { as, col, countAll, inList, isNotNull, select, text } from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { toCustomer } from "../snapshot/look-up.ts";
import type { Base } from "../snapshot/open-base.ts";
import { shownSegmentations } from "../snapshot/sight.ts";
import { changesBetween, type Change } from "./changed.ts";
import { dueSteps } from "./due.ts";

export type HomeInput = {
  /** The snapshot with the customers that somebody looks after. */
  readonly own: Base;
  readonly whole: Base;
  /** An earlier snapshot to compare with. */
  readonly earlier: Base | null;
  readonly log: (ids: readonly string[]) => Promise<readonly ContactDay[]>;
  /** ISO, in the project's time zone. */
  readonly today: string;
  /** How many rows each list has at most. */
  readonly most: number;
};

export async function homeOf(
  lane: Lane,
  { own, whole, earlier, log, today, most }: HomeInput,
  options: QueryOptions = {},
): Promise<Omit<Home, "base">> {
  const { due, overdue, next } = await dueSteps(lane, { own, whole }, log, today, options);
  const changes = earlier === null ? null : await changesBetween(lane, earlier, own, options);
  const shown = due.slice(0, most);
  const changed = oneEach(changes ?? [], own).slice(0, most);
  const ids = [...shown, ...changed, ...(next === null ? [] : [next])].map(({ id }) => id);
  const rows = await rowsOf(lane, own, ids, options);
  const withRow = <T extends { readonly id: string }>({ id, ...rest }: T) => {
    const customer = rows.get(id);
    return customer === undefined ? [] : [{ ...rest, customer }];
  };
  return {
    today,
    customers: own.sight?.customers ?? whole.manifest.summary.customers,
    due: shown.flatMap(withRow),
    dueTotal: due.length,
    overdueTotal: overdue,
    next: next === null ? null : (withRow(next)[0] ?? null),
    changed:
      earlier === null || changes === null
        ? null
        : {
            since: earlier.manifest.asOf,
            total: new Set(changes.map(({ id }) => id)).size,
            rows: changed.flatMap(withRow),
          },
    segments: await countsOf(lane, own, options),
  };
}

/** One change of each customer, that of a list before others, those of lists first. */
function oneEach(changes: readonly Change[], { model }: Base): readonly Change[] {
  const lists = new Set(model.segmentations.filter((s) => s.assign === "all").map((s) => s.name));
  const [listed, others] = [true, false].map((isList) =>
    changes.filter(({ segmentation }) => lists.has(segmentation) === isList),
  );
  const first = new Map<string, Change>();
  for (const change of [...(listed ?? []), ...(others ?? [])])
    if (!first.has(change.id)) first.set(change.id, change);
  return [...first.values()];
}

async function rowsOf(
  lane: Lane,
  own: Base,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, CustomerRow>> {
  if (ids.length === 0) return new Map();
  const where = inList(
    col(idColumn),
    [...new Set(ids)].map((id) => text(id)),
  );
  const rows = await lane.rows(select({ from: own.customers, where }), options);
  return new Map(rows.map((row) => [sureText(row[idColumn]), toCustomer(row, own)]));
}

/** How many of the customers each segment holds; segments without any are left out. */
async function countsOf(lane: Lane, own: Base, options: QueryOptions): Promise<Home["segments"]> {
  const counts: { segmentation: string; segment: string; customers: number }[] = [];
  const shown = shownSegmentations(own);
  const flags = shown.flatMap((s) =>
    s.assign === "first" ? [] : s.segments.map(({ id }) => ({ segmentation: s.name, segment: id })),
  );
  const row =
    flags.length === 0
      ? {}
      : await lane.one(
          select({
            columns: flags.map(({ segmentation, segment }, i) =>
              as(`c${i}`, countAll(col(segmentColumn(segmentation, segment)))),
            ),
            from: own.customers,
          }),
          options,
        );
  for (const s of shown) {
    if (s.assign === "all") {
      flags.forEach((flag, i) => {
        const customers = Number(row[`c${i}`] ?? 0);
        if (flag.segmentation === s.name && customers > 0) counts.push({ ...flag, customers });
      });
      continue;
    }
    const column = col(segmentationColumn(s.name));
    const found = await lane.rows(
      select({
        columns: [as("segment", column), as("n", countAll())],
        from: own.customers,
        where: isNotNull(column),
        groupBy: [column],
      }),
      options,
    );
    const bySegment = new Map(found.map((r) => [sureText(r["segment"]), Number(r["n"])]));
    for (const { id } of s.segments) {
      const customers = bySegment.get(id) ?? 0;
      if (customers > 0) counts.push({ segmentation: s.name, segment: id, customers });
    }
  }
  return counts;
}
