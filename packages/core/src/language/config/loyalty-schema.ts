/** The shape of `loyalty.yaml`: how points are earned and used, and the levels that they lead to. */
import * as z from "zod";
import { Days, expression, Id, LocalisedText, Title } from "./schema-parts.ts";

/** A number that can be calculated with exactly. */
const plain = (n: number): boolean => /^\d+(\.\d{1,6})?$/.test(String(n));
const amount = z.number().positive().refine(plain, { error: "a plain number, to six digits" });

const Times = z.strictObject({
  when: expression("Rows of transactions that earn more, such as category = 'fresh'").optional(),
  level: Id.optional().describe("Customers of this level earn more; it does not count for levels"),
  by: amount.describe("By how much; all that hold multiply"),
});

const Benefit = z.strictObject({
  what: LocalisedText.describe("What a member of the level gets"),
  cost: z
    .number()
    .nonnegative()
    .describe("What it costs for each member in the window of levels, in the project's currency"),
});

const Level = z.strictObject({
  id: Id,
  title: Title,
  at_least: z
    .number()
    .nonnegative()
    .refine(plain, { error: "a plain number" })
    .optional()
    .describe("From so many points of the window on"),
  rest: z.literal(true, { error: "true" }).optional().describe("Every other member"),
  benefits: z.array(Benefit).optional().describe("What members of the level get"),
});

export const LoyaltySchema = z.strictObject({
  loyalty: Id.describe("The programme's name: letters, digits and _, not starting with a digit"),
  title: Title,
  among: expression("Who is a member, by columns of customers; without it everybody").optional(),
  earn: z
    .strictObject({
      points: amount.default(1).describe("So many points"),
      per: amount.describe("For so much money, in the project's currency"),
      where: expression("Rows of transactions that earn; without it all").optional(),
      times: z.array(Times).optional().describe("What earns more"),
    })
    .describe("How points are earned; refunds take them back"),
  spend: z
    .strictObject({
      source: z.string().min(1).describe("transactions, or a source of events"),
      points: expression("How many points the row uses"),
      where: expression("Rows that count").optional(),
    })
    .optional()
    .describe("Where points are used"),
  expire: Days.optional().describe("Points lapse so long after they were earned, the oldest first"),
  value: z
    .number()
    .nonnegative()
    .default(0)
    .describe("What a point is worth when it is used, in the project's currency"),
  redeemed: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("The share of points that is expected to be used at last"),
  within: Days.default("365 days").describe("The window whose points decide the level"),
  hold: Days.optional().describe(
    "How long a lower level must have stood in published runs before a customer goes down",
  ),
  levels: z
    .array(Level)
    .min(1, { error: "at least one level" })
    .describe("From the highest to the lowest"),
});

/** The segmentation of levels. */
export const levelName = "loyalty_level";

/** What people read of it. */
export const levelTitle = { en: "Loyalty level", "zh-CN": "会员等级" } as const;

/** The names of metrics and the segmentation that a programme brings. */
export const loyaltyNames = [
  "points",
  "points_earned",
  "level_points",
  "points_expiring",
  "points_to_next",
  levelName,
] as const;

export type LoyaltyConfig = z.infer<typeof LoyaltySchema>;
