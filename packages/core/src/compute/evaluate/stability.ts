/** How sure assignments are: customers are resampled, cuts, ranks and clusters estimated again, and assignments compared. */
import { assignments } from "../../domain/assignments.ts";
import { idColumn, rawTierColumn, rowColumn, segmentationColumn } from "../../domain/columns.ts";
import type { CustomerStability } from "../../domain/evaluate/evaluation.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import {
  as,
  asc,
  call,
  cast,
  col,
  concat,
  countAll,
  createTable,
  createTableAs,
  dropTable,
  eq,
  gt,
  int,
  isNotNull,
  join,
  named,
  over,
  select,
  star,
  table,
  text,
  unionAll,
  type Query,
} from "../../query/index.ts";
import { drawWith } from "../../stats/draw.ts";
import { random } from "../../stats/random.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { besideLabels } from "../run/assign.ts";
import { dropTables, learnFits } from "../run/fits.ts";
import type { Base } from "../snapshot/open-base.ts";

/** So many customers, resampled so many times; for one customer more often, among fewer. */
const effort = { customers: 10_000, rounds: 10 } as const;
const effortForOne = { customers: 5000, rounds: 40 } as const;

export type Stability = {
  /** Mean Jaccard overlap of each segment with itself. */
  readonly segments: ReadonlyMap<string, number>;
  /** Mean share of customers who come out elsewhere. */
  readonly flips: number;
};

type StabilityOptions = QueryOptions & { readonly onProgress?: (done: number) => void };

/** @returns `null` where nothing is estimated from the other customers, or members of a unit are assigned together */
export async function stabilityOf(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  options: StabilityOptions,
): Promise<Stability | null> {
  const now = segmentationColumn(segmentation.name);
  const tallies = new Map<string, { both: number; any: number }>();
  let [moved, total] = [0, 0];
  const counted = await resampled(lane, base, segmentation, effort, options, async (assigned) => {
    const rows = await lane.rows(
      select({
        columns: { before: col("evaluate_before"), now: col(now), customers: countAll() },
        from: assigned,
        where: isNotNull(col("evaluate_before")),
        groupBy: [col("evaluate_before"), col(now)],
      }),
      options,
    );
    for (const row of rows) {
      const [was, is, customers] = [
        textOf(row["before"]) ?? "",
        textOf(row["now"]) ?? "",
        Number(row["customers"]),
      ];
      total += customers;
      if (was !== is) moved += customers;
      for (const id of new Set([was, is])) {
        const tally = tallies.get(id) ?? { both: 0, any: 0 };
        tally.any += customers;
        if (was === is) tally.both += customers;
        tallies.set(id, tally);
      }
    }
  });
  if (!counted) return null;
  const segments = new Map(
    [...tallies].map(([id, { both, any }]) => [id, any === 0 ? 0 : both / any]),
  );
  return { segments, flips: total === 0 ? 0 : moved / total };
}

/**
 * Where one customer comes out when the others are resampled.
 *
 * @returns shares of the rounds by segment, `""` for none, the most frequent first; `null` as `stabilityOf`
 */
export async function stabilityOfCustomer(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  customer: string,
  options: StabilityOptions,
): Promise<CustomerStability["rounds"] | null> {
  const found = new Map<string, number>();
  const effortOfOne = { ...effortForOne, customer };
  const counted = await resampled(
    lane,
    base,
    segmentation,
    effortOfOne,
    options,
    async (assigned, own) => {
      const row = await lane.one(
        select({
          columns: { now: col(segmentationColumn(segmentation.name)) },
          from: assigned,
          where: eq(col(idColumn), text(own)),
        }),
        options,
      );
      const segment = textOf(row["now"]) ?? "";
      found.set(segment, (found.get(segment) ?? 0) + 1);
    },
  );
  if (!counted) return null;
  return [...found]
    .map(([segment, times]) => ({ segment, share: times / effortForOne.rounds }))
    .toSorted((a, b) => b.share - a.share || (a.segment < b.segment ? -1 : 1));
}

type Effort = {
  readonly customers: number;
  readonly rounds: number;
  /** Who is assigned in each round beside those who are drawn. */
  readonly customer?: string;
};

/**
 * Draws customers with replacement, learns and ranks among them, and hands over their assignments, round by round.
 *
 * @param each of a query of those who were drawn, with the assignment, and of `evaluate_before`, the one that stands; and the
 *   id of the customer of the effort among them
 * @returns whether there is anything to resample
 */
