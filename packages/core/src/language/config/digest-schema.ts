/** The shape of `digests/*.yaml`: what is told, to whom, and when. */
import * as z from "zod";
import { Days, Id, LocalisedText, Title, Workspace } from "./schema-parts.ts";

/** What a digest can tell, in the order in which it is told. */
export const digestSections = ["balance", "revenue", "losses", "actions", "decision"] as const;

/** Schedules in words; at nine o'clock. */
export const scheduleWords = ["daily", "weekdays", "weekly", "monthly"] as const;

const reported = (what: string) =>
  z
    .array(z.string().min(1))
    .min(1, { error: "at least one segment" })
    .max(12, { error: "at most 12 segments" })
    .optional()
    .describe(what);

const Audience = z
  .union(
    [
      z.strictObject({
        channel: z.string().min(1).describe("A channel of Slack, such as '#sales' or its id"),
      }),
      z.strictObject({
        user: z.string().min(1).describe("One person, by e-mail or Slack id"),
      }),
      z.strictObject({
        owners: z
          .literal("each")
          .describe("Each owner of customers gets their own, about their customers alone"),
      }),
      z.strictObject({
        teams: z
          .strictObject({
            by: Id.describe("The column of customers that says of which team they are"),
            to: z
              .record(z.string().min(1), z.string().min(1))
              .describe("For each value of the column, who gets it: a channel or a person"),
          })
          .describe("Each team gets its own, about its customers alone"),
      }),
    ],
    { error: "{ channel: … }, { user: … }, { owners: each } or { teams: … }" },
  )
  .describe("Who gets it: a channel, a person, each owner, or each team");

const Schedule = z
  .union(
    [
      z.enum(scheduleWords),
      z.strictObject({
        cron: z
          .string()
          .min(1)
          .describe("When, in the five fields of cron, such as '0 9 * * 1'; or weekly"),
        timezone: z
          .string()
          .min(1)
          .optional()
          .describe("In which time zone; by default the project's"),
      }),
    ],
    { error: "daily, weekdays, weekly, monthly, or { cron, timezone }" },
  )
  .describe("When it is sent: daily, weekdays, weekly (Monday) or monthly, at nine; or cron");

export const DigestSchema = z.strictObject({
  digest: Id.describe("The digest's name: letters, digits and _, not starting with a digit"),
  title: Title,
  audience: Audience.optional(),
  workspace: Workspace.optional().describe(
    "The Slack workspace of its audience, where the bot is in several; by default the first that it was installed in",
  ),
  schedule: Schedule.optional(),
  compare_with: z
    .union([z.enum(["previous_digest", "published"]), Days], {
      error: "previous_digest, published, or a number of days such as 7 days",
    })
    .default("previous_digest")
    .describe(
      "What changes are counted from: the run of the digest before, the run that was published before, or the newest run at least so many days older",
    ),
  report: reported("Segmentations and segments that it reports; by default all"),
  losses: z
    .strictObject({
      entering: reported("Segments that it is bad to enter, such as care.save_list"),
      leaving: reported("Segments that it is bad to leave, such as value.high"),
    })
    .optional()
    .describe(
      "Which moves are losses; by default to a lower tier, and into segments whose strategy is to retain or to win back",
    ),
  sections: z
    .array(z.enum(digestSections))
    .min(1, { error: "at least one section" })
    .optional()
    .describe("What it tells: balance, revenue, losses, actions, decision; by default all"),
  decision: LocalisedText.optional().describe(
    "The decision that it asks for; by default what the numbers ask for",
  ),
  chart: z
    .enum(["moves", "sizes", "none"])
    .default("moves")
    .describe("The chart below it: who came and went, how large segments are, or none"),
  quiet: z
    .enum(["never", "when_nothing_changed"])
    .default("never")
    .describe("Whether it is left out where nothing that it reports has changed"),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, { error: "a language, such as en or zh-CN" })
    .optional()
    .describe("Its language, such as en or zh-CN; by default the project's"),
  names: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(5)
    .describe("At most so many customers by name; 0 names nobody"),
});

export type DigestConfig = z.infer<typeof DigestSchema>;
export type DigestSection = (typeof digestSections)[number];
