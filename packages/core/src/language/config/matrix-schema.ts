/** The shape of segmentations of kind `matrix`. */
import * as z from "zod";
import { Band, plainNumber } from "./bands-schema.ts";
import {
  Days,
  expression,
  Id,
  kindWords,
  segmentationCommon,
  Title,
  withinEach,
} from "./schema-parts.ts";

const Axis = z.strictObject({
  title: Title,
  by: expression("A number, a text or another segmentation"),
  within: Days.optional(),
  bands: z
    .array(Band)
    .min(1, { error: "at least one band" })
    .optional()
    .describe("Parts of the values: the first that fits, from the highest to the lowest"),
  cuts: z
    .array(plainNumber)
    .min(1)
    .max(9)
    .optional()
    .describe("Where the next band begins, from the lowest to the highest"),
  quantiles: z
    .int()
    .min(2)
    .max(10)
    .optional()
    .describe("So many bands of as many customers each; equal values stay together"),
});

const side = (what: string) =>
  z
    .union([Id, z.array(Id).min(1)], { error: "a band, or a list of bands" })
    .optional()
    .describe(what);

const Cell = z.strictObject({
  rows: side("Bands of the rows; without it all"),
  columns: side("Bands of the columns; without it all"),
});

const CellSegment = Cell.extend({
  id: Id,
  title: Title,
  cells: z.array(Cell).min(1).optional().describe("Several rectangles of cells"),
});

export const MatrixSchema = z.strictObject({
  ...segmentationCommon,
  kind: z.literal("matrix").describe(kindWords),
  within_each: withinEach,
  rows: Axis.describe("The first axis"),
  columns: Axis.describe("The second axis"),
  segments: z
    .array(CellSegment)
    .min(1, { error: "at least one segment" })
    .optional()
    .describe("Segments by their cells; without it each cell is a segment"),
});

export type MatrixConfig = z.infer<typeof MatrixSchema>;
export type AxisConfig = z.infer<typeof Axis>;
