/** Which customers are in other segments than in an earlier run. */
import { idColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import {
  as,
  asc,
  bool,
  coalesce,
  col,
  differs,
  eq,
  join,
  named,
  or,
  select,
  type Scalar,
} from "../../query/index.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { shownSegmentations } from "../snapshot/sight.ts";

/** Segments of one segmentation that a customer left and came to; those that stayed are not told. */
export type Change = {
  readonly id: string;
  readonly segmentation: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
};

/**
 * Changes of those who are in both snapshots, by id and segmentation. Segmentations and segments that only one of them has are
 * no change of a customer.
 *
 * @param now with the customers that are asked for only
 */
export async function changesBetween(
  lane: Lane,
  old: Base,
  now: Base,
  options: QueryOptions = {},
): Promise<readonly Change[]> {
  const places = shownSegmentations(now).flatMap((segmentation) =>
    columnsOf(segmentation)
      .filter(({ column }) => old.columns.has(column) && now.columns.has(column))
      .map((place) => ({ ...place, segmentation: segmentation.name })),
  );
  if (places.length === 0) return [];
  const at = (alias: string, { column, segment }: (typeof places)[number]): Scalar =>
    segment === null ? col(column, alias) : coalesce(col(column, alias), bool(false));
  const rows = await lane.rows(
    select({
      columns: [
        as(idColumn, col(idColumn, "n")),
        ...places.flatMap((place, i) => [as(`o${i}`, at("o", place)), as(`n${i}`, at("n", place))]),
      ],
      from: named(now.customers, "n"),
      joins: [join("inner", named(old.customers, "o"), eq(col(idColumn, "n"), col(idColumn, "o")))],
      where: or(...places.map((place) => differs(at("o", place), at("n", place)))),
      orderBy: [asc(col(idColumn, "n"))],
    }),
    options,
  );
  return rows.flatMap((row) => {
    const id = sureText(row[idColumn]);
    const bySegmentation = Map.groupBy(
      places.map((place, i) => ({
        ...place,
        from: segmentsAt(row, `o${i}`, place),
        to: segmentsAt(row, `n${i}`, place),
      })),
      ({ segmentation }) => segmentation,
    );
    return [...bySegmentation].flatMap(([segmentation, parts]): readonly Change[] => {
      const from = parts.flatMap((p) => p.from.filter((s) => !p.to.includes(s)));
      const to = parts.flatMap((p) => p.to.filter((s) => !p.from.includes(s)));
      return from.length + to.length === 0 ? [] : [{ id, segmentation, from, to }];
    });
  });
}

const columnsOf = (
  s: SegmentationModel,
): readonly { readonly column: string; readonly segment: string | null }[] =>
  s.assign === "first"
    ? [{ column: segmentationColumn(s.name), segment: null }]
    : s.segments.map(({ id }) => ({ column: segmentColumn(s.name, id), segment: id }));

function segmentsAt(
  row: Row,
  name: string,
  { segment }: { readonly segment: string | null },
): readonly string[] {
  if (segment !== null) return row[name] === true ? [segment] : [];
  const found = textOf(row[name]);
  return found === null ? [] : [found];
}
