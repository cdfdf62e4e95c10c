import type { Action } from "@clientele/core/views";
import type { ActionsBlock, Button } from "@slack/types";
import { writeActionValue, type StoredQuestion } from "../ask/action-value.ts";
import { oneLine } from "./text.ts";

/** Every button's `action_id` begins so; what it asks is in its value. */
export const askPrefix = "ask:";
/** Selects of customers: fixed options, and options that are searched while typing. */
export const pickAction = "pick";
export const searchAction = "search";

export type Choice = { readonly label: string; readonly question: StoredQuestion };

/**
 * A row of buttons.
 *
 * @param choices at most 25
 * @param name tells this row from other rows of the message
 * @example buttons([{ label: "Why?", question: { kind: "why", customer: "42" } }], "card")
 */
export function buttons(choices: readonly Choice[], name: string): ActionsBlock[] {
  if (choices.length === 0) return [];
  const elements = choices.map(({ label, question }, i): Button => ({
    type: "button",
    action_id: `${askPrefix}${name}:${i}`,
    text: { type: "plain_text", text: oneLine(label) || "…", emoji: false },
    value: writeActionValue(question),
  }));
  return [{ type: "actions", block_id: `ask-${name}`, elements }];
}

/** The question behind a view's action; `null` for what Slack does not offer. */
function questionOf(action: Action): StoredQuestion | null {
  const { customer, segmentation, segment } = action.args;
  switch (action.id) {
    case "card":
    case "why":
      return customer === undefined ? null : { kind: action.id, customer };
    case "list":
    case "segment":
      return segmentation === undefined || segment === undefined
        ? { kind: "segments" }
        : { kind: "members", segmentation, segment, offset: Number(action.args["offset"] ?? 0) };
    case "open":
    case "run":
    case "publish":
    case "preview":
      return null;
  }
}

/** A view's actions as choices, in their order. */
export const choicesOf = (actions: readonly Action[]): readonly Choice[] =>
  actions.flatMap((action) => {
    const question = questionOf(action);
    return question === null ? [] : [{ label: action.label, question }];
  });
