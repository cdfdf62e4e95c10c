/** The shape of every configuration file. One source for types, checks, defaults and the editor's JSON Schema. */
import * as z from "zod";
import { isIsoDate } from "../expression/parse.ts";
import { formatVersion } from "./format-version.ts";

/** A name or id: letters, digits and `_`, in any script, not starting with a digit. */
export const Id = z
  .string()
  .normalize("NFC")
  .regex(/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u, { error: "an id" })
  .describe("A name: letters, digits and _, not starting with a digit");

export const LocalisedText = z
  .union([z.string(), z.record(z.string(), z.string())], { error: "a text, or a map of languages" })
  .describe("A text, or a map from language to text");

/** A rule or a formula. YAML may have read it as a number or a boolean. */
const expression = (what: string) =>
  z
    .union([z.string(), z.number(), z.boolean()], { error: "an expression" })
    .transform(String)
    .describe(what);

const Days = z
  .string()
  .regex(/^\s*0*[1-9]\d{0,4}\s+(days?|weeks?)\s*$/, { error: "a number of days, such as 365 days" })
  .describe("A number of days or weeks, such as 365 days");

const File = z.string().min(1, { error: "a file" });

const Title = LocalisedText.optional().describe(
  "What people read: a text, or one for each language",
);

const ColumnSchema = z.strictObject({
  title: Title,
  type: z
    .enum(["text", "number", "date", "boolean"])
    .optional()
    .describe("How the column is read; by default as it looks"),
  pii: z
    .enum(["name", "phone", "email", "address", "id_number", "birth_date", "other"])
    .optional()
    .describe("Personal data of this class: masked unless the viewer's role allows it"),
  sensitive: z.boolean().optional().describe("Shown only on request, such as age or health"),
});

const Customers = z.strictObject({
  from: File.describe("CSV, TSV, JSON lines or Parquet (gz too); may be a glob"),
  key: expression("The customer's id, kept as text"),
  label: z.string().optional().describe("The column with the name that people use"),
  aliases: z.array(z.string()).optional().describe("Columns with other names, for searching"),
  owner: z
    .string()
    .optional()
    .describe("The column with who looks after the customer: email or Slack id"),
  where: expression("Rows that are kept; drops their transactions too").optional(),
  columns: z.record(z.string(), ColumnSchema).optional().describe("Columns that need words"),
});

const Transactions = z.strictObject({
  from: File.describe("CSV, TSV, JSON lines or Parquet (gz too); may be a glob"),
  customer: expression("The customer's id, kept as text"),
  order: expression(
    "The order's id; lines of one order count once. Omit where a row is an order",
  ).optional(),
  time: z
    .union(
      [
        expression("The column"),
        z.strictObject({
          value: expression("The column"),
          format: z.string().describe("strptime's notation, such as %d/%m/%Y"),
        }),
      ],
      { error: "a column, or { value, format }" },
    )
    .describe("When it was paid: a date or a time in the project's time zone"),
  amount: expression("The amount of the row, in the project's currency"),
  refund: z
    .strictObject({
      when: expression("Which rows are refunds; their amounts are netted"),
      of: expression("The order that is refunded, where it is named").optional(),
    })
    .optional()
    .describe("Rows that take back what was sold"),
  where: expression("Rows that are kept").optional(),
});

const Metric = z.strictObject({
  title: Title,
  value: expression("A formula over metrics and columns, or aggregates of transactions"),
  within: Days.optional().describe("Only the last so many days, up to the as-of date"),
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
  engine: z.literal("duckdb", { error: "duckdb" }).default("duckdb").describe("What computes"),
  sources: z
    .strictObject({
      customers: Customers.optional().describe("The table of customers, a row for each"),
      transactions: Transactions.describe("The table of what they bought"),
    })
    .describe("The tables"),
  metrics: z.record(Id, Metric).default({}).describe("Values for each customer, by name"),
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

const common = {
  segmentation: Id.describe("Its name: letters, digits and _, not starting with a digit"),
  title: Title,
  among: expression("Who takes part; everybody else is in no segment").optional(),
};
const withinEach = expression(
  "A column of customers: those with the same value are ranked among themselves",
).optional();
const kindWords = "How customers are assigned";

export const SegmentationSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      ...common,
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
      ...common,
      kind: z.literal("rfm").describe(kindWords),
      scale: z.int().min(2).max(10).default(5).describe("Scores run from 1 to this"),
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
      ...common,
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
  ],
  { error: "rules, rfm or tiers" },
);

export type ProjectConfig = z.infer<typeof ProjectSchema>;
export type SegmentationConfig = z.infer<typeof SegmentationSchema>;
export type CustomersConfig = z.infer<typeof Customers>;
export type TransactionsConfig = z.infer<typeof Transactions>;
export type RulesConfig = Extract<SegmentationConfig, { kind: "rules" }>;
export type RfmConfig = Extract<SegmentationConfig, { kind: "rfm" }>;
export type TiersConfig = Extract<SegmentationConfig, { kind: "tiers" }>;

/** Days in a window such as `365 days` or `8 weeks`. @example daysOf("2 weeks") // => 14 */
export function daysOf(text: string): number {
  const [count = "0", unit = "days"] = text.trim().split(/\s+/);
  return Number(count) * (unit.startsWith("week") ? 7 : 1);
}
