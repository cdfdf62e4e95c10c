import { z } from "zod";
import { readStored } from "../blocks/stored-value.ts";

/** What can be done with a customer from a card. */
const deed = z.object({
  do: z.enum(["step", "contact", "watch", "history", "dispute"]),
  customer: z.string().min(1),
  /** The run that the card was made from. */
  run: z.string(),
  /** The step that is meant; the next best one where it is left out. */
  strategy: z.string().optional(),
  action: z.string().optional(),
});

export type Deed = z.infer<typeof deed>;

/** Every element with a deed has an `action_id` that begins so. */
export const deedPrefix = "deed:";

/** @example writeDeed({ do: "step", customer: "42", run: "r" }) // => '{"do":"step","customer":"42","run":"r"}' */
export const writeDeed = (given: Deed): string => JSON.stringify(given);

/** @returns `null` where the value is none of ours, e.g. of an older version */
export const readDeed = (value: string | undefined): Deed | null => readStored(deed, value);
