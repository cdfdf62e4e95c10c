/** The shapes of sources besides customers and transactions: a name of the user's choice, and a kind. */
import * as z from "zod";
import { ColumnSchema, expression, From, fromWords, time } from "./schema-parts.ts";

const kind = "What a row is: events (the default), scores, spans, levels or factors";

const common = {
  from: From.describe(fromWords),
  customer: expression("The customer's id, kept as text"),
  where: expression("Rows that are kept").optional(),
};

const matchWords = "[industry, region], or { industry: sector }";

const columnTypes = z
  .record(z.string(), ColumnSchema.pick({ type: true }))
  .optional()
  .describe("Columns that are not what they look like");

const Events = z.strictObject({
  kind: z.literal("events").optional().describe(kind),
  ...common,
  columns: columnTypes,
  time: time("When it happened: a date or a time in the project's time zone"),
});

const Spans = z.strictObject({
  kind: z.literal("spans").describe(kind),
  ...common,
  columns: columnTypes,
  start: time("When it began: a date or a time in the project's time zone"),
  end: time("When it ended; empty while it is open"),
});

const Scores = z.strictObject({
  kind: z.literal("scores").describe(kind),
  ...common,
  columns: columnTypes,
  time: time("When it was answered: a date or a time in the project's time zone"),
  score: z.string().describe("The column with the answer, a number; its name is the metric's"),
  scale: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, { error: "[lowest, highest]" })
    .describe("The lowest and the highest answer that there can be, such as [0, 10]"),
});

const Levels = z.strictObject({
  kind: z.literal("levels").describe(kind),
  ...common,
  time: time("From when it holds: a date or a time in the project's time zone"),
  columns: z.record(z.string(), ColumnSchema).optional().describe("Columns that need words"),
});

const Factors = z.strictObject({
  kind: z.literal("factors").describe(kind),
  from: common.from,
  match: z
    .union(
      [
        z.array(z.string()).min(1, { error: matchWords }),
        z
          .record(z.string(), z.string())
          .refine((names) => Object.keys(names).length > 0, { error: matchWords }),
      ],
      { error: matchWords },
    )
    .describe(
      "Columns of customers by which a row is found: names that both tables have, or { customers' column: column here }",
    ),
  where: common.where,
  columns: z.record(z.string(), ColumnSchema).optional().describe("Columns that need words"),
});

/** A table about customers whose name the user chose. */
export const OtherSource = z
  .discriminatedUnion("kind", [Events, Scores, Spans, Levels, Factors], {
    error: "events, scores, spans, levels or factors",
  })
  .describe("Another table about customers, with a name of your choice");

type NamedSource = z.infer<typeof OtherSource>;
/** A table of rows about customers, each with a customer and a time. */
export type OtherSourceConfig = Exclude<NamedSource, { kind: "factors" }>;
/** A table of rows about industries, regions and the like, found by what customers are. */
export type FactorsConfig = Extract<NamedSource, { kind: "factors" }>;
