/** The forms on which approvers decide. */
import type { PublishRequest } from "@clientele/core";
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { approvalMessages } from "../messages/approvals.ts";
import type { BotLocale } from "../messages/index.ts";
import { screenMessages } from "../messages/screens.ts";
import { modal } from "./modal.ts";

export const approveCallback = "request-approve";
export const rejectCallback = "request-reject";
export const reasonInput = "reason";

/** A modal holds a hundred blocks; one of them is for the reason. */
const mostBlocks = 95;

const metadataOf = ({ id, round }: PublishRequest): string => JSON.stringify({ id, round });

/** @param open whether it can still be decided */
export function approveForm(
  request: PublishRequest,
  blocks: readonly KnownBlock[],
  locale: BotLocale,
  open: boolean,
): ModalView {
  const messages = approvalMessages(locale);
  return modal({
    callback: approveCallback,
    title: messages.review,
    close: screenMessages(locale).close,
    metadata: metadataOf(request),
    ...(open ? { submit: messages.approve } : {}),
    blocks: [...blocks.slice(0, mostBlocks), ...(open ? [reason(locale, true)] : [])],
  });
}

export function rejectForm(request: PublishRequest, locale: BotLocale): ModalView {
  const messages = approvalMessages(locale);
  return modal({
    callback: rejectCallback,
    title: messages.reject,
    submit: messages.reject,
    close: screenMessages(locale).cancel,
    metadata: metadataOf(request),
    blocks: [...sections([`*${escapeMrkdwn(request.title)}*`]), reason(locale, false)],
  });
}

function reason(locale: BotLocale, optional: boolean): InputBlock {
  const messages = approvalMessages(locale);
  return {
    type: "input",
    block_id: reasonInput,
    optional,
    label: { type: "plain_text", text: messages.reason, emoji: false },
    hint: { type: "plain_text", text: messages.reasonHint, emoji: false },
    element: {
      type: "plain_text_input",
      action_id: reasonInput,
      multiline: true,
      max_length: 2000,
    },
  };
}
