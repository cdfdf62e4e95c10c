/** The shape of every configuration file. One source for types, checks, defaults and the editor's JSON Schema. */
import * as z from "zod";
import { isIsoDate } from "../expression/parse.ts";
import { formatVersion } from "./format-version.ts";
import { Metric } from "./metric-schema.ts";
import { DeliverSchema } from "./deliver-schema.ts";
import { KMeansSchema } from "./kmeans-schema.ts";
import {
  CustomerColumnSchema,
  Days,
  expression,
  From,
  fromWords,
  Id,
  kindWords,
  LocalisedText,
  segmentationCommon,
  time,
  Title,
  withinEach,
} from "./schema-parts.ts";
import { ScoreSchema } from "./score-schema.ts";
import { MatrixSchema } from "./matrix-schema.ts";
import { LifecycleSchema } from "./lifecycle-schema.ts";
import { OtherSource } from "./source-schema.ts";
import { RecommendationsSchema } from "./recommendation-schema.ts";
import { strategyKeys } from "./strategy-schema.ts";

export { Id, LocalisedText } from "./schema-parts.ts";

const Customers = z.strictObject({
  from: From.describe(fromWords),
  key: expression("The customer's id, kept as text"),
  label: z.string().optional().describe("The column with the name that people use"),
  aliases: z.array(z.string()).optional().describe("Columns with other names, for searching"),
  owner: z
    .string()
    .optional()
    .describe("The column with who looks after the customer: email or Slack id"),
  parent: expression("The id of the account above it in a tree; empty at the top").optional(),
  groups: z
    .record(Id, expression("The group's id: a column or a formula; empty for those in none"))
    .optional()
    .describe("Groups of customers by name, such as household: household_id"),
  where: expression("Rows that are kept; drops their transactions too").optional(),
  valid: z
    .tuple([z.string(), z.string()], { error: "two columns, such as [valid_from, valid_to]" })
    .optional()
    .describe(
      "The columns of the first day of a row and of the day on which it ends, where a customer has several rows",
    ),
  since: z
    .string()
    .optional()
    .describe("The column of the day on which somebody became a customer, for looking back"),
  consent: z
    .record(Id, expression("A column or a rule; unknown means no"))
    .optional()
    .describe("What customers agreed to, by name, such as sms: sms_ok"),
  columns: z
    .record(z.string(), CustomerColumnSchema)
    .optional()
    .describe("Columns that need words"),
});

const Transactions = z.strictObject({
  from: From.describe(fromWords),
  customer: expression("The customer's id, kept as text"),
  order: expression(
    "The order's id; lines of one order count once. Omit where a row is an order",
  ).optional(),
  time: time("When it was paid: a date or a time in the project's time zone"),
  amount: z
    .union(
      [
        expression("The amount of the row, in the project's currency"),
        z.strictObject({
          value: expression("The amount of the row, in the currency of the row"),
          currency: expression("The currency's code, such as EUR"),
          rates: From.describe(
            "A table of currency, rate (units of the project's currency for one) and, where rates change, date",
          ),
        }),
      ],
      { error: "an expression, or { value, currency, rates }" },
    )
    .describe("The amount of the row, in the project's currency or in its own"),
  margin: expression(
    "What the row earns, in the project's currency; amount is the row's net amount",
  ).optional(),
  refund: z
    .strictObject({
      when: expression("Which rows are refunds; their amounts are netted"),
      of: expression("The order that is refunded, where it is named").optional(),
    })
    .optional()
    .describe("Rows that take back what was sold"),
  where: expression("Rows that are kept").optional(),
});

const Identities = z.strictObject({
  from: From.describe(fromWords),
  alias: expression("The old id, or that of a duplicate"),
  customer: expression("The id that the customer has now; may be an old id itself"),
});

const asOfWords = "latest, or a date such as 2026-11-21";

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false; // how Intl says that it is no language tag
    throw error;
  }
}

export const ProjectSchema = z.strictObject({
  clientele: z
    .literal(formatVersion, { error: String(formatVersion) })
    .describe("The version of this format"),
  name: LocalisedText.describe("The project's name"),
  locale: z
    .string()
    .refine(isLocale, { error: "a language such as en or zh-CN" })
    .default("en")
    .describe("Language of reports"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: "a currency code, such as EUR" })
    .default("USD")
    .describe("Of every amount, such as EUR"),
  timezone: z.string().default("UTC").describe("Where a day begins, such as Asia/Shanghai"),
  as_of: z
    .string()
    .regex(/^(latest|\d{4}-\d{2}-\d{2})$/, { error: asOfWords })
    .refine((text) => text === "latest" || isIsoDate(text), { error: asOfWords })
    .default("latest")
    .describe("The day for which everything is computed: a date, or latest, the last in the data"),
  refit: Days.default("30 days").describe(
    "How many days what models and clusters learned is used before they learn anew; 1 day: with every new day of data",
  ),
  engine: z.literal("duckdb", { error: "duckdb" }).default("duckdb").describe("What computes"),
  sources: z
    .object({
      customers: Customers.optional().describe("The table of customers, a row for each"),
      transactions: Transactions.describe("The table of what they bought"),
      identities: Identities.optional().describe(
        "Known duplicates: what an old id has counts for the customer",
      ),
    })
    .catchall(OtherSource)
    .describe("The tables"),
  calendar: z
    .strictObject({
      closed: From.describe("A file with a column of dates: days on which nobody can buy"),
    })
    .optional()
    .describe("Days that do not make anybody late"),
  metrics: z.record(Id, Metric).default({}).describe("Values for each customer, by name"),
  ...strategyKeys,
  recommendations: RecommendationsSchema.optional().describe(
    "What customers might buy next, and what is bought together",
  ),
  deliver: DeliverSchema.optional().describe(
    "The webhook of a CRM: it is told who is in which segment, and what to do next",
  ),
});

