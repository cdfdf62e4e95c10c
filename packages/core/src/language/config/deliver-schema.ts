/** The shape of `deliver` in `clientele.yaml`: the webhook of a CRM, and what it is told. */
import * as z from "zod";
import { Id } from "./schema-parts.ts";

/** Where batches go, whoever starts them. */
export const DeliverSchema = z.strictObject({
  to: z
    .string()
    .min(1)
    .describe("Where to: an address that begins with https://, or a variable such as ${CRM_URL}"),
  secret: z
    .string()
    .regex(/^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/, {
      error: "a variable of the environment such as ${CRM_SECRET}; no secret stands in a file",
    })
    .describe("The variable with the secret of signatures, such as ${CRM_SECRET}"),
  segmentations: z
    .array(Id)
    .min(1, { error: "at least one segmentation" })
    .optional()
    .describe("Which segmentations the receiver is told of; without it all"),
  consent: Id.optional().describe("Only customers who agreed to this, of the consents"),
  pseudonyms: z.boolean().default(false).describe("Pseudonyms in place of ids"),
  on: z
    .enum(["publish", "command"])
    .default("command")
    .describe("publish: whenever a run is published; command: when clientele deliver is run"),
});
