/** The shape of `plans/*.yaml`: what there is to spend, and who is served in any case. */
import * as z from "zod";
import { Days, Id, Title } from "./schema-parts.ts";

const Floor = z.strictObject({
  segment: z
    .string()
    .min(1)
    .describe("Who is served in any case: a segment, such as care.save_list"),
  at_least: z
    .string()
    .regex(/^\s*(0*\d{1,9}\s+customers?|0*\d{1,3}(\.\d+)?\s*%\s+of\s+customers)\s*$/, {
      error: "such as 10 customers, or 5% of customers",
    })
    .describe("How many of them, such as 10 customers, or 5% of customers"),
});

const Demand = z.strictObject({
  source: Id.describe("Whose rows take work: transactions, or another source with times"),
  hours: z
    .record(z.string().min(1), z.number().positive())
    .describe("Hours that a row takes, by department"),
});

export const PlanSchema = z.strictObject({
  plan: Id.describe("The plan's name: letters, digits and _, not starting with a digit"),
  title: Title,
  within: Days.default("7 days").describe("The time that the budget is for, such as 14 days"),
  strategies: z
    .array(Id)
    .min(1, { error: "at least one strategy" })
    .optional()
    .describe("Strategies whose actions are planned; by default all"),
  per_customer: z
    .number()
    .int()
    .min(1)
    .max(3)
    .default(1)
    .describe("At most so many actions for one customer; contact caps hold besides"),
  budget: z
    .strictObject({
      money: z.number().nonnegative().optional().describe("In the project's currency"),
      hours: z
        .record(z.string().min(1), z.number().nonnegative())
        .optional()
        .describe("Hours that each department has"),
      contacts: z.number().int().nonnegative().optional().describe("How many actions there can be"),
    })
    .optional()
    .describe("What there is to spend; what is not named is not limited"),
  floors: z
    .array(Floor)
    .min(1, { error: "at least one floor" })
    .max(12, { error: "at most 12 floors" })
    .optional()
    .describe("Customers who are served even where others would bring more"),
  demand: z
    .array(Demand)
    .min(1, { error: "at least one source" })
    .optional()
    .describe("Work that customers bring by themselves: hours to come are forecast from it too"),
  seed: z
    .number()
    .int()
    .nonnegative()
    .default(1)
    .describe("Of the draws behind intervals: the same seed gives the same plan"),
});

export type PlanConfig = z.infer<typeof PlanSchema>;

/** What `at_least` says. @example floorOf("5% of customers") // => { share: 0.05, count: null } */
export function floorOf(written: string): {
  readonly count: number | null;
  readonly share: number | null;
} {
  const number = Number.parseFloat(written);
  return written.includes("%")
    ? { count: null, share: number / 100 }
    : { count: number, share: null };
}
