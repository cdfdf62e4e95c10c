/** Why a customer is where they are: the clauses that put them there. */
import {
  columnOfRef,
  heldSinceColumn,
  idColumn,
  ofUnit,
  rawTierColumn,
  segmentationColumn,
} from "../../domain/columns.ts";
import type { Clause } from "../../domain/explain/clause.ts";
import { clausesOf } from "../../domain/explain/clauses.ts";
import { scoreClauses } from "../../domain/explain/score-clauses.ts";
import { matrixClauses } from "../../domain/explain/band-clauses.ts";
import { clusterReason } from "../../domain/explain/cluster-clauses.ts";
import { lifecycleClauses } from "../../domain/explain/lifecycle-clauses.ts";
import type { Value, ValueOf } from "../../domain/explain/evaluate.ts";
import { groupColumn, participationColumn } from "../../domain/segmentation/participation.ts";
import { clustersOf } from "../../domain/segmentation/kmeans.ts";
import { scoreColumns } from "../../domain/segmentation/rfm.ts";
import { tierColumns } from "../../domain/segmentation/tiers.ts";
import { valueName, valuesOf } from "../../domain/values.ts";
import type { CustomerRow, Reason } from "../../host/protocol.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type {
  Model,
  RfmModel,
  RulesModel,
  SegmentationModel,
  TiersModel,
} from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import { col, eq, same, select, subquery, text as literal } from "../../query/index.ts";
import { plain, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { tierCuts, type Peers } from "./look-up.ts";
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
  const valueIn =
    (own: Row): ValueOf =>
    (ref) => {
      const column = columnOfRef(ref);
      return column === undefined ? manifest.asOf : plain(own[column]);
    };
  const keys = nodeKeys(model);
  const reasons: Reason[] = [];
  for (const segmentation of model.segmentations) {
    const segments = customer.segments[segmentation.name] ?? [];
    const { name, unit } = segmentation;
    const own = unit === null ? row : rowOfUnit(row, unit);
    const valueOf = valueIn(own);
    const inUnit = unit === null ? undefined : customer.units?.[unit];
    const of = unit === null || inUnit === undefined ? {} : { unit: { name: unit, ...inUnit } };
    const outside = outsideReason(segmentation, own, keys, (rule, text) =>
      clausesOf(rule, text, valueOf, (ref) => valueName(ref, model)),
    );
    if (outside !== undefined) {
      reasons.push({ ...outside, ...of });
      continue;
    }
    const within = withinOf(segmentation, model, own);
    const ids = segments.length === 0 && segmentation.assign === "first" ? [null] : segments;
    for (const segment of ids) {
      const ranked = within === undefined ? {} : { within };
      const reason = { segmentation: name, segment, ...of, ...ranked };
      switch (segmentation.kind) {
        case "rules":
          reasons.push({
            ...reason,
            clauses: rulesClauses(model, segmentation, segment, valueOf),
          });
          break;
        case "tiers": {
          const column = tierColumns(segmentation, keys).value;
          const group = groupColumn(segmentation);
          const peers =
            group === undefined ? null : samePeers(base, ofUnit(unit, group), customer.id, row);
          const cuts = await tierCuts(
            lane,
            base,
            segmentation.hold === null ? segmentationColumn(name) : rawTierColumn(name),
            ofUnit(unit, column),
            peers,
            options,
          );
          const value = plain(own[column]);
          const held = heldOf(segmentation, own);
          reasons.push({
            ...reason,
            ...(held === undefined ? {} : { held }),
            clauses: tierClauses(model, segmentation, segment, value, cuts, held !== undefined),
          });
          break;
        }
        case "score":
          reasons.push({
            ...reason,
            clauses: scoreClauses(
              segmentation,
              segment,
              keys,
              (column) => plain(own[column] ?? null),
              ({ by }) => (by.kind === "name" ? (valueName(by.ref, model) ?? null) : null),
            ),
          });
          break;
        case "matrix":
          reasons.push({
            ...reason,
            clauses: matrixClauses(
              segmentation,
              keys,
              (column) => plain(own[column]),
              ({ by }) => (by.kind === "name" ? (valueName(by.ref, model) ?? null) : null),
            ),
          });
          break;
        case "kmeans": {
          const found = clustersOf(manifest.cards[name]?.parameters);
          const why = clusterReason(segmentation, found, valueOf, (ref) => valueName(ref, model));
          reasons.push({ ...reason, ...why });
          break;
        }
        case "lifecycle":
          reasons.push({
            ...reason,
            clauses: lifecycleClauses(segmentation, keys, (column) => plain(own[column])),
          });
          break;
        case "rfm":
          reasons.push({ ...reason, clauses: rfmClauses(segmentation, segment, own, keys) });
          break;
      }
    }
  }
  return reasons;
}

