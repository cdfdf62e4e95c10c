/** The backlog of a snapshot: needs of its segments, with how many customers have them and what those are worth. */
import { builtinColumn, metricColumn } from "../../domain/columns.ts";
import { riskRules } from "../../domain/personas/persona-queries.ts";
import {
  backlogSegmentations,
  needsOf,
  type Backlog,
  type BacklogEntry,
  type Need,
} from "../../domain/strategy/backlog.ts";
import { inSegment } from "../../domain/strategy/serving-query.ts";
import { valuesOf } from "../../domain/values.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import {
  and,
  bool,
  cast,
  coalesce,
  col,
  double,
  eq,
  gt,
  text,
  type Scalar,
} from "../../query/index.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { personaOf } from "../personas/persona.ts";
import { shownSegmentations } from "../snapshot/sight.ts";
import type { Base } from "../snapshot/open-base.ts";
import { factsOf, ofBase } from "./population.ts";

/** @param only of this segmentation; without it of those that strategies are for */
export async function backlogOf(
  lane: Lane,
  base: Base,
  only: SegmentationModel | undefined,
  options: QueryOptions = {},
): Promise<Backlog> {
  const { model } = base;
  const shown = shownSegmentations(base);
  const asked =
    only === undefined ? backlogSegmentations({ ...model, segmentations: shown }) : [only];
  const personas = [];
  for (const segmentation of asked)
    for (const { id } of segmentation.segments)
      personas.push(
        await personaOf(lane, base, { segmentation, segment: id, sensitive: false }, options),
      );
  const needs = needsOf(model, personas);
  const value = model.service?.worth ?? "monetary";
  const worth =
    model.service?.worth === undefined || model.service.worth === null
      ? builtinColumn("monetary", null)
      : metricColumn(model.service.worth);
  const facts = await factsOf(
    lane,
    ofBase(base),
    needs.map((need) => hasNeed(base, need)),
    [col(worth)],
    options,
  );
  const counts = needs.map(() => ({ customers: 0, worth: 0 }));
  const [values = new Float64Array()] = facts.values;
  for (let i = 0; i < values.length; i += 1)
    for (const at of facts.sets.sets[facts.sets.of[i] ?? 0] ?? []) {
      const count = counts[at];
      if (count === undefined) continue;
      count.customers += 1;
      const own = values[i] ?? Number.NaN;
      count.worth += Number.isNaN(own) ? 0 : own;
    }
  return {
    value,
    segments: personas.length,
    tooFew: personas.filter((p) => p.tooFew).length,
    tests: personas.reduce((sum, p) => sum + p.tests, 0),
    needs: needs
      .map((need, i): BacklogEntry => ({ ...need, ...(counts[i] ?? { customers: 0, worth: 0 }) }))
      .toSorted(
        (a, b) =>
          Number(a.addressed !== null) - Number(b.addressed !== null) ||
          b.worth - a.worth ||
          b.customers - a.customers ||
          (nameOf(a) < nameOf(b) ? -1 : 1),
      ),
  };
}

const nameOf = ({ segmentation, segment, finding }: Need): string =>
  `${segmentation}.${segment}.${finding.value ?? ""}`;

/** Whether a customer of the segment has the need; never NULL. */
function hasNeed({ model }: Base, { segmentation, segment, finding }: Need): Scalar {
  const member = inSegment(model, { segmentation, segment });
  if (finding.kind === "risk") {
    const rule = riskRules(model).find((r) => r.risk === finding.risk && r.value === finding.value);
    return rule === undefined ? bool(false) : and(member, coalesce(rule.runs, bool(false)));
  }
  const column = valuesOf(model).find((v) => v.id === finding.value)?.column;
  if (column === undefined) return bool(false);
  const own =
    finding.kind === "mean"
      ? gt(cast(col(column), "double"), double(finding.others))
      : eq(cast(col(column), "varchar"), text(String(finding.category)));
  return and(member, coalesce(own, bool(false)));
}
