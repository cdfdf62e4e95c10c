/** The shape of `strategies/*.yaml`: how a segment is served, and what there is to do for its customers. */
import * as z from "zod";
import { Days, expression, Id, LocalisedText, Title } from "./schema-parts.ts";

/** What a strategy is for, from what cannot wait to what can: where gains are unknown, actions go in this order. */
export const objectives = [
  "retain",
  "win_back",
  "activate",
  "upgrade",
  "grow",
  "acquire",
  "serve_efficiently",
] as const;

const word = (what: string) => LocalisedText.optional().describe(what);

/** A time in which something is done. */
const Hours = z
  .string()
  .regex(/^\s*0*[1-9]\d{0,4}\s+(hours?|days?|weeks?)\s*$/, { error: "a time, such as 48 hours" });

const Department = z.string().min(1, { error: "a department" });

/** A way to reach people; where customers can consent to something of this name, only those who did are reached so. */
const Channels = z.array(Id).min(1, { error: "at least one channel" });

const Action = z.strictObject({
  id: Id,
  do: LocalisedText.describe("What to do, as people read it"),
  talk_track: word("What to say, so that whoever does it for the first time can"),
  when: expression(
    "For whom it is due: a rule, which may name days_since_contact; without it everybody",
  ).optional(),
  cost: z
    .strictObject({
      money: z
        .number()
        .nonnegative()
        .optional()
        .describe("For each customer, in the project's currency"),
      hours: z
        .record(Department, z.number().positive())
        .optional()
        .describe("For each customer, by department"),
    })
    .optional()
    .describe("What it takes"),
  effect: z
    .strictObject({
      metric: expression(
        "What it raises: P(alive) or renewal of a model, money, orders, or anything else with worth",
      ),
      uplift: z
        .number()
        .describe("By how much, absolute: 0.05 is 5 points of probability, or so much more of it"),
      sd: z.number().nonnegative().describe("How uncertain that is: the standard deviation"),
      source: z
        .string()
        .regex(/^(judgement|experiments\/[\p{L}_][\p{L}\p{M}\p{N}_]*)$/u, {
          error: "judgement, or experiments/<id>",
        })
        .describe("How it is known: judgement, or experiments/<id>"),
      worth: z
        .number()
        .positive()
        .optional()
        .describe(
          "What one more of it is worth, in the project's currency, where that does not follow",
        ),
    })
    .optional()
    .describe("What comes of it"),
  due: Hours.optional().describe(
    "How long after the day of the data it should be done, such as 48 hours",
  ),
  kpi: expression("The value by which success is seen, such as nps").optional(),
});

export const StrategySchema = z.strictObject({
  strategy: Id.describe("The strategy's name: letters, digits and _, not starting with a digit"),
  title: Title,
  for: z
    .string()
    .min(1)
    .describe(
      "Who is served so: a segment, such as care.save_list, or everybody in a segmentation",
    ),
  objective: z.enum(objectives).describe("What the strategy is to achieve"),
  owners: z
    .strictObject({
      lead: Department.describe("The department that answers for it"),
      with: z.array(Department).optional().describe("Departments that help"),
    })
    .optional()
    .describe("Who does it"),
  product: word("What is offered"),
  price: word("At what price"),
  promotion: word("With what promotion"),
  positioning: word("What the offer stands for"),
  channel: z
    .strictObject({
      prefer: Channels.optional().describe("Ways to reach the customer, the best first"),
      avoid: Channels.optional().describe("Ways that are not used"),
    })
    .optional()
    .describe("How customers are reached; a channel that is called like a consent needs it"),
  service: z
    .strictObject({
      tier: z.string().min(1).optional().describe("The level of service"),
      first_response: Hours.optional().describe("How soon the customer hears from us"),
    })
    .optional()
    .describe("How customers are served"),
  relationship: z
    .strictObject({
      contact_every: Days.describe("How often somebody should speak with the customer"),
    })
    .optional()
    .describe("How the relationship is kept"),
  actions: z
    .array(Action)
    .min(1, { error: "at least one action" })
    .optional()
    .describe("What there is to do, each with the customers for whom it is due"),
});

export type StrategyConfig = z.infer<typeof StrategySchema>;

/** Hours in a time such as `48 hours` or `2 days`. @example hoursOf("2 days") // => 48 */
export function hoursOf(text: string): number {
  const [count = "0", unit = "hours"] = text.trim().split(/\s+/);
  return Number(count) * (unit.startsWith("week") ? 168 : unit.startsWith("day") ? 24 : 1);
}

/** Keys of a project about all of its strategies. */
export const strategyKeys = {
  precedence: z
    .array(Id)
    .min(1, { error: "at least one segmentation" })
    .optional()
    .describe("Segmentations whose strategies come first when several apply, the first one first"),
  contact: z
    .strictObject({
      at_most: z
        .string()
        .regex(/^\s*0*[1-9]\d{0,3}\s+per\s+(day|week|month)\s*$/, { error: "such as 2 per week" })
        .describe("How often people are contacted at most, such as 2 per week"),
      unit: Id.default("customer").describe("Whose contacts count together: customer or a group"),
    })
    .optional()
    .describe("How often customers are contacted, whichever strategy asks for it"),
};

/** @returns contacts, and the days in which there are no more of them. @example contactCap("2 per week") */
export function contactCap(text: string): { readonly contacts: number; readonly days: number } {
  const [count = "1", , per = "week"] = text.trim().split(/\s+/);
  return { contacts: Number(count), days: per === "day" ? 1 : per === "week" ? 7 : 30 };
}
