/** What a run reports, counted from its customers table. */
import {
  as,
  bool,
  coalesce,
  col,
  countAll,
  not,
  number,
  select,
  sum,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import {
  builtinColumn,
  firstOfUnitColumn,
  ofUnit,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import { isSet, masksOf } from "../../domain/flag-masks.ts";
import { linesColumn, ordersColumn } from "../../domain/metrics/base-columns.ts";
import { participationColumn } from "../../domain/segmentation/participation.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import type { RunSummary, SegmentationSummary } from "../../host/protocol.ts";
import { boughtAgain } from "./bought-again.ts";
import { figuresBySegment, figuresOfAll } from "./segment-figures.ts";
import { scoreSensitivity } from "./score-sensitivity.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";

type Totals = Pick<
  RunSummary,
  "customers" | "transactions" | "orders" | "revenue" | "units" | "figures" | "segmentations"
>;

const revenueColumn = col(builtinColumn("monetary", null));

/** Totals and the sizes of all segments. @param customers the run's customers table */
export async function summarise(
  lane: Lane,
  customers: Relation,
  model: Model,
  asOf: string,
  options: QueryOptions = {},
): Promise<Totals> {
  const units = unitsOf(model);
  const total = await lane.one(
    select({
      columns: {
        customers: countAll(),
        transactions: coalesce(sum(col(linesColumn)), number("0")),
        orders: coalesce(sum(col(ordersColumn)), number("0")),
        revenue: coalesce(sum(revenueColumn), number("0")),
        ...Object.fromEntries(
          units.map((unit, i) => [`units_${i}`, countAll(col(firstOfUnitColumn(unit)))]),
        ),
      },
      from: customers,
    }),
    options,
  );
  const all = Number(total["customers"]);
  const keys = nodeKeys(model);
  const segmentations: Record<string, SegmentationSummary> = {};
  for (const segmentation of model.segmentations) {
    const counts = await segmentCounts(lane, customers, segmentation, options);
    const figures = await figuresBySegment(lane, customers, model, segmentation, options);
    const segments = segmentIdsOf(segmentation).map((id) => {
      const { customers: n, revenue, units: whole } = counts.get(id) ?? nobody;
      const share = all === 0 ? 0 : n / all;
      const own = figures.get(id);
      const size = { customers: n, share, revenue, ...(own === undefined ? {} : { figures: own }) };
      return [id, segmentation.unit === null ? size : { ...size, units: whole }] as const;
    });
    const outside = await outsideCount(lane, customers, segmentation, keys, options);
    const again =
      segmentation.kind === "lifecycle"
        ? await boughtAgain(lane, customers, segmentation, { model, keys, asOf }, options)
        : undefined;
    const sensitivity =
      segmentation.kind === "score"
        ? await scoreSensitivity(lane, customers, segmentation, keys, options)
        : undefined;
    segmentations[segmentation.name] = {
      ...(again === undefined ? {} : { bought_again: again }),
      ...(sensitivity === undefined ? {} : { sensitivity }),
      ...(segmentation.unit === null ? {} : { unit: segmentation.unit }),
      ...(outside === undefined ? {} : { outside }),
      segments: Object.fromEntries(segments),
    };
  }
  const figures = await figuresOfAll(lane, customers, model, options);
  return {
    ...(figures.length === 0 ? {} : { figures }),
    customers: all,
    transactions: Number(total["transactions"]),
    orders: Number(total["orders"]),
    revenue: Number(total["revenue"]),
    ...(units.length === 0
      ? {}
      : {
          units: Object.fromEntries(units.map((unit, i) => [unit, Number(total[`units_${i}`])])),
        }),
    segmentations,
  };
}

/** How many do not take part; `undefined` where everybody does. */
export async function outsideCount(
  lane: Lane,
  customers: Relation,
  segmentation: SegmentationModel,
  keys: ReadonlyMap<string, string>,
  options: QueryOptions = {},
): Promise<number | undefined> {
  const column = participationColumn(segmentation, keys);
  if (column === undefined) return undefined;
  const columns = { outside: countAll(not(col(ofUnit(segmentation.unit, column)))) };
  const row = await lane.one(select({ columns, from: customers }), options);
  return Number(row["outside"]);
}

/** Every segment that a customer can be in, in the order of the file. */
function segmentIdsOf(segmentation: SegmentationModel): readonly string[] {
  const ids = segmentation.segments.map((s) => s.id);
  return segmentation.kind === "rfm" &&
    segmentation.others !== null &&
    !ids.includes(segmentation.others.id)
    ? [...ids, segmentation.others.id]
    : ids;
}

type Count = { readonly customers: number; readonly revenue: number; readonly units: number };

const nobody: Count = { customers: 0, revenue: 0, units: 0 };

/** Which customers stand for their unit; in a segmentation of customers all do. */
export const standsForUnit = ({ unit }: SegmentationModel): Scalar =>
  unit === null ? bool(true) : col(firstOfUnitColumn(unit));

/** Customers, revenue and units of each segment; the key `null` counts those in none. */
export async function segmentCounts(
  lane: Lane,
  customers: Relation,
  segmentation: SegmentationModel,
  options: QueryOptions = {},
): Promise<ReadonlyMap<string | null, Count>> {
  if (segmentation.assign === "all") return flagCounts(lane, customers, segmentation, options);
  const segment = col(segmentationColumn(segmentation.name));
  const rows = await lane.rows(
    select({
      columns: {
        segment,
        customers: countAll(),
        units: countAll(standsForUnit(segmentation)),
        revenue: coalesce(sum(revenueColumn), number("0")),
      },
      from: customers,
      groupBy: [segment],
    }),
    options,
  );
  return new Map(
    rows.map((row) => [
      textOf(row["segment"]),
      {
        customers: Number(row["customers"]),
        units: Number(row["units"]),
        revenue: Number(row["revenue"]),
      },
    ]),
  );
}

async function flagCounts(
  lane: Lane,
  customers: Relation,
  segmentation: SegmentationModel,
  options: QueryOptions,
): Promise<ReadonlyMap<string | null, Count>> {
  const ids = segmentation.segments.map((s) => s.id);
  const masks = masksOf(ids.map((id) => col(segmentColumn(segmentation.name, id))));
  const keys = masks.map((_, i) => `mask_${i}`);
  const masked = select({
    columns: [
      ...masks.map((mask, i) => as(`mask_${i}`, mask)),
      as("revenue", revenueColumn),
      as("stands", standsForUnit(segmentation)),
    ],
    from: customers,
  });
  const rows = await lane.rows(
    select({
      columns: [
        ...keys,
        as("customers", countAll()),
        as("units", countAll(col("stands"))),
        as("spent", coalesce(sum(col("revenue")), number("0"))),
      ],
      from: masked,
      groupBy: keys.map((key) => col(key)),
    }),
    options,
  );
  const counts = new Map<string | null, Count>();
  const addTo = (id: string | null, row: Row): void => {
    const count = counts.get(id) ?? nobody;
    const spent = count.revenue + Number(row["spent"]);
    // Money is whole ten-thousandths: what one exact sum would give.
    counts.set(id, {
      customers: count.customers + Number(row["customers"]),
      units: count.units + Number(row["units"]),
      revenue: Math.round(spent * 10_000) / 10_000,
    });
  };
  for (const row of rows) {
    const set = keys.map((key) => Number(row[key]));
    if (set.every((mask) => mask === 0)) addTo(null, row);
    ids.forEach((id, i) => {
      if (isSet(set, i)) addTo(id, row);
    });
  }
  return counts;
}
