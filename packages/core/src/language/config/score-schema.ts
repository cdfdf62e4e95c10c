/** The shape of segmentations of kind `score`. */
import * as z from "zod";
import { Band, bandTests, plainNumber } from "./bands-schema.ts";
import {
  Days,
  expression,
  Id,
  kindWords,
  segmentationCommon,
  Title,
  withinEach,
} from "./schema-parts.ts";

const points = z.number().min(0).max(100);
const weight = z.number().min(0.001).max(1000).default(1);

const Step = z.strictObject({
  at_least: bandTests.at_least,
  in: bandTests.in,
  rest: bandTests.rest,
  points: points.describe("Points in [0, 100]"),
});

const Criterion = z.strictObject({
  id: Id,
  title: Title,
  by: expression("What is judged: a number, or a text where points are given for texts"),
  within: Days.optional(),
  weight: weight.describe("Beside the other criteria of its group"),
  scale: z
    .tuple([plainNumber, plainNumber], { error: "[value of 0 points, value of 100 points]" })
    .optional()
    .describe("The values of 0 and of 100 points, in between in proportion; may fall"),
  rank: z
    .enum(["high", "low"])
    .optional()
    .describe("Points by the share of customers who are worse; high or low values are better"),
  points: z
    .array(Step)
    .min(1, { error: "at least one step" })
    .optional()
    .describe("Points by value: the first that fits, from the highest to the lowest"),
  unknown: points.optional().describe("Points where it is not known; without it there is no score"),
});

const Group = z.strictObject({
  id: Id,
  title: Title,
  weight: weight.describe("Beside the other groups, where they are averaged"),
  criteria: z
    .array(Criterion)
    .min(1, { error: "at least one criterion" })
    .max(30)
    .describe("What the group is made of, averaged by weight"),
});

export const ScoreSchema = z.strictObject({
  ...segmentationCommon,
  kind: z.literal("score").describe(kindWords),
  within_each: withinEach,
  per: expression(
    "A column of customers or another segmentation: what is scored is each of its values, by the means of its customers",
  ).optional(),
  combine: z
    .enum(["average", "multiply"])
    .default("average")
    .describe(
      "How groups make the score: averaged by weight, or multiplied, where all must be good",
    ),
  groups: z
    .array(Group)
    .min(1, { error: "at least one group" })
    .max(12)
    .describe("Groups of criteria, such as attractiveness, fit and resources"),
  segments: z
    .array(Band.omit({ in: true }))
    .min(1, { error: "at least one segment" })
    .describe("Segments by score, in [0, 100], from the highest to the lowest"),
  sensitivity: z
    .strictObject({
      draws: z.int().min(10).max(1000).default(200).describe("How often weights are drawn"),
      spread: z
        .string()
        .regex(/^\s*([1-9]\d?|100)\s*%\s*$/, { error: "such as 25%" })
        .default("25%")
        .describe("By how much each weight goes up or down at most"),
    })
    .default({ draws: 200, spread: "25%" })
    .describe("What a run tries to see how much the segments rest on the weights"),
});

export type ScoreConfig = z.infer<typeof ScoreSchema>;
export type CriterionConfig = z.infer<typeof Criterion>;
