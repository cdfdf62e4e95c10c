/** How sure assignments are: customers are resampled, cuts, ranks and clusters estimated again, and assignments compared. */
import { assignments } from "../../domain/assignments.ts";
import { idColumn, rawTierColumn, segmentationColumn } from "../../domain/columns.ts";
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
  isNotNull,
  join,
  named,
  over,
  select,
  star,
  table,
  text,
} from "../../query/index.ts";
import { drawWith } from "../../stats/draw.ts";
import { random } from "../../stats/random.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dropTables, learnFits } from "../run/fits.ts";
import type { Base } from "../snapshot/open-base.ts";

/** So many customers, resampled so many times. */
const effort = { customers: 10_000, rounds: 10 } as const;

export type Stability = {
  /** Mean Jaccard overlap of each segment with itself. */
  readonly segments: ReadonlyMap<string, number>;
  /** Mean share of customers who come out elsewhere. */
  readonly flips: number;
};

/** @returns `null` where nothing is estimated from the other customers, or members of a unit are assigned together */
export async function stabilityOf(
  lane: Lane,
  base: Base,
  segmentation: SegmentationModel,
  { onProgress, ...options }: QueryOptions & { readonly onProgress?: (done: number) => void },
): Promise<Stability | null> {
  if (segmentation.kind === "rules" || segmentation.unit !== null) return null;
  const model = fixed(base, segmentation);
  const { name } = segmentation;
  const now = segmentationColumn(name);
  const before =
    segmentation.kind === "tiers" && segmentation.hold !== null ? rawTierColumn(name) : now;
  const own = [...base.columns].filter((c) => !/^[smxhp]_/.test(c));
  const key = call("sample_key", concat(text("evaluate:"), col(idColumn)));
  const order = { orderBy: [asc(key), asc(col(idColumn))] };
  await lane.run(
    createTableAs(
      table("evaluate_sample"),
      select({
        columns: [
          ...own,
          as("evaluate_before", col(before)),
          as("evaluate_row", over("row_number", [], order)),
        ],
        from: base.customers,
        ...order,
        limit: effort.customers,
      }),
      { orReplace: true },
    ),
    options,
  );
  const next = random(1);
  const made = ["evaluate_sample", "evaluate_draws", "evaluate_boot"];
  const tallies = new Map<string, { both: number; any: number }>();
  let [moved, total] = [0, 0];
  try {
    const counted = await lane.one(
      select({ columns: { n: countAll() }, from: table("evaluate_sample") }),
      options,
    );
    const n = Number(counted["n"]);
    for (let round = 0; round < effort.rounds; round += 1) {
      onProgress?.(round / effort.rounds);
      const drawn = Float64Array.from(drawWith(n, n, next), (i) => i + 1);
      await lane.run(
        createTable(
          table("evaluate_draws"),
          { row: "double", draw: "double" },
          { orReplace: true },
        ),
        options,
      );
      await lane.append(
        table("evaluate_draws"),
        { row: drawn, draw: drawn.map((_, i) => i) },
        options,
      );
      const drawnId = concat(
        concat(col(idColumn, "b"), text(":")),
        cast(cast(col("draw", "d"), "bigint"), "varchar"),
      );
      const boot = select({
        columns: [as(idColumn, drawnId), star("b", [idColumn, "evaluate_row"])],
        from: named(table("evaluate_draws"), "d"),
        joins: [
          join(
            "inner",
            named(table("evaluate_sample"), "b"),
            eq(col("evaluate_row", "b"), col("row", "d")),
          ),
        ],
      });
      await lane.run(createTableAs(table("evaluate_boot"), boot, { orReplace: true }), options);
      const cards = base.manifest.cards;
      const { [name]: _, ...others } = cards;
      const only = new Set([name]);
      const fits = await learnFits(
        lane,
        {
          base: table("evaluate_boot"),
          model,
          asOf: base.manifest.asOf,
          data: `${round}`,
          prefix: "evaluate",
          only,
          seed: round,
          prior: cards,
          known: [others],
          anyData: true,
        },
        options,
      );
      if (!fits.ok) return null;
      const assigned = assignments(
        table("evaluate_boot"),
        model,
        base.manifest.asOf,
        only,
        undefined,
        undefined,
        fits.value.fitted,
      );
      const rows = await lane.rows(
        select({
          columns: { before: col("evaluate_before"), now: col(now), customers: countAll() },
          from: assigned,
          where: isNotNull(col("evaluate_before")),
          groupBy: [col("evaluate_before"), col(now)],
        }),
        options,
      );
      await dropTables(lane, fits.value.tables);
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
    }
  } finally {
    for (const each of made) await lane.run(dropTable(table(each)));
  }
  const segments = new Map(
    [...tallies].map(([id, { both, any }]) => [id, any === 0 ? 0 : both / any]),
  );
  return { segments, flips: total === 0 ? 0 : moved / total };
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
