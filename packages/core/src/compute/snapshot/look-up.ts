/** Answers from a snapshot: one customer, or those that fit. */
import {
  and,
  as,
  asc,
  bool,
  call,
  cases,
  col,
  countAll,
  desc,
  eq,
  inList,
  int,
  min,
  ne,
  or,
  select,
  text,
  type Order,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import {
  attributeColumn,
  consentColumn,
  idColumn,
  labelColumn,
  ownerColumn,
  segmentationColumn,
  segmentColumn,
  unitColumn,
  unitSizeColumn,
} from "../../domain/columns.ts";
import { unitId } from "../../domain/units/group-key.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import type { CustomerRow, MembersQuery } from "../../host/protocol.ts";
import { consentsOf, type SegmentationModel } from "../../language/model/model.ts";
import { nearest } from "../../language/config/nearest.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { plain, sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { compileRule, questionFile } from "./compile-rule.ts";
import type { Base } from "./open-base.ts";
import { namedValues, questionScope, shownSegmentations, shownValues } from "./sight.ts";

const atQuestion = { file: questionFile, range: fileStart };
const defaultLimit = 20;
const maximumLimit = 10_000;

/** The columns that make a `CustomerRow`. */
function rowColumns(base: Base): readonly SelectColumn[] {
  const { model } = base;
  return [
    as(idColumn, col(idColumn)),
    as(labelColumn, col(labelColumn)),
    as(ownerColumn, col(ownerColumn)),
    ...shownValues(base).map((v) => as(v.column, col(v.column))),
    ...consentsOf(model).map((name) => as(consentColumn(name), col(consentColumn(name)))),
    ...unitsOf(model).flatMap((unit) =>
      [unitColumn(unit), unitSizeColumn(unit)].map((column) => as(column, col(column))),
    ),
    ...shownSegmentations(base).flatMap((s) =>
      s.assign === "first"
        ? [as(segmentationColumn(s.name), col(segmentationColumn(s.name)))]
        : s.segments.map((x) => as(segmentColumn(s.name, x.id), col(segmentColumn(s.name, x.id)))),
    ),
  ];
}

/** A customer as whoever sees this snapshot may see it. */
export function toCustomer(row: Row, base: Base): CustomerRow {
  const { model, sight } = base;
  const values = shownValues(base).map(
    (v) =>
      [
        v.id,
        v.type === "date" ? (textOf(row[v.column])?.slice(0, 10) ?? null) : plain(row[v.column]),
      ] as const,
  );
  const segments = shownSegmentations(base).map((s) => {
    if (s.assign === "all")
      return [
        s.name,
        s.segments.filter((x) => row[segmentColumn(s.name, x.id)] === true).map((x) => x.id),
      ] as const;
    const segment = row[segmentationColumn(s.name)];
    return [s.name, typeof segment === "string" ? [segment] : []] as const;
  });
  const consent = consentsOf(model).map(
    (name) => [name, row[consentColumn(name)] === true] as const,
  );
  const units = unitsOf(model).map((unit) => {
    const id = unitId(unit, sureText(row[unitColumn(unit)]));
    return [unit, { id, customers: Number(row[unitSizeColumn(unit)]) }] as const;
  });
  return {
    id: sureText(row[idColumn]),
    label: sight?.byName === false ? null : textOf(row[labelColumn]),
    owner: textOf(row[ownerColumn]),
    values: Object.fromEntries(values),
    segments: Object.fromEntries(segments),
    ...(consent.length === 0 ? {} : { consent: Object.fromEntries(consent) }),
    // How many there are besides would count customers who are not seen.
    ...(units.length === 0 || sight?.partial === true ? {} : { units: Object.fromEntries(units) }),
  };
}

export type FoundCustomer = {
  readonly customer: CustomerRow;
  readonly row: Row;
  /** The old id that was asked for, where it was merged into this customer. */
  readonly mergedFrom?: string;
};

/** The customer of exactly this id, or of whom it is an old id, with the row as the engine gave it. */
export async function findCustomer(
  lane: Lane,
  base: Base,
  id: string,
  options: QueryOptions = {},
): Promise<Result<FoundCustomer, Problem>> {
  const exact = await rowOf(lane, base, id, options);
  if (exact !== undefined) return ok({ customer: toCustomer(exact, base), row: exact });
  const main = await mainOf(lane, base, id, options);
  const row = main === undefined ? undefined : await rowOf(lane, base, main, options);
  if (row === undefined) return err(problem("unknown-customer", { customer: id }, atQuestion));
  return ok({ customer: toCustomer(row, base), row, mergedFrom: id });
}

async function rowOf(
  lane: Lane,
  { customers }: Base,
  id: string,
  options: QueryOptions,
): Promise<Row | undefined> {
  const where = eq(col(idColumn), text(id));
  return (await lane.rows(select({ from: customers, where, limit: 1 }), options))[0];
}

/** The customer into whom an old id was merged. */
async function mainOf(
  lane: Lane,
  { identities }: Base,
  alias: string,
  options: QueryOptions,
): Promise<string | undefined> {
  if (identities === null) return undefined;
  const where = eq(col("alias"), text(alias));
  const [row] = await lane.rows(select({ from: identities, where, limit: 1 }), options);
  return textOf(row?.["customer"] ?? null) ?? undefined;
}

export type FoundMembers = {
  readonly total: number;
  readonly more?: boolean;
  readonly rows: readonly CustomerRow[];
};

/** Whom a name means, best first, where an index of names was asked. */
export type Named = { readonly ids: readonly string[]; readonly more: boolean };

/**
 * The customers that fit a question, a page of them.
 *
 * @param named whom `match` means; without it the engine compares names itself
 */
export async function findMembers(
  lane: Lane,
  base: Base,
  query: MembersQuery,
  named: Named | null = null,
  options: QueryOptions = {},
): Promise<Result<FoundMembers, Problem>> {
  const condition = whereOf(base, query, named);
  if (!condition.ok) return condition;
  if (named !== null && query.sort === undefined)
    return ok(await inTheirOrder(lane, base, query, named, condition.value.where, options));
  const order = orderOf(base, query);
  if (!order.ok) return order;
  const { where, rank } = condition.value;
  const count = await lane.one(
    select({ columns: { n: countAll() }, from: base.customers, where }),
    options,
  );
  const rows = await lane.rows(
    select({
      columns: rowColumns(base),
      from: base.customers,
      where,
      orderBy: [...(rank === null ? [] : [asc(rank)]), ...order.value, asc(col(idColumn))],
      limit: Math.min(Math.max(0, query.limit ?? defaultLimit), maximumLimit),
      offset: Math.max(0, query.offset ?? 0),
    }),
    options,
  );
  return ok({ total: Number(count["n"]), rows: rows.map((row) => toCustomer(row, base)) });
}

/** A page of whom a name means, the best first. */
async function inTheirOrder(
  lane: Lane,
  base: Base,
  query: MembersQuery,
  { ids, more }: Named,
  where: Scalar,
  options: QueryOptions,
): Promise<FoundMembers> {
  const { limit = defaultLimit, offset = 0 } = query;
  const columns = { id: col(idColumn) };
  // Names are those of this snapshot: where nothing else is asked, all of them are there.
  const fitting =
    query.where === undefined && query.segment === undefined
      ? null
      : await lane.rows(select({ columns, from: base.customers, where }), options);
  const known = fitting === null ? null : new Set(fitting.map((row) => sureText(row["id"])));
  const ordered = known === null ? ids : ids.filter((id) => known.has(id));
  const from = Math.max(0, offset);
  const page = ordered.slice(from, from + Math.min(Math.max(0, limit), maximumLimit));
  if (page.length === 0) return { total: ordered.length, ...(more ? { more } : {}), rows: [] };
  const rows = await lane.rows(
    select({
      columns: rowColumns(base),
      from: base.customers,
      where: inList(
        col(idColumn),
        page.map((id) => text(id)),
      ),
    }),
    options,
  );
  const customers = new Map(
    rows.map((row) => toCustomer(row, base)).map((customer) => [customer.id, customer]),
  );
  return {
    total: ordered.length,
    ...(more ? { more } : {}),
    rows: page.flatMap((id) => customers.get(id) ?? []),
  };
}

type Condition = { readonly where: Scalar; readonly rank: Scalar | null };

function whereOf(base: Base, query: MembersQuery, named: Named | null): Result<Condition, Problem> {
  const parts: Scalar[] = [];
  if (query.where !== undefined) {
    const compiled = compileRule(base, query.where, questionScope(base));
    if (!compiled.ok) return compiled;
    parts.push(compiled.value);
  }
  if (query.segment !== undefined) {
    const inSegment = segmentCondition(base, query.segment);
    if (!inSegment.ok) return inSegment;
    parts.push(inSegment.value);
  }
  const match = query.match?.trim() ?? "";
  if (named !== null)
    parts.push(
      inList(
        col(idColumn),
        named.ids.map((id) => text(id)),
      ),
    );
  const rank = match === "" || named !== null ? null : matchRank(base, match);
  if (rank !== null) parts.push(ne(rank, int(noMatch)));
  return ok({ where: parts.length === 0 ? bool(true) : and(...parts), rank });
}

/** Whether a customer of the run is in a segment. */
export function segmentCondition(
  base: Base,
  asked: NonNullable<MembersQuery["segment"]>,
): Result<Scalar, Problem> {
  const { segmentation: name, segment } = asked;
  const segmentation = findSegmentation(base, asked);
  if (!segmentation.ok) return segmentation;
  return ok(
    segmentation.value.assign === "all"
      ? col(segmentColumn(name, segment))
      : eq(col(segmentationColumn(name)), text(segment)),
  );
}

/** The segmentation that has a segment; `unknown-segment` where there is none. */
export function findSegmentation(
  base: Base,
  { segmentation: name, segment }: { readonly segmentation: string; readonly segment: string },
): Result<SegmentationModel, Problem> {
  const segmentation = shownSegmentations(base).find((s) => s.name === name);
  const known = segmentation?.segments.map((s) => s.id) ?? [];
  const others = segmentation?.kind === "rfm" ? segmentation.others?.id : undefined;
  if (segmentation !== undefined && (known.includes(segment) || segment === others))
    return ok(segmentation);
  const near = nearest(segment, known);
  return err(
    problem("unknown-segment", { segment, segmentation: name, nearest: near }, atQuestion),
  );
}

const noMatch = 9;

/** 0 exact id, 1 exact name, 2 start of a name or id, 3 part of a name. Case does not matter. */
function matchRank({ model, sight }: Base, match: string): Scalar {
  const wanted = text(match.normalize("NFC").toLowerCase());
  const lower = (column: string): Scalar => call("lower", call("nfc", col(column)));
  const called = [labelColumn, ...(model.customers?.aliases ?? []).map(attributeColumn)];
  const names = sight?.byName === false ? [] : called.map(lower);
  const id = call("lower", col(idColumn));
  const any = (test: (name: Scalar) => Scalar): Scalar =>
    names.length === 0 ? bool(false) : or(...names.map(test));
  const yes = (test: Scalar): Scalar => call("coalesce", test, bool(false));
  return cases(
    [
      [eq(id, wanted), int(0)],
      [yes(any((name) => eq(name, wanted))), int(1)],
      [
        yes(
          or(
            call("starts_with", id, wanted),
            any((name) => call("starts_with", name, wanted)),
          ),
        ),
        int(2),
      ],
      [yes(any((name) => call("contains", name, wanted))), int(3)],
    ],
    int(noMatch),
  );
}

function orderOf(base: Base, query: MembersQuery): Result<readonly Order[], Problem> {
  if (query.sort === undefined) return ok([]);
  const wanted = query.sort;
  const values = namedValues(base);
  const value = values.find((v) => v.id.toLowerCase() === wanted.toLowerCase());
  const column = value?.column ?? (wanted === idColumn || wanted === "label" ? wanted : undefined);
  if (column === undefined) {
    const near = nearest(
      wanted,
      values.map((v) => v.id),
    );
    return err(problem("unknown-name", { name: wanted, nearest: near }, atQuestion));
  }
  return ok([query.descending === true ? desc(col(column)) : asc(col(column))]);
}

/** Those who are ranked with each other: which they are, and a name for them. */
export type Peers = { readonly key: string; readonly where: Scalar };

/**
 * The smallest value in each tier: the cut that a customer of it has passed.
 *
 * @param tierColumn the tier by the cuts alone
 * @param peers which customers count: those who are ranked with the one who asks
 */
export async function tierCuts(
  lane: Lane,
  base: Base,
  tierColumn: string,
  valueColumn: string,
  peers: Peers | null,
  options: QueryOptions = {},
): Promise<ReadonlyMap<string, number>> {
  const key = `${tierColumn} ${peers?.key ?? ""}`;
  const known = base.cuts.get(key);
  if (known !== undefined) return known;
  const segment = col(tierColumn);
  const rows = await lane.rows(
    select({
      columns: { segment, cut: min(col(valueColumn)) },
      from: base.customers,
      where: peers?.where ?? null,
      groupBy: [segment],
    }),
    options,
  );
  const cuts = new Map(
    rows.flatMap((row) =>
      typeof row["segment"] === "string" ? [[row["segment"], Number(row["cut"])] as const] : [],
    ),
  );
  base.cuts.set(key, cuts);
  return cuts;
}
