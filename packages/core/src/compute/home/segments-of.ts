/** In which segments one customer is in a snapshot. */
import { idColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import { col, eq, select, text } from "../../query/index.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";

/**
 * @param only names of the segmentations that may be told
 * @returns segments by segmentation; `null` where the snapshot does not have the customer
 */
export async function segmentsOfCustomer(
  lane: Lane,
  { customers, model }: Base,
  customer: string,
  only: ReadonlySet<string>,
  options: QueryOptions = {},
): Promise<Readonly<Record<string, readonly string[]>> | null> {
  const where = eq(col(idColumn), text(customer));
  const [row] = await lane.rows(select({ from: customers, where, limit: 1 }), options);
  if (row === undefined) return null;
  const shown = model.segmentations.filter(({ name }) => only.has(name));
  return Object.fromEntries(
    shown.map((s) => {
      if (s.assign === "all")
        return [
          s.name,
          s.segments.map(({ id }) => id).filter((id) => row[segmentColumn(s.name, id)] === true),
        ];
      const found = textOf(row[segmentationColumn(s.name)] ?? null);
      return [s.name, found === null ? [] : [found]];
    }),
  );
}
