/** Bands: parts of the values of an expression, in the order in which they are tried. Matrices and scores share them. */
import * as z from "zod";
import { Id, Title } from "./schema-parts.ts";

/** A number as people write it. */
export const plainNumber = z
  .number()
  .refine((n) => /^-?\d+(\.\d+)?$/.test(String(n)), { error: "a plain number" });

const texts = z.union([z.string(), z.array(z.string()).min(1)], { error: "a text, or a list" });

/** What a band holds; a band has one of them. */
export const bandTests = {
  at_least: plainNumber.optional().describe("From this value on"),
  top: z
    .string()
    .regex(/^\s*\d+(\.\d+)?\s*%\s+of\s+customers\s*$/, { error: "such as 20% of customers" })
    .optional()
    .describe("The highest values, cumulative, such as 20% of customers"),
  in: texts.optional().describe("These texts, or these segments of another segmentation"),
  rest: z.literal(true, { error: "true" }).optional().describe("All other values that are known"),
};

export const Band = z.strictObject({ id: Id, title: Title, ...bandTests });

export type BandConfig = z.infer<typeof Band>;
