import type { KnownBlock, ModalView } from "@slack/types";
import { fitToLimits } from "../blocks/fit-to-limits.ts";
import { context } from "../blocks/render-view.ts";
import { truncate } from "../blocks/text.ts";

export type Modal = {
  readonly callback: string;
  readonly title: string;
  readonly close: string;
  readonly submit?: string;
  readonly metadata?: string;
  readonly blocks: readonly KnownBlock[];
};

/** Slack's limit of a modal's title and buttons. */
const longestLabel = 24;

/** A modal within Slack's limits. */
export const modal = ({ callback, title, close, submit, metadata, blocks }: Modal): ModalView => ({
  type: "modal",
  callback_id: callback,
  title: label(title),
  close: label(close),
  ...(submit === undefined ? {} : { submit: label(submit) }),
  ...(metadata === undefined ? {} : { private_metadata: metadata }),
  blocks: fitToLimits(blocks),
});

/** Stands there while what it is for is made: a trigger lives three seconds. */
export const openingModal = (title: string, close: string, text: string): ModalView =>
  modal({ callback: "opening", title, close, blocks: [context(text)] });

const label = (text: string) =>
  ({ type: "plain_text", text: truncate(text, longestLabel), emoji: false }) as const;