const RuleSegment = z.strictObject({
  id: Id,
  title: Title,
  when: expression("Who belongs here").optional(),
  else: z.literal(true, { error: "true" }).optional().describe("Everyone whom no rule above took"),
});

const score = z.int().min(1);
const scores = (what: string) =>
  z
    .union([score, z.tuple([score, score])], { error: "a score, or [lowest, highest]" })
    .optional()
    .describe(what);

const Rectangle = z.strictObject({
  recency: scores("Scores of recency, the highest bought last: one, or [lowest, highest]"),
  frequency: scores("Scores of frequency: one, or [lowest, highest]"),
  monetary: scores("Scores of monetary value: one, or [lowest, highest]"),
});

const RfmCuts = z.array(z.number()).min(1, { error: "at least one cut" });

const RfmSegment = Rectangle.extend({
  id: Id,
  title: Title,
  cells: z.array(Rectangle).min(1).optional().describe("Several rectangles of scores"),
});

const Tier = z.strictObject({
  id: Id,
  title: Title,
  top: z
    .string()
    .regex(/^\s*\d+(\.\d+)?\s*%\s+of\s+(value|customers)\s*$/, { error: "such as 80% of value" })
    .optional()
    .describe("Cumulative, such as 80% of value or 20% of customers"),
  at_least: z
    .number()
    .refine((n) => /^-?\d+(\.\d+)?$/.test(String(n)), { error: "a plain number" })
    .optional()
    .describe("From this value on"),
  rest: z.literal(true, { error: "true" }).optional().describe("Everyone below the tiers above"),
});

export const SegmentationSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      ...segmentationCommon,
      kind: z.literal("rules").describe(kindWords),
      assign: z
        .enum(["first", "all"])
        .default("first")
        .describe(
          "first: the first rule that holds; all: every one, so a customer can be in several",
        ),
      segments: z
        .array(RuleSegment)
        .min(1, { error: "at least one segment" })
        .describe("Segments in order, each with its rule"),
    }),
    z.strictObject({
      ...segmentationCommon,
      kind: z.literal("rfm").describe(kindWords),
      scale: z.int().min(2).max(10).default(5).describe("Scores run from 1 to this"),
      scores: z
        .union(
          [
            z.enum(["ranks", "quantiles"]),
            z.strictObject({
              recency: RfmCuts.describe("Days, ascending: from a cut on the score is one lower"),
              frequency: RfmCuts.describe(
                "Orders, ascending: from a cut on the score is one higher",
              ),
              monetary: RfmCuts.describe(
                "Amounts, ascending: from a cut on the score is one higher",
              ),
            }),
          ],
          { error: "ranks, quantiles, or cuts of { recency, frequency, monetary }" },
        )
        .default("ranks")
        .describe(
          "ranks: by the share of strictly worse buyers; quantiles: by cuts between equal parts, as R has them; or by fixed cuts",
        ),
      within: Days.optional(),
      within_each: withinEach,
      segments: z
        .array(RfmSegment)
        .min(1, { error: "at least one segment" })
        .optional()
        .describe("Segments by their scores; without it, the ten of the usual map"),
      others: z
        .union([Id, z.strictObject({ id: Id, title: Title })], {
          error: "an id, or { id, title }",
        })
        .optional()
        .describe("The segment of customers without an order in the window"),
    }),
    z.strictObject({
      ...segmentationCommon,
      kind: z.literal("tiers").describe(kindWords),
      by: expression("The number that is ranked"),
      within: Days.optional(),
      within_each: withinEach,
      tiers: z
        .array(Tier)
        .min(1, { error: "at least one tier" })
        .describe("From the highest to the lowest"),
      hold: Days.optional().describe(
        "How long a lower tier must have stood in published runs before a customer goes down",
      ),
    }),
    LifecycleSchema,
    MatrixSchema,
    ScoreSchema,
    KMeansSchema,
  ],
  { error: "rules, rfm, tiers, lifecycle, matrix, score or kmeans" },
);

export type ProjectConfig = z.infer<typeof ProjectSchema>;
export type SegmentationConfig = z.infer<typeof SegmentationSchema>;
export type CustomersConfig = z.infer<typeof Customers>;
export type TransactionsConfig = z.infer<typeof Transactions>;
export type { LifecycleConfig } from "./lifecycle-schema.ts";
export type { FactorsConfig, OtherSourceConfig } from "./source-schema.ts";
export type RulesConfig = Extract<SegmentationConfig, { kind: "rules" }>;
export type RfmConfig = Extract<SegmentationConfig, { kind: "rfm" }>;
export type { KMeansConfig } from "./kmeans-schema.ts";
export type TiersConfig = Extract<SegmentationConfig, { kind: "tiers" }>;

/** Days in a window such as `365 days` or `8 weeks`. @example daysOf("2 weeks") // => 14 */
export function daysOf(text: string): number {
  const [count = "0", unit = "days"] = text.trim().split(/\s+/);
  return Number(count) * (unit.startsWith("week") ? 7 : 1);
}