async function resampled(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  { customers, rounds, customer }: Effort,
  { onProgress, ...options }: StabilityOptions,
  each: (assigned: Query, own: string) => Promise<void>,
): Promise<boolean> {
  if (segmentation.kind === "rules" || segmentation.unit !== null) return false;
  const model = fixed(base, segmentation);
  const { name } = segmentation;
  await lane.run(
    createTableAs(table("evaluate_sample"), sampleOf(base, segmentation, customers, customer), {
      orReplace: true,
    }),
    options,
  );
  const next = random(1);
  const made = ["evaluate_sample", "evaluate_draws", "evaluate_boot"];
  try {
    const counted = await lane.one(
      select({
        columns: { n: countAll(gt(col("evaluate_row"), int(0))) },
        from: table("evaluate_sample"),
      }),
      options,
    );
    const n = Number(counted["n"]);
    for (let round = 0; round < rounds; round += 1) {
      onProgress?.(round / rounds);
      const drawn = [...drawWith(n, n, next)].map((i) => i + 1);
      await drawInto(lane, customer === undefined ? drawn : [...drawn, 0], options);
      const { [name]: _, ...others } = base.manifest.cards;
      const only = new Set([name]);
      const { asOf } = base.manifest;
      const fits = await learnFits(
        lane,
        {
          base: table("evaluate_boot"),
          model,
          asOf,
          data: `${round}`,
          prefix: "evaluate",
          only,
          seed: round,
          prior: base.manifest.cards,
          known: [others],
          anyData: true,
          // Clusters are told of each row where they are learned: as a query, distances to centres take 50 ms to plan.
          rows: true,
          here: true,
        },
        options,
      );
      if (!fits.ok) return false;
      const { fitted, tables } = fits.value;
      const from = besideLabels(table("evaluate_boot"), fitted);
      await each(
        assignments(from, model, asOf, only, undefined, undefined, fitted),
        `${customer ?? ""}:${n}`,
      );
      await dropTables(lane, tables);
    }
  } finally {
    for (const left of made) await lane.run(dropTable(table(left)));
  }
  return true;
}

/** Base columns of the customers who are drawn from, numbered from 1, and as row 0 the customer who is assigned each time. */
function sampleOf(
  { customers, columns }: Base,
  segmentation: SegmentationModel,
  most: number,
  customer: string | undefined,
): Query {
  const held = segmentation.kind === "tiers" && segmentation.hold !== null;
  const { name } = segmentation;
  const before = as("evaluate_before", col(held ? rawTierColumn(name) : segmentationColumn(name)));
  const own = [...columns].filter((c) => !/^[fhmsx]_/.test(c));
  const key = call("sample_key", concat(text("evaluate:"), col(idColumn)));
  const order = { orderBy: [asc(key), asc(col(idColumn))] };
  const drawn = select({
    columns: [...own, before, as("evaluate_row", over("row_number", [], order))],
    from: customers,
    ...order,
    limit: most,
  });
  if (customer === undefined) return drawn;
  const one = select({
    columns: [...own, before, as("evaluate_row", int(0))],
    from: customers,
    where: eq(col(idColumn), text(customer)),
  });
  return unionAll(select({ from: drawn }), one);
}

/** Makes the table of those who were drawn, each by the id of the customer and the number of the draw. */
async function drawInto(lane: Lane, rows: readonly number[], options: QueryOptions): Promise<void> {
  const draws = table("evaluate_draws");
  await lane.run(
    createTable(draws, { row: "double", draw: "double" }, { orReplace: true }),
    options,
  );
  const row = Float64Array.from(rows);
  await lane.append(draws, { row, draw: row.map((_, i) => i) }, options);
  const drawnId = concat(
    concat(col(idColumn, "b"), text(":")),
    cast(cast(col("draw", "d"), "bigint"), "varchar"),
  );
  const boot = select({
    columns: [
      as(idColumn, drawnId),
      as(rowColumn, cast(col("draw", "d"), "bigint")),
      star("b", [idColumn, "evaluate_row"]),
    ],
    from: named(draws, "d"),
    joins: [
      join(
        "inner",
        named(table("evaluate_sample"), "b"),
        eq(col("evaluate_row", "b"), col("row", "d")),
      ),
    ],
  });
  await lane.run(createTableAs(table("evaluate_boot"), boot, { orReplace: true }), options);
}

/** The model with the k that the run chose: it is the clusters that are in question, not how many. */
function fixed(base: Base, segmentation: SegmentationModel): Model {
  const card = base.manifest.cards[segmentation.name]?.card;
  if (segmentation.kind !== "kmeans" || card?.kind !== "clusters" || card.k === null)
    return base.model;
  const k = { from: card.k, to: card.k };
  const settings = { ...segmentation.settings, k, again: true } as const;
  const segmentations = base.model.segmentations.map((s) =>
    s.name === segmentation.name ? { ...segmentation, settings } : s,
  );
  return { ...base.model, segmentations };
}
