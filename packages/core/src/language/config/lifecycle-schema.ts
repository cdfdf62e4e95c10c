/** The shape of segmentations of kind `lifecycle`. */
import * as z from "zod";
import { Days, Id, kindWords, segmentationCommon, Title, withinEach } from "./schema-parts.ts";

/** The stages in the order in which they are tried: a customer is in the first that fits (METHODS, lifecycle). */
export const stageIds = [
  "prospect",
  "lost",
  "returned",
  "dormant",
  "at_risk",
  "first_time",
  "loyal",
  "active",
] as const;

const Stage = z.enum(stageIds, { error: stageIds.join(", ") });

const rhythms = (count: number, what: string) =>
  z.number().min(0.1, { error: "a number of rhythms" }).max(1000).default(count).describe(what);

const StageSegment = z.strictObject({
  id: Id,
  title: Title,
  stages: z
    .union([Stage, z.array(Stage).min(1)], { error: stageIds.join(", ") })
    .describe("The stage that is called so, or several that are one segment"),
});

export const LifecycleSchema = z.strictObject({
  ...segmentationCommon,
  kind: z.literal("lifecycle").describe(kindWords),
  within_each: withinEach,
  lost_after: Days.default("365 days").describe("Without an order for longer: lost"),
  returned: z
    .strictObject({
      gap: Days.default("365 days").describe("Away for longer than this before the last order"),
      within: Days.default("90 days").describe("The last order is at most so long ago"),
    })
    .default({ gap: "365 days", within: "90 days" })
    .describe("Who came back"),
  dormant_after: rhythms(4, "Without an order for more than so many of the customer's own rhythms"),
  at_risk_after: rhythms(2, "Late by more than so many of the customer's own rhythms"),
  loyal: z
    .strictObject({
      orders: z.int().min(1).default(4).describe("At least so many orders"),
      within: Days.default("365 days").describe("In so many days"),
    })
    .default({ orders: 4, within: "365 days" })
    .describe("Who buys often"),
  segments: z
    .array(StageSegment)
    .min(1, { error: "at least one segment" })
    .optional()
    .describe("Other names for stages, or one for several; stages that are not named stay"),
});

export type LifecycleConfig = z.infer<typeof LifecycleSchema>;
