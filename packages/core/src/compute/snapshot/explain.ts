/** Why a customer is where they are: the clauses that put them there. */
import { columnOfRef } from "../../domain/columns.ts";
import type { Clause } from "../../domain/explain/clause.ts";
import { clausesOf } from "../../domain/explain/clauses.ts";
import type { Value, ValueOf } from "../../domain/explain/evaluate.ts";
import { scoreColumns } from "../../domain/segmentation/rfm.ts";
import { tierColumns } from "../../domain/segmentation/tiers.ts";
import { valueName } from "../../domain/values.ts";
import type { CustomerRow, Reason } from "../../host/protocol.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, RfmModel, RulesModel, TiersModel } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { plain } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { tierCuts } from "./look-up.ts";
import type { Base } from "./open-base.ts";

/** The reasons of every segment that a customer is in, in the order of the project. */
export async function reasonsOf(
  lane: Lane,
  base: Base,
  customer: CustomerRow,
  row: Row,
  options: QueryOptions = {},
): Promise<readonly Reason[]> {
  const { model, manifest } = base;
  const valueOf: ValueOf = (ref) => {
    const column = columnOfRef(ref);
    return column === undefined ? manifest.asOf : plain(row[column]);
  };
  const reasons: Reason[] = [];
  for (const segmentation of model.segmentations) {
    const segments = customer.segments[segmentation.name] ?? [];
    const name = segmentation.name;
    const ids = segments.length === 0 && segmentation.assign === "first" ? [null] : segments;
    for (const segment of ids) {
      switch (segmentation.kind) {
        case "rules":
          reasons.push({
            segmentation: name,
            segment,
            clauses: rulesClauses(model, segmentation, segment, valueOf),
          });
          break;
        case "tiers": {
          const column = tierColumns(segmentation, nodeKeys(model)).value;
          const cuts = await tierCuts(lane, base, name, column, options);
          const value = plain(row[column]);
          reasons.push({
            segmentation: name,
            segment,
            clauses: tierClauses(model, segmentation, segment, value, cuts),
          });
          break;
        }
        case "rfm":
          reasons.push({
            segmentation: name,
            segment,
            clauses: rfmClauses(segmentation, segment, row),
          });
          break;
      }
    }
  }
  return reasons;
}

function rulesClauses(
  model: Model,
  segmentation: RulesModel,
  segment: string | null,
  valueOf: ValueOf,
): readonly Clause[] {
  const rule = segmentation.segments.find((s) => s.id === segment);
  if (rule?.when === undefined || rule.when === null) return [];
  return clausesOf(rule.when, rule.text, valueOf, (ref) => valueName(ref, model));
}

const leaf = { depth: 0, joined: null } as const;

function tierClauses(
  model: Model,
  segmentation: TiersModel,
  segment: string | null,
  value: Value,
  cuts: ReadonlyMap<string, number>,
): readonly Clause[] {
  const subject = [...walkTyped(segmentation.by)].find((n) => n.kind === "name");
  const metric = subject?.kind === "name" ? (valueName(subject.ref, model) ?? null) : null;
  const isRest = segmentation.segments.find((s) => s.id === segment)?.cut.kind === "rest";
  const cut = segment === null || isRest ? null : (cuts.get(segment) ?? null);
  return [
    {
      text: metric ?? segmentation.name,
      verdict: value === null ? "unknown" : "met",
      metric,
      value,
      cut,
      ...leaf,
    },
  ];
}

function rfmClauses(segmentation: RfmModel, segment: string | null, row: Row): readonly Clause[] {
  const columns = scoreColumns(segmentation);
  const usesMonetary = segmentation.segments.some((s) => s.cells.some((c) => c.monetary !== null));
  const suffix = segmentation.within === null ? "" : `_${segmentation.within}`;
  const parts = [
    ["R", columns.r, "recency", "recency"],
    ["F", columns.f, `frequency${suffix}`, "frequency"],
    ...(usesMonetary ? [["M", columns.m, `monetary${suffix}`, "monetary"] as const] : []),
  ] as const;
  return parts.map(([letter, score, metric]) => {
    const value = plain(row[`b_${metric}`]);
    const points = plain(row[score]);
    const text = points === null ? letter : `${letter} ${String(points)}/${segmentation.scale}`;
    return {
      text,
      verdict: segment === null ? "unknown" : "met",
      metric,
      value,
      cut: null,
      ...leaf,
    };
  });
}
