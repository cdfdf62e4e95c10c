/** The bands of a matrix's axis, and the segments of its cells, from files alone. */
import type { AxisConfig, MatrixConfig } from "../config/matrix-schema.ts";
import type { SegmentationConfig } from "../config/schema.ts";
import { textFor, type Localised } from "../config/text.ts";
import { foldName } from "./fold-name.ts";
import type { BandModel, BandTest } from "./model.ts";
import { testOf } from "./bands-model.ts";
import { titleOf } from "./title-of.ts";

type Named = { readonly id: string; readonly title: Localised };

/** The segments of another segmentation, where a name is one. */
export type SegmentsOf = (name: string) => readonly Named[] | undefined;

const few: Readonly<Record<number, readonly (readonly [string, Localised])[]>> = {
  2: [
    ["low", { en: "Low", zh: "低" }],
    ["high", { en: "High", zh: "高" }],
  ],
  3: [
    ["low", { en: "Low", zh: "低" }],
    ["mid", { en: "Mid", zh: "中" }],
    ["high", { en: "High", zh: "高" }],
  ],
};

/** Names of bands from the lowest to the highest. */
export const bandNames = (count: number): readonly Named[] =>
  (
    few[count] ?? Array.from({ length: count }, (_, i) => [`band_${i + 1}`, undefined] as const)
  ).map(([id, title]) => ({ id, title: titleOf(id, title) }));

/** The bands of an axis in the order in which they are tried; none where the file does not say. */
export function bandsOfAxis(axis: AxisConfig, segmentsOf: SegmentsOf): readonly BandModel[] {
  const { bands, cuts, quantiles } = axis;
  if (bands !== undefined)
    return bands.map((b) => ({ id: b.id, title: titleOf(b.id, b.title), test: testOf(b) }));
  if (cuts !== undefined) {
    const tests = cuts.map((cut): BandTest => ({ kind: "at-least", value: String(cut) }));
    return bandNames(cuts.length + 1)
      .map((name, i) => ({ ...name, test: tests[i - 1] ?? { kind: "rest" as const } }))
      .toReversed();
  }
  if (quantiles !== undefined)
    return bandNames(quantiles)
      .map((name, i) => ({
        ...name,
        test: { kind: "quantile" as const, of: quantiles, at: i + 1 },
      }))
      .toReversed();
  return (segmentsOf(foldName(axis.by.trim())) ?? []).map(({ id, title }) => ({
    id,
    title,
    test: { kind: "in" as const, values: [id] },
  }));
}

type CellBands = { readonly row: BandModel; readonly column: BandModel };

/** The cells, row by row. */
export const cellsOf = (
  rows: readonly BandModel[],
  columns: readonly BandModel[],
): readonly CellBands[] => rows.flatMap((row) => columns.map((column) => ({ row, column })));

/** The segments of a matrix by name: those of the file, or one a cell. */
export function matrixSegments(config: MatrixConfig, segmentsOf: SegmentsOf): readonly Named[] {
  if (config.segments !== undefined)
    return config.segments.map(({ id, title }) => ({ id, title: titleOf(id, title) }));
  const [rows, columns] = [
    bandsOfAxis(config.rows, segmentsOf),
    bandsOfAxis(config.columns, segmentsOf),
  ];
  return cellsOf(rows, columns).map(cellName);
}

/** A cell's own name. @example cellName({ row: high, column: low }).id // => "high_low" */
export const cellName = ({ row, column }: CellBands): Named => ({
  id: `${row.id}_${column.id}`,
  title: joined(row.title, column.title),
});

/** `High × Low`, in each language that either has. */
function joined(row: Localised, column: Localised): Localised {
  if (typeof row === "string" && typeof column === "string") return `${row} × ${column}`;
  const locales = [row, column].flatMap((t) => (typeof t === "string" ? [] : Object.keys(t)));
  return Object.fromEntries(
    [...new Set(locales)].map((l) => [l, `${textFor(row, l)} × ${textFor(column, l)}`]),
  );
}

/** The segments of the segmentations that can be an axis, by name; a matrix of matrices looks one level deep. */
export function segmentsByName(
  configs: readonly SegmentationConfig[],
  named: (config: SegmentationConfig, segmentsOf: SegmentsOf) => readonly Named[],
): SegmentsOf {
  const plain = new Map<string, readonly Named[]>();
  for (const config of configs)
    if (config.kind !== "matrix")
      plain.set(
        foldName(config.segmentation),
        named(config, () => undefined),
      );
  const one: SegmentsOf = (name) => plain.get(name);
  const all = new Map(plain);
  for (const config of configs)
    if (config.kind === "matrix") all.set(foldName(config.segmentation), named(config, one));
  return (name) => all.get(name);
}