/** What the row says of the unit, under the names that a customer's columns have, and where its members are. */
function rowOfUnit(row: Row, unit: string): Row {
  const prefix = ofUnit(unit, "");
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (column.startsWith(prefix)) return [[column.slice(prefix.length), value] as const];
      return /^[sh]_/.test(column) ? [[column, value] as const] : [];
    }),
  );
}

/** Why a customer does not take part; `undefined` where they do. */
function outsideReason(
  segmentation: SegmentationModel,
  row: Row,
  keys: ReadonlyMap<string, string>,
  clauses: (rule: Typed, text: string) => readonly Clause[],
): Reason | undefined {
  const column = participationColumn(segmentation, keys);
  const { name, among } = segmentation;
  if (column === undefined || among === null || row[column] === true) return undefined;
  const { rule, text } = among;
  const notAmong = text.replaceAll(/\s+/g, " ").trim();
  return { segmentation: name, segment: null, notAmong, clauses: clauses(rule, text) };
}

/** With whom a customer is ranked. */
function withinOf(segmentation: SegmentationModel, model: Model, row: Row): Reason["within"] {
  const column = groupColumn(segmentation);
  const metric = valuesOf(model).find((v) => v.column === column)?.id;
  if (column === undefined || metric === undefined) return undefined;
  return { metric, value: plain(row[column]) };
}

/** Why a customer has not gone down yet; `undefined` where nothing is held. */
function heldOf({ name, hold }: TiersModel, row: Row): Reason["held"] {
  const since = textOf(row[heldSinceColumn(name)])?.slice(0, 10);
  const segment = textOf(row[rawTierColumn(name)]);
  if (hold === null || since === undefined || segment === null) return undefined;
  const until = new Date(Date.parse(`${since}T00:00:00Z`) + hold * dayMilliseconds);
  return { segment, since, until: until.toISOString().slice(0, 10) };
}

const dayMilliseconds = 86_400_000;

/** Who is ranked with this customer. */
function samePeers(base: Base, group: string, id: string, row: Row): Peers {
  const own = select({
    columns: { own: col(group) },
    from: base.customers,
    where: eq(col(idColumn), literal(id)),
    limit: 1,
  });
  const key = JSON.stringify([group, plain(row[group])]);
  return { key, where: same(col(group), subquery(own)) };
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
  held: boolean,
): readonly Clause[] {
  const subject = [...walkTyped(segmentation.by)].find((n) => n.kind === "name");
  const metric = subject?.kind === "name" ? (valueName(subject.ref, model) ?? null) : null;
  const isRest = segmentation.segments.find((s) => s.id === segment)?.cut.kind === "rest";
  const cut = segment === null || isRest ? null : (cuts.get(segment) ?? null);
  return [
    {
      text: metric ?? segmentation.name,
      verdict: value === null ? "unknown" : held ? "not-met" : "met",
      metric,
      value,
      cut,
      ...leaf,
    },
  ];
}

function rfmClauses(
  segmentation: RfmModel,
  segment: string | null,
  row: Row,
  keys: ReadonlyMap<string, string>,
): readonly Clause[] {
  const columns = scoreColumns(segmentation, keys);
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
