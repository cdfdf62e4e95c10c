/** How much the segments of a score rest on its weights: drawn again and again for a sample of the run's customers. */
import {
  and,
  asc,
  call,
  col,
  isNotNull,
  select,
  text,
  concat,
  type Relation,
} from "../../query/index.ts";
import { firstOfUnitColumn, idColumn, ofUnit } from "../../domain/columns.ts";
import { criterionColumns, scoreColumnsOf } from "../../domain/segmentation/score.ts";
import type { ScoreSensitivity } from "../../host/protocol.ts";
import type { ScoreModel } from "../../language/model/model.ts";
import { weightSensitivity } from "../../stats/weight-sensitivity.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";

/** At most so many customers are drawn for; which, a hash of their ids decides. */
const sampleSize = 2000;
const seed = 1;

/**
 * @param customers the run's customers table
 * @returns `undefined` where nobody has a score
 */
export async function scoreSensitivity(
  lane: Lane,
  customers: Relation,
  model: ScoreModel,
  keys: ReadonlyMap<string, string>,
  options: QueryOptions = {},
): Promise<ScoreSensitivity | undefined> {
  const criteria = model.groups.flatMap((group) => group.criteria);
  const { unit } = model;
  const own = (column: string): string => ofUnit(unit, column);
  const names = criteria.map((c) => own(criterionColumns(c, model, keys).points));
  const scored = isNotNull(col(own(scoreColumnsOf(model, keys).score)));
  const rows = await lane.rows(
    select({
      columns: [...new Set(names)],
      from: customers,
      where: unit === null ? scored : and(scored, col(firstOfUnitColumn(unit))),
      orderBy: [asc(call("md5", concat(text(`${seed}:`), col(idColumn)))), asc(col(idColumn))],
      limit: sampleSize,
    }),
    options,
  );
  if (rows.length === 0) return undefined;
  const found = weightSensitivity(
    {
      points: rows.map((row) => names.map((name) => Number(row[name]))),
      groups: model.groups.map(({ weight, criteria: inGroup }) => ({
        weight,
        criteria: inGroup.map((c) => c.weight),
      })),
      combine: model.combine,
      segmentsOf: (scores) => segmentsOf(model, scores),
    },
    model.sensitivity.draws,
    model.sensitivity.spread,
    seed,
  );
  const { draws, spread } = model.sensitivity;
  return {
    draws,
    spread,
    customers: rows.length,
    moves: found.moves,
    moves_high: found.movesHigh,
    flips: found.flips,
    flips_high: found.flipsHigh,
  };
}

/** The segments of a sample; shares are of the sample. */
function segmentsOf(model: ScoreModel, scores: readonly number[]): readonly string[] {
  const sorted = scores.toSorted((a, b) => b - a);
  const first = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!first.has(value)) first.set(value, i);
  });
  return scores.map((value) => {
    const above = (first.get(value) ?? 0) / scores.length;
    const segment = model.segments.find(({ test }) => {
      if (test.kind === "at-least") return value >= Number(test.value);
      return test.kind === "top" ? above < test.share : true;
    });
    return segment?.id ?? "";
  });
}
