/** The keys of `kind: kmeans`. */
import * as z from "zod";
import { Days, expression, Id, kindWords, segmentationCommon, Title } from "./schema-parts.ts";

/** The most clusters that there can be. */
export const mostClusters = 20;
/** What `k: auto` tries. */
export const automaticRange = { from: 2, to: 8 } as const;

const howMany = z.int().min(2).max(mostClusters);

const Feature = z.strictObject({
  metric: expression("A number for each customer: a metric or a formula").optional(),
  category: expression("A column or a text for each customer, compared as same or not").optional(),
  transform: z
    .enum(["none", "log1p", "yeo_johnson"])
    .optional()
    .describe("What pulls a long tail in: yeo_johnson fits the data, log1p is ln(1 + x)"),
  scale: z
    .enum(["standard", "robust", "none"])
    .optional()
    .describe("Units: standard by mean and deviation, robust by median and quartiles"),
  weight: z
    .number()
    .positive({ error: "a number above 0" })
    .max(1e6, { error: "at most 1000000" })
    .optional()
    .describe("How much its squared difference counts, 1 by default"),
});

export const KMeansSchema = z.strictObject({
  ...segmentationCommon,
  kind: z.literal("kmeans").describe(kindWords),
  within: Days.optional(),
  features: z
    .array(
      z.union([expression("A number for each customer: a metric or a formula"), Feature], {
        error: "a metric, or { metric } or { category }",
      }),
    )
    .min(1, { error: "at least one feature" })
    .max(30, { error: "at most 30 features" })
    .describe("What makes customers alike"),
  k: z
    .union(
      [
        howMany,
        z.literal("auto"),
        z.strictObject({
          from: howMany.describe("The fewest clusters that are tried"),
          to: howMany.describe("The most clusters that are tried"),
        }),
      ],
      {
        error: `auto, a whole number from 2 to ${mostClusters}, or { from, to }`,
      },
    )
    .default("auto")
    .describe("How many clusters: a number, or auto, which weighs stability, size and separation"),
  at_least: z
    .string()
    .regex(/^\s*\d+(\.\d+)?\s*%\s*$/, { error: "a percentage, such as 3%" })
    .default("3%")
    .describe("The share of customers that the smallest cluster must have where k is chosen"),
  seed: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(1)
    .describe("Another seed draws another sample and other starts"),
  sample: z
    .int()
    .min(100)
    .max(200_000)
    .default(20_000)
    .describe("So many customers are learned from; all of them are assigned"),
  missing: z
    .enum(["unassigned", "typical"])
    .default("unassigned")
    .describe("Customers without a value: in no cluster, or with the median or commonest one"),
  segments: z
    .array(z.strictObject({ id: Id, title: Title }))
    .min(2, { error: "at least two segments" })
    .optional()
    .describe("Ids of clusters, by size in the first run; later they stay with their cluster"),
});

export type KMeansConfig = z.infer<typeof KMeansSchema>;
