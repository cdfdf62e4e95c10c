/** What a panel shows of one segmentation of unsaved texts besides its counts: who moves and why, who is in several, scores. */
import {
  and,
  as,
  asc,
  bool,
  coalesce,
  col,
  countAll,
  desc,
  isNotNull,
  not,
  number,
  same,
  select,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { assignments } from "../../domain/assignments.ts";
import { withClusters } from "../../domain/clusters/with-clusters.ts";
import {
  builtinColumn,
  columnOfRef,
  idColumn,
  labelColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import type { Value, ValueOf } from "../../domain/explain/evaluate.ts";
import { isSet, masksOf } from "../../domain/flag-masks.ts";
import { scoreColumns } from "../../domain/segmentation/rfm.ts";
import { tierColumns } from "../../domain/segmentation/tiers.ts";
import { valueName } from "../../domain/values.ts";
import type { Move } from "../../host/answers/counts.ts";
import type { Flip, MoveExample, Overlap, ScoreCell, WhatIf } from "../../host/answers/what-if.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Model, RfmModel, SegmentationModel } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { plain, sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { flippedClause } from "./flipped-clause.ts";
import { costNeeds, moveCosts } from "./move-costs.ts";
import { previous } from "./moves.ts";
import { previewFits } from "./preview-fits.ts";
import { featuresFor, type PreviewInput } from "./preview-features.ts";

const spent = col(builtinColumn("monetary", null));

export type WhatIfRequest = {
  readonly segmentation: string;
  readonly moves: readonly Pick<Move, "from" | "to" | "customers">[];
  /** Customers who want no contact. */
  readonly refused?: readonly string[];
};

/** @returns nothing but the name where the texts have no such segmentation */
export async function whatIf(
  lane: Lane,
  input: PreviewInput,
  request: WhatIfRequest,
  options: QueryOptions = {},
): Promise<Result<WhatIf, Problem>> {
  const { model, base } = input;
  const compared = input.against ?? base;
  const none: WhatIf = {
    segmentation: request.segmentation,
    examples: [],
    overlap: null,
    scores: null,
  };
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const costly =
    request.moves.length === 0 ? new Set<string>() : costNeeds(model, request.segmentation);
  const looked = model.segmentations.map((s) => s.name).filter((name) => costly.has(name));
  const only = input.only === undefined ? {} : { only: [...input.only, ...looked] };
  const fits = await previewFits(lane, { ...input, ...only }, features.value, options);
  if (!fits.ok) return fits;
  const { relation, besideBase, asOf, columns, held } = features.value;
  const { fitted } = fits.value;
  const now = withClusters(model, fitted).segmentations.find(
    (s) => s.name === request.segmentation,
  );
  if (now === undefined) return ok(none);
  const names = new Set([now.name, ...costly]);
  const assignedTo = (rows: Relation): Query =>
    assignments(rows, model, asOf, names, columns, held, fitted);
  const assigned = assignedTo(relation);
  const old = compared?.model.segmentations.find((s) => s.name === now.name);
  const examples: MoveExample[] = [];
  if (compared !== null && old?.assign === now.assign) {
    const costs = await moveCosts(
      lane,
      {
        segmentation: now.name,
        moves: request.moves.map((move) => makes(now, move)),
        now: { model, asOf, customers: assigned },
        before: {
          model: compared.model,
          asOf: compared.manifest.asOf,
          customers: compared.customers,
        },
        both:
          besideBase === null ? null : { rows: assignedTo(besideBase), columns: compared.columns },
        refused: request.refused ?? [],
      },
      options,
    );
    for (const [i, move] of request.moves.entries()) {
      const row = await mover(lane, assigned, now, move, options);
      if (row === undefined) continue;
      const flip = flipOf({ now: model, before: compared.model, asOf, old }, now, move, row);
      examples.push({
        from: move.from,
        to: move.to,
        customer: sureText(row[idColumn]),
        label: textOf(row[labelColumn]),
        revenue: Number(row[builtinColumn("monetary", null)] ?? 0),
        flip,
        service: costs?.[i] ?? null,
      });
    }
  }
  return ok({
    ...none,
    examples,
    overlap: now.assign === "all" ? await overlapOf(lane, assigned, now, options) : null,
    scores: now.kind === "rfm" ? await scoresOf(lane, assigned, now, model, options) : null,
  });
}

/** Whether a customer makes a move; never NULL. */
function makes(
  { name, assign }: SegmentationModel,
  { from, to }: Pick<Move, "from" | "to">,
): Scalar {
  const is = (column: string, id: string | null): Scalar =>
    id === null
      ? same(col(column), { kind: "null", type: "varchar" })
      : same(col(column), text(id));
  const flag = (column: string): Scalar => coalesce(col(column), bool(false));
  const column = segmentationColumn(name);
  const own = segmentColumn(name, to ?? from ?? "");
  if (assign === "first") return and(is(column, to), is(previous(column), from));
  return to === null
    ? and(flag(previous(own)), not(flag(own)))
    : and(flag(own), not(flag(previous(own))));
}

/** The one of a move who spent most. */
async function mover(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  move: Pick<Move, "from" | "to">,
  options: QueryOptions,
): Promise<Row | undefined> {
  const where = makes(segmentation, move);
  const orderBy = [desc(coalesce(spent, number("0"))), asc(col(idColumn))];
  const [row] = await lane.rows(select({ from: assigned, where, orderBy, limit: 1 }), options);
  return row;
}

type Times = {
  readonly now: Model;
  readonly before: Model;
  readonly asOf: string;
  readonly old: SegmentationModel;
};

function flipOf(
  { now: model, before, asOf, old }: Times,
  now: SegmentationModel,
  { from, to }: Pick<Move, "from" | "to">,
  row: Row,
): Flip | null {
  if (now.unit !== null) return null; // values of a unit are not its member's
  const valueIn =
    (columnOf: (column: string) => string): ValueOf =>
    (ref) => {
      const column = columnOfRef(ref);
      return column === undefined ? asOf : plain(row[columnOf(column)]);
    };
  if (now.kind === "rules" && old.kind === "rules")
    return flippedClause(
      { model: now, valueOf: valueIn((c) => c), nameOf: (ref) => valueName(ref, model) },
      {
        model: old,
        valueOf: valueIn((c) => (previous(c) in row ? previous(c) : c)),
        nameOf: (ref) => valueName(ref, before),
      },
      now.assign === "all" ? [to ?? from ?? ""] : null,
    );
  const keys = nodeKeys(model);
  const segment = to ?? from ?? "";
  if (now.kind === "tiers") {
    const value = plain(row[tierColumns(now, keys).value]);
    const { by } = now;
    const metric = by.kind === "name" ? (valueName(by.ref, model) ?? null) : null;
    return { clause: metric ?? now.name, before: null, segment, holds: to !== null, metric, value };
  }
  if (now.kind === "rfm") {
    const { r, f } = scoreColumns(now, keys);
    const [recency, frequency] = [plain(row[r]), plain(row[f])];
    if (recency === null || frequency === null) return null;
    const clause = `R ${String(recency)} · F ${String(frequency)}`;
    return { clause, before: null, segment, holds: to !== null, metric: null, value: null };
  }
  return null;
}

async function overlapOf(
  lane: Lane,
  assigned: Query,
  { name, segments }: SegmentationModel,
  options: QueryOptions,
): Promise<Overlap> {
  const masks = masksOf(segments.map((s) => coalesce(col(segmentColumn(name, s.id)), bool(false))));
  const named = masks.map((value, i) => ({ column: `mask_${i}`, value }));
  const rows = await lane.rows(
    select({
      columns: [...named.map(({ column }) => as(column, col(column))), as("n", countAll())],
      from: select({
        columns: named.map(({ column, value }) => as(column, value)),
        from: assigned,
      }),
      groupBy: named.map(({ column }) => col(column)),
    }),
    options,
  );
  const customers = segments.map(() => segments.map(() => 0));
  for (const row of rows) {
    const bits = masks.map((_, i) => Number(row[`mask_${i}`]));
    const inside = segments.flatMap((_, i) => (isSet(bits, i) ? [i] : []));
    for (const i of inside)
      for (const j of inside) {
        const line = customers[i];
        if (line !== undefined) line[j] = (line[j] ?? 0) + Number(row["n"]);
      }
  }
  return { segments: segments.map(({ id, title }) => ({ id, title })), customers };
}

async function scoresOf(
  lane: Lane,
  assigned: Query,
  segmentation: RfmModel,
  model: Model,
  options: QueryOptions,
): Promise<readonly ScoreCell[]> {
  const columns = scoreColumns(segmentation, nodeKeys(model));
  const looked = segmentation.segments.some((s) => s.cells.some((c) => c.monetary !== null));
  const sides = looked ? (["r", "f", "m"] as const) : (["r", "f"] as const);
  const rows = await lane.rows(
    select({
      columns: [
        ...sides.map((side) => as(side, col(side))),
        as("n", countAll()),
        as("spent", sum(col("spent"))),
      ],
      from: select({
        columns: [...sides.map((side) => as(side, col(columns[side]))), as("spent", spent)],
        from: assigned,
        where: isNotNull(col(columns.r)),
      }),
      groupBy: sides.map((side) => col(side)),
      orderBy: sides.map((side) => asc(col(side))),
    }),
    options,
  );
  const figure = (value: Value | undefined): number => Number(value ?? 0);
  return rows.map((row) => ({
    recency: Number(row["r"]),
    frequency: Number(row["f"]),
    ...(looked ? { monetary: Number(row["m"]) } : {}),
    customers: Number(row["n"]),
    revenue: figure(plain(row["spent"])),
  }));
}
