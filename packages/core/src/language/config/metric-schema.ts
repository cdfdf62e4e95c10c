/** The shape of a metric: a formula, or what a model of purchases or of contracts says of each customer. */
import * as z from "zod";
import { Days, expression, Title } from "./schema-parts.ts";

/** What a model can be asked. */
export const modelValues = ["p_alive", "expected_transactions", "clv"] as const;

/** What a model of contracts can be asked. */
export const contractValues = ["renewal", "survival", "remaining", "clv"] as const;

export const Metric = z.strictObject({
  title: Title,
  value: expression(
    "A formula over metrics and columns, or aggregates of a source's rows; with model: p_alive, expected_transactions or clv; of contracts: renewal, survival, remaining or clv",
  ).optional(),
  within: Days.optional().describe("Only the last so many days, up to the as-of date"),
  actionable: z
    .boolean()
    .optional()
    .describe("Whether people can bring it about: explanations may propose another value of it"),
  model: z
    .enum(["auto", "pareto_nbd", "bg_nbd", "mbg_nbd", "shifted_beta_geometric"])
    .optional()
    .describe(
      "A model of purchases that is fitted to all customers; auto: the one that foretells held-out purchases best; of contracts: shifted_beta_geometric",
    ),
  source: z
    .string()
    .optional()
    .describe("For shifted_beta_geometric: the source of kind spans that has the contracts"),
  period: z
    .string()
    .regex(/^\s*0*[1-9]\d{0,3}\s+(days?|weeks?|months?|years?)\s*$/, {
      error: "a number of days, weeks, months or years, such as 1 month",
    })
    .optional()
    .describe(
      "For shifted_beta_geometric: from one renewal of a contract to the next, such as 1 month",
    ),
  amount: expression(
    "For clv of contracts: what a customer brings in a period, such as sum(holdings.fee)",
  ).optional(),
  horizon: Days.optional().describe(
    "How far expected_transactions, survival, remaining and clv look ahead, such as 90 days; default 365 days",
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
