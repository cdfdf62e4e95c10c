import { z } from "zod";
import { readStored } from "../blocks/stored-value.ts";
import type { Question } from "./question.ts";

/** The form of a question in a button's value. Payloads come from outside: what does not fit is refused. */
const stored = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("card"), customer: z.string().min(1) }),
  z.object({ kind: z.literal("why"), customer: z.string().min(1) }),
  z.object({ kind: z.literal("segments") }),
  z.object({ kind: z.literal("digest"), text: z.string().min(1).max(200) }),
  z.object({ kind: z.literal("ask"), text: z.string().min(1).max(400) }),
  z.object({
    kind: z.literal("page"),
    about: z.string().max(300),
    where: z.string().max(1000).optional(),
    sort: z.string().max(200).optional(),
    descending: z.boolean().optional(),
    offset: z.int().min(0).max(1_000_000),
    until: z.int().min(1).max(1_000_000).optional(),
  }),
  z.object({
    kind: z.literal("members"),
    segmentation: z.string().min(1),
    segment: z.string().min(1),
    offset: z.int().min(0).max(1_000_000),
  }),
]);

/** Questions that a button can carry. */
export type StoredQuestion = z.infer<typeof stored>;

/** @example writeActionValue({ kind: "card", customer: "42" }) // => '{"kind":"card","customer":"42"}' */
export const writeActionValue = (question: StoredQuestion): string => JSON.stringify(question);

/**
 * The question that a button carries.
 *
 * @returns `null` when the value is not one of ours, e.g. from a message of an older version
 * @example readActionValue('{"kind":"segments"}') // => { kind: "segments" }
 */
export const readActionValue = (value: string | undefined): Question | null =>
  readStored(stored, value);
