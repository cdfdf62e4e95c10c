import type { BlockAction, RespondFn } from "@slack/bolt";
import type { Message } from "../../blocks/message.ts";
import { literal } from "../answering.ts";

/** Where a button was pressed: `alone` where only the presser sees the message, so that an answer may take its place. */
export type Pressed = { readonly alone: boolean; readonly thread: string | null };

/** What the press of a button in a message says about its place. */
export function pressedIn(body: BlockAction): Pressed {
  const container: Readonly<Record<string, unknown>> = body.container;
  const channel = body.channel?.id ?? "";
  const thread = container["thread_ts"];
  return {
    alone: container["is_ephemeral"] === true || channel.startsWith("D"),
    thread: typeof thread === "string" ? thread : null,
  };
}

/** Answers the presser: in the message's place where nobody else reads it, else for the presser alone. */
export async function answerPress(
  respond: RespondFn,
  { alone, thread }: Pressed,
  message: Message,
): Promise<void> {
  await respond({
    ...message,
    ...literal,
    ...(alone ? {} : { response_type: "ephemeral" }),
    replace_original: alone,
    ...(thread !== null && !alone ? { thread_ts: thread } : {}),
  });
}
