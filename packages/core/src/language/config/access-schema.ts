/** The shape of `access.yaml`: who may see and do what in Slack. */
import * as z from "zod";
import { Days, expression, Id, Title, Workspace } from "./schema-parts.ts";

const slackId = /^[UW][A-Z0-9]{2,}$/;
const address = /^[^\s@<>]+@[^\s@<>]+$/;

/** Somebody: an id in Slack, or an e-mail address. */
const Who = z
  .string()
  .refine((name) => slackId.test(name) || address.test(name), {
    error: "a Slack id such as U024BE7LH, or an e-mail address",
  })
  .describe("A Slack id such as U024BE7LH, or an e-mail address");

const Channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, { error: "a channel's id, such as C024BE91L" });

const Texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: "a text, or a list of texts",
});

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "a day such as 2026-11-18" });

/** The words of `rows` that are no rule. */
export const rowWords = ["own", "team", "all"] as const;

const Grant = z.union(
  [
    expression(
      "own, team, all, or a rule: customers whose owner they are, whose owner is in a team of theirs, every customer, or those that fit",
    ),
    z.strictObject({
      match: z
        .union([z.array(Id).min(1), z.record(z.string(), Id)], {
          error: "a list of columns, or a map from column to attribute",
        })
        .describe("Columns of customers that are what is written of the person under attributes"),
    }),
  ],
  { error: "own, team, all, a rule, or { match: … }" },
);

const piiClasses = [
  "name",
  "phone",
  "email",
  "address",
  "id_number",
  "birth_date",
  "other",
] as const;
const Mask = z.enum(["hidden", "last_2", "last_4", "first", "domain"]);

const Role = z.strictObject({
  title: Title,
  users: z.array(Who).optional().describe("Who has it: Slack ids or e-mail addresses"),
  groups: z
    .array(z.string().min(1))
    .optional()
    .describe("Members of these user groups of Slack have it, by handle or id"),
  teams: z.array(Id).optional().describe("Members of these teams have it, and their leads"),
  channels: z
    .array(Channel)
    .optional()
    .describe("Whoever asks in these channels has it there, by id"),
  rows: z
    .union([Grant, z.array(Grant).min(1)], {
      error: "own, team, all, a rule, { match: … }, or a list of these",
    })
    .describe(
      "Which customers: own, team, all, a rule, or { match: [region] }; of a list, one is enough",
    ),
  columns: z
    .strictObject({
      show: z
        .array(z.string().min(1))
        .optional()
        .describe("Only these metrics, columns and segmentations"),
      hide: z
        .array(z.string().min(1))
        .optional()
        .describe("Metrics, columns and segmentations that are not there for the role"),
      sensitive: z
        .boolean()
        .default(false)
        .describe("Whether columns that are declared sensitive are shown, on request"),
    })
    .optional()
    .describe("What is shown of a customer; without it all that is not sensitive"),
  pii: z
    .union([z.literal("all"), z.array(z.enum(piiClasses))], { error: "all, or a list of classes" })
    .optional()
    .describe("Classes of personal data that are shown in clear; without it none"),
  masks: z
    .partialRecord(z.enum(piiClasses), Mask)
    .optional()
    .describe("How classes read that are not shown: hidden, or what is left of them"),
  identify: z
    .enum(["full", "masked", "id_only"])
    .default("full")
    .describe(
      "How customers are named: in full, by the first letter, or by id alone with no personal data",
    ),
  may: z
    .array(z.enum(["look_up", "export", "contact", "dispute", "watch", "digest", "approve"]))
    .default(["look_up"])
    .describe("What the role may do; approve: publish requests"),
});

const Person = z.strictObject({
  slack: z
    .string()
    .regex(slackId, { error: "a Slack id such as U024BE7LH" })
    .optional()
    .describe("Their id in Slack, where their address there is another one"),
  owner: Texts.optional().describe("What the owner column calls them, besides id and address"),
  attributes: z
    .record(Id, Texts)
    .optional()
    .describe("What is true of them, such as their regions: what match looks at"),
});

const Team = z.strictObject({
  title: Title,
  lead: Who.optional().describe("Who leads it"),
  members: z.array(Who).optional().describe("Who is in it"),
  reports_to: Id.optional().describe("The team above; its people see this team's customers, too"),
});

const Deputy = z.strictObject({
  for: Who.describe("Who is away"),
  by: Who.describe("Who stands in for them"),
  from: Day.optional().describe("The first day; without it, since ever"),
  until: Day.optional().describe("The last day; without it, for good"),
});

const customerPlace = "{customer}";

const Unfurl = z.strictObject({
  pattern: z
    .string()
    .refine(
      (text) =>
        /^https:\/\/[^/]+/.test(text) &&
        text.split(customerPlace).length === 2 &&
        !text.split("/").slice(0, 3).join("/").includes(customerPlace),
      { error: "an address such as https://crm.example/customers/{customer}" },
    )
    .describe("Links of the CRM, with {customer} where the customer's id stands"),
  share: z
    .enum(["nothing", "preview", "name", "full"])
    .default("preview")
    .describe(
      "What the channel sees: nothing; a button that each presses for what they may see; the name, or the card, as the least permitted reader may see it",
    ),
});

export const AccessSchema = z.strictObject({
  contact: Who.optional().describe("Whom people ask for access; refusals name them"),
  everybody: Id.optional().describe(
    "The role of members of the workspace whom nothing else names; without it they see nothing",
  ),
  roles: z
    .record(Id, Role)
    .describe(
      "What there is to be given, from top to bottom: the first role that somebody has is theirs",
    ),
  people: z
    .record(Who, Person)
    .optional()
    .describe("What Slack does not say of people, by address or id"),
  teams: z.record(Id, Team).optional().describe("Who works with whom"),
  deputies: z.array(Deputy).optional().describe("Who stands in for whom, and when"),
  unfurl: z
    .array(Unfurl)
    .min(1)
    .optional()
    .describe(
      "What is shown below links to customers that people post in Slack; without it nothing",
    ),
  approvals: z
    .strictObject({
      channel: z
        .string()
        .refine((name) => /^(?:[CG][A-Z0-9]{2,}|#[^\s#]+)$/.test(name), {
          error: "a channel's id such as C024BE91L, or its name such as #approvals",
        })
        .optional()
        .describe(
          "The channel that publish requests are shown in, by id or as #name; without it each approver gets a direct message",
        ),
      workspace: Workspace.optional().describe(
        "The Slack workspace that publish requests are decided in, where the bot is in several; without it that of the author",
      ),
    })
    .optional()
    .describe("Where publish requests are shown; without it each approver gets a direct message"),
  audit: z
    .strictObject({ keep: Days.describe("How long look-ups stay in the log") })
    .optional()
    .describe("The log of look-ups; without it everything stays"),
});

export type AccessConfig = z.infer<typeof AccessSchema>;
export type RoleConfig = AccessConfig["roles"][string];
