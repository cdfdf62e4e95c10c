/** Writes the customers of a run with their metrics and segments to a file. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  as,
  asc,
  call,
  cases,
  cast,
  coalesce,
  col,
  concat,
  copy,
  select,
  text,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import {
  attributeColumn,
  consentColumn,
  idColumn,
  labelColumn,
  ownerColumn,
  segmentationColumn,
  segmentColumn,
} from "../../domain/columns.ts";
import { unitIdOf } from "../../domain/units/group-key.ts";
import { unitsOf } from "../../domain/units/unit-requests.ts";
import { consentsOf, type SegmentationModel } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { allowedRows, exportedValues, type Purpose } from "./export-filter.ts";
import { removeLeft } from "../project/remove-left.ts";
import type { Base } from "./open-base.ts";
import { shownSegmentations } from "./sight.ts";

export type ExportOptions = QueryOptions & {
  /** Absolute; ends in `.csv` or `.parquet`. */
  readonly to: string;
  /** Whether columns of personal data are written. */
  readonly personal: boolean;
  /** Only customers who agreed to this, of the model's consents. */
  readonly consent?: string;
  /** Only customers who may be contacted so. */
  readonly purpose?: Purpose;
  /** Pseudonyms in place of ids: of customers, and of the units that they are in. */
  readonly pseudonyms?: (id: Scalar) => Scalar;
};

/**
 * Exports the run that answers, one row a customer, sorted by id. The file appears whole or not at all.
 *
 * @returns how many rows were written; segments of a segmentation that assigns all are joined by `;`
 */
export async function exportRun(lane: Lane, base: Base, options: ExportOptions): Promise<number> {
  const { model, sight } = base;
  const named =
    sight === null ||
    (sight.byName && !sight.unnamed.has(attributeColumn(model.customers?.label ?? "")));
  const called = options.pseudonyms ?? ((id: Scalar) => id);
  const labels = options.personal
    ? [...(named ? [as("label", col(labelColumn))] : []), as("owner", col(ownerColumn))]
    : [];
  const query = select({
    columns: [
      as("id", called(col(idColumn))),
      ...labels,
      ...exportedValues(model, {
        personal: options.personal,
        pseudonyms: options.pseudonyms !== undefined,
      })
        .filter((v) => sight?.unnamed.has(v.column) !== true)
        .map((v) => as(v.id, col(v.column))),
      ...consentsOf(model).map((name) => as(`consent_${name}`, col(consentColumn(name)))),
      ...unitsOf(model).map((unit) => as(`unit_${unit}`, called(unitIdOf(unit)))),
      ...shownSegmentations(base).map((s) => as(`segment_${s.name}`, segmentText(s))),
    ],
    from: base.customers,
    where: allowedRows(options.consent, options.purpose),
    // In the order of ids, pseudonyms would say which comes first.
    orderBy: [asc(called(col(idColumn)))],
  });
  return writeExport(lane, query, options);
}

/** Writes the rows of a query. The file appears whole or not at all. @returns how many rows there are */
export async function writeExport(
  lane: Lane,
  query: Query,
  options: Pick<ExportOptions, "to" | "signal">,
): Promise<number> {
  const [folder, name] = [dirname(options.to), basename(options.to)];
  removeLeft(folder, new RegExp(`^\\.(\\d+)-${name.replaceAll(/\W/g, "\\$&")}$`));
  const aside = join(folder, `.${process.pid}-${name}`);
  const format = options.to.endsWith(".parquet")
    ? ({ format: "parquet", compression: "zstd" } as const)
    : ({ format: "csv", header: true } as const);
  try {
    const { changed } = await lane.run(copy(query, aside, format), options);
    renameSync(aside, options.to);
    return changed;
  } finally {
    if (existsSync(aside)) rmSync(aside);
  }
}

function segmentText(segmentation: SegmentationModel): Scalar {
  if (segmentation.assign === "first") return col(segmentationColumn(segmentation.name));
  const parts = segmentation.segments.map((s) =>
    cases([[col(segmentColumn(segmentation.name, s.id)), text(`;${s.id}`)]], text("")),
  );
  const [first, ...rest] = parts;
  if (first === undefined) return cast(text(""), "varchar");
  const joined = rest.reduce((left, right) => concat(left, right), first);
  return call(
    "nullif",
    coalesce(call("substring", joined, { kind: "integer", value: 2 }), text("")),
    text(""),
  );
}
