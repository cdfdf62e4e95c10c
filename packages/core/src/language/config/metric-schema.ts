/** The shape of a metric: a formula, or what a model of purchases says of each customer. */
import * as z from "zod";
import { Days, expression, Title } from "./schema-parts.ts";

/** What a model can be asked. */
export const modelValues = ["p_alive", "expected_transactions", "clv"] as const;

export const Metric = z.strictObject({
  title: Title,
  value: expression(
    "A formula over metrics and columns, or aggregates of a source's rows; with model: p_alive, expected_transactions or clv",
  ).optional(),
  within: Days.optional().describe("Only the last so many days, up to the as-of date"),
  actionable: z
    .boolean()
    .optional()
    .describe("Whether people can bring it about: explanations may propose another value of it"),
  model: z
    .enum(["auto", "pareto_nbd", "bg_nbd", "mbg_nbd"])
    .optional()
    .describe(
      "A model of purchases that is fitted to all customers; auto: the one that foretells held-out purchases best",
    ),
  horizon: Days.optional().describe(
    "How far expected_transactions and clv look ahead, such as 90 days; default 365 days",
  ),
  discount: z
    .string()
    .regex(/^\s*\d{1,2}(\.\d+)?\s*%(\s+per\s+year)?\s*$/, { error: "a rate such as 10% per year" })
    .optional()
    .describe("By how much a year makes later money worth less in clv; default 10% per year"),
  spend: z
    .enum(["gamma_gamma", "own_mean"])
    .optional()
    .describe(
      "What a purchase brings, for clv: gamma_gamma, a model that draws means of few purchases towards that of all; or own_mean",
    ),
  fallback: z
    .enum(["recency", "naive_rate", "none"])
    .optional()
    .describe(
      "What stands in where the model is refused: recency for p_alive, naive_rate for the others, or none",
    ),
});

export type MetricConfig = z.infer<typeof Metric>;
