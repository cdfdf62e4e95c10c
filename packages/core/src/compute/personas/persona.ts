/** The persona of a segment from a snapshot: sums of everybody once a snapshot, sums of the segment, and what differs. */
import {
  and,
  bool,
  coalesce,
  col,
  countAll,
  eq,
  not,
  select,
  text,
  type Scalar,
} from "../../query/index.ts";
import {
  firstOfUnitColumn,
  ofUnit,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { figureRules, figuresOf, figuresQuery } from "../../domain/personas/figures.ts";
import { findDifferences, type CategoryCounts } from "../../domain/personas/find-differences.ts";
import {
  categoriesAmong,
  groupQuery,
  knownQuery,
  riskRules,
  risksQuery,
  topTenthQuery,
} from "../../domain/personas/persona-queries.ts";
import { leastCustomers, type NeedsSpread, type Persona } from "../../domain/personas/persona.ts";
import { participationColumn } from "../../domain/segmentation/participation.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { populationOf, type Population } from "./population.ts";

export type PersonaRequest = {
  readonly segmentation: SegmentationModel;
  readonly segment: string;
  /** Whether sensitive columns may be told. */
  readonly sensitive: boolean;
};

/**
 * What sets a segment apart from the others who take part in its segmentation.
 *
 * @param base the snapshot; what is found stays with it, since it never changes
 */
export async function personaOf(
  lane: Lane,
  base: Base,
  request: PersonaRequest,
  options: QueryOptions = {},
): Promise<Persona> {
  const { segmentation, segment, sensitive } = request;
  const key = JSON.stringify([segmentation.name, segment, sensitive]);
  const known = base.personas.found.get(key);
  if (known !== undefined) return known;
  const column = participationColumn(segmentation, nodeKeys(base.model));
  const who = column === undefined ? null : col(ofUnit(segmentation.unit, column));
  const population = await populationOf(lane, base, who, sensitive, options);
  const found = await compare(lane, base, population, request, options);
  base.personas.found.set(key, found);
  return found;
}

const memberOf = ({ name, assign }: SegmentationModel, segment: string): Scalar =>
  assign === "all"
    ? coalesce(col(segmentColumn(name, segment)), bool(false))
    : coalesce(eq(col(segmentationColumn(name)), text(segment)), bool(false));

async function compare(
  lane: Lane,
  base: Base,
  population: Population,
  { segmentation, segment }: PersonaRequest,
  options: QueryOptions,
): Promise<Persona> {
  const { customers, model } = base;
  const { who, numbers, categories, risks } = population;
  const member = memberOf(segmentation, segment);
  const inside = and(...(who === null ? [] : [who]), member);
  const row = await lane.one(groupQuery(customers, inside, numbers), options);
  const size = Number(row["members"]);
  const outside = and(...(who === null ? [] : [who]), not(member));
  const units = await unitsIn(lane, base, segmentation, [inside, outside], options);
  const about = { segmentation: segmentation.name, segment, customers: size, units };
  const others = population.n - size;
  const wanted = figureRules(model, base.columns);
  const side = (own: boolean) =>
    lane.one(figuresQuery(customers, who, member, wanted, own), options);
  const figures = figuresOf(wanted, await side(true), await side(false));
  if (size < leastCustomers || others < leastCustomers)
    return {
      ...about,
      figures,
      others,
      tooFew: true,
      findings: [],
      needs: [],
      topTenth: null,
      tests: 0,
    };
  const counted: CategoryCounts[] = [];
  if (categories.length > 0) {
    const columns = categories.map((c) => c.column);
    const known = await lane.one(knownQuery(customers, inside, columns), options);
    for (const [i, { column, values, ...category }] of categories.entries()) {
      const named = values.map((v) => v.value);
      const rows = await lane.rows(categoriesAmong(customers, inside, column, named), options);
      const own = new Map(rows.map((r) => [sureText(r["value"]), Number(r["n"])]));
      counted.push({
        ...category,
        known: { all: category.known, segment: Number(known[`n_${i}`]) },
        values: values.map((v) => ({ ...v, segment: own.get(v.value) ?? 0 })),
      });
    }
  }
  const rules = riskRules(model);
  const riskRow = await lane.one(risksQuery(customers, inside, rules), options);
  const { findings, tests } = findDifferences(
    numbers.map((n, i) => ({
      ...n,
      segment: {
        n: Number(row[`n_${i}`]),
        sum: Number(row[`sum_${i}`]),
        squares: Number(row[`squares_${i}`]),
        score: Number(row[`score_${i}`]),
      },
    })),
    counted,
    risks.map((risk, i) => ({
      ...risk,
      segment: { known: Number(riskRow[`known_${i}`]), has: Number(riskRow[`runs_${i}`]) },
    })),
  );
  const top = share(await lane.one(topTenthQuery(customers, inside), options));
  const rest = share(await lane.one(topTenthQuery(customers, outside), options));
  return {
    ...about,
    figures,
    others,
    tooFew: false,
    findings,
    needs: counted.filter((c) => c.section === "needs").flatMap(spreadOf),
    topTenth: top === null || rest === null ? null : { share: top, others: rest },
    tests,
  };
}

/** How many units are in the segment, and how many of the others. */
async function unitsIn(
  lane: Lane,
  { customers }: Base,
  { unit }: SegmentationModel,
  [inside, outside]: readonly [Scalar, Scalar],
  options: QueryOptions,
): Promise<Persona["units"]> {
  if (unit === null) return null;
  const stands = col(firstOfUnitColumn(unit));
  const row = await lane.one(
    select({
      columns: {
        segment: countAll(and(stands, inside)),
        others: countAll(and(stands, outside)),
      },
      from: customers,
    }),
    options,
  );
  return { unit, segment: Number(row["segment"]), others: Number(row["others"]) };
}

function share(row: Row): number | null {
  const all = Number(row["all_spent"]);
  return all > 0 ? Number(row["top_spent"]) / all : null;
}

/** Of attributes that are declared as needs. */
function spreadOf({ id, isBoolean, known, values }: CategoryCounts): readonly NeedsSpread[] {
  const outside = known.all - known.segment;
  if (isBoolean || known.segment === 0 || outside === 0) return [];
  const needs = values
    .map(({ value, all, segment }) => ({
      need: value,
      share: segment / known.segment,
      others: (all - segment) / outside,
    }))
    .toSorted((a, b) => b.share - a.share || (a.need < b.need ? -1 : 1));
  const kinds = (shares: readonly number[]): number => {
    const total = shares.reduce((sum, s) => sum + s, 0);
    return total === 0 ? 0 : total ** 2 / shares.reduce((sum, s) => sum + s * s, 0);
  };
  return [
    {
      value: id,
      needs,
      kinds: kinds(needs.map((n) => n.share)),
      othersKinds: kinds(needs.map((n) => n.others)),
    },
  ];
}
