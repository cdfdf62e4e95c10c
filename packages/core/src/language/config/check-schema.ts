/** The shape of `checks/*.yaml`: tests of the configuration, on given customers and on the project's own data. */
import * as z from "zod";
import { Id, LocalisedText } from "./schema.ts";

const Bound = z
  .strictObject({
    at_least: z.number().optional().describe("Not below this"),
    at_most: z.number().optional().describe("Not above this"),
  })
  .refine((bound) => bound.at_least !== undefined || bound.at_most !== undefined, {
    error: "at_least, at_most or both",
  });

const Percent = z
  .string()
  .regex(/^\s*\d+(\.\d+)?\s*%\s*$/, { error: "a percentage, such as 10%" })
  .describe("A percentage, such as 10%");

const ShareBound = z
  .strictObject({ at_least: Percent.optional(), at_most: Percent.optional() })
  .refine((bound) => bound.at_least !== undefined || bound.at_most !== undefined, {
    error: "at_least, at_most or both",
  });

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "a text, a number, true, false or null",
});
const Row = z.record(z.string(), Cell);

const Expected = z.union([Cell, z.array(z.string()), Bound], {
  error: "a value, a list of segments, or { at_least, at_most }",
});

const Given = z
  .object({
    as_of: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "a date such as 2026-11-21" })
      .optional()
      .describe("The day of the test; by default the last one with a transaction"),
    customers: z
      .array(Row)
      .min(1)
      .optional()
      .describe("Rows of the customers table; columns left out are empty"),
    transactions: z
      .array(Row)
      .optional()
      .describe("Rows of the transactions table; columns left out are empty"),
  })
  .catchall(z.array(Row).describe("Rows of that source; columns left out are empty"));

const Test = z.strictObject({
  test: z.string().min(1).describe("What should hold, as a sentence"),
  given: Given.optional().describe("Customers of the test's own; without it, the project's data"),
  expect: z
    .record(z.string(), z.record(z.string(), Expected))
    .optional()
    .describe(
      "By customer: segmentation, metric, score (rfm.recency) or next_action, and what it should be",
    ),
  segment: z.string().optional().describe("A segment, such as care.save_list"),
  action: z
    .string()
    .optional()
    .describe("An action of a strategy, such as save_high_value.call_within_48h"),
  customers: Bound.optional().describe(
    "How many customers the segment may have, or the action be due for",
  ),
  share: ShareBound.optional().describe(
    "Which share of all customers the segment may have, or the action be due for",
  ),
  revenue: Bound.optional().describe("What the segment's customers may have spent"),
  cost: Bound.optional().describe("What the action may cost, done for all for whom it is due"),
  gain: Bound.optional().describe(
    "What it should bring beyond its cost; at_least: 0 is none that loses",
  ),
  segmentation: Id.optional(),
  coverage: ShareBound.optional().describe("Which share of customers is in at least one segment"),
  drift: z
    .strictObject({
      psi: z
        .strictObject({
          at_most: z.number().positive().describe("Not above this; 0.1 is notable, 0.25 is large"),
        })
        .describe("The population stability index of the segments' sizes"),
    })
    .optional()
    .describe("How far sizes may be from what is published: population stability index"),
  exclusive: z
    .array(z.string())
    .min(2)
    .optional()
    .describe("Segments that no two of share a customer"),
});

export const CheckSchema = z.strictObject({
  check: Id,
  title: LocalisedText.optional(),
  tests: z
    .array(Test)
    .min(1, { error: "at least one test" })
    .describe("What must hold, one by one"),
});

export type CheckConfig = z.infer<typeof CheckSchema>;
export type CheckTestConfig = CheckConfig["tests"][number];
export type ExpectedConfig = z.infer<typeof Expected>;
export type RowConfig = z.infer<typeof Row>;

/** The share that a percentage says. @example shareOf("10%") // => 0.1 */
export const shareOf = (percent: string): number => Number(percent.replace("%", "").trim()) / 100;
