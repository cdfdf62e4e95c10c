import type { KnownBlock } from "@slack/types";
import type { Log } from "../log.ts";
import { checkBlocks } from "./check-payload.ts";
import { fitToLimits } from "./fit-to-limits.ts";
import { toJson } from "./json.ts";
import { messageLimits } from "./limits.ts";
import { sections } from "./render-view.ts";
import { escapeMrkdwn, truncate } from "./text.ts";

/** What is sent: `text` is all that a notification shows, so it holds no figures. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/**
 * A message that Slack takes: within its limits, and checked. Blocks that are wrong in spite of that are left out, and the
 * log says so, because an answer without its buttons is better than none.
 *
 * @param text plain, not escaped
 * @param blocks in order
 */
export function seal(text: string, blocks: readonly KnownBlock[], log: Log): Message {
  const plain = truncate(escapeMrkdwn(text), messageLimits.text);
  const fitted = fitToLimits(blocks);
  if (checkBlocks(toJson(fitted)).length === 0) return { text: plain, blocks: fitted };
  const sound = fitted.filter((block) => {
    const problems = checkBlocks(toJson([block]));
    for (const { pointer, message } of problems)
      log.warn("invalid-block", { type: block.type, pointer, message });
    return problems.length === 0;
  });
  return { text: plain, blocks: sound.length === 0 ? sections([escapeMrkdwn(text)]) : sound };
}

/** A message that is one sentence. */
export const notice = (text: string, log: Log): Message =>
  seal(text, sections([escapeMrkdwn(text)]), log);
