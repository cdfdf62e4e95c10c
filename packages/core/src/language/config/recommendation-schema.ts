/** The shape of `recommendations` in `clientele.yaml`: what customers might buy next, and what is bought together. */
import * as z from "zod";
import { Days, expression } from "./schema-parts.ts";

const Browsing = z.strictObject({
  source: z.string().min(1).describe("The source of events in which customers look at products"),
  item: expression("What was looked at, called as in the transactions"),
  where: expression("Events that count, such as page = 'product'").optional(),
  weight: z
    .number()
    .positive()
    .max(1)
    .default(0.2)
    .describe("What a product that was looked at and not bought counts, beside 1 for one bought"),
});

export const RecommendationsSchema = z.strictObject({
  item: expression("What was bought: a column or a formula of a row of transactions"),
  label: expression(
    "What people call it; the most frequent one where there are several",
  ).optional(),
  where: expression(
    "Rows that count: what may be recommended and what speaks for it, such as category <> 'postage'",
  ).optional(),
  within: Days.optional().describe("How long purchases and looks count; without it all do"),
  show: z.int().min(1).max(100).default(10).describe("How many products are recommended"),
  repeat: z
    .boolean()
    .default(false)
    .describe("true: what a customer has bought may be recommended again"),
  min_support: z
    .int()
    .min(1)
    .default(5)
    .describe(
      "How many customers must have bought both products, and how many orders hold a bundle",
    ),
  shrinkage: z
    .number()
    .nonnegative()
    .default(10)
    .describe(
      "How many customers' worth of doubt: a lift of n customers counts n / (n + shrinkage)",
    ),
  holdout: Days.default("90 days").describe(
    "The last part of the data, in which recommendations from before are tested",
  ),
  browsing: Browsing.optional().describe("Products that customers looked at count too"),
});
