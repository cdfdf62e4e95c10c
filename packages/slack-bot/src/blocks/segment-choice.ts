import { textFor } from "@clientele/core/language";
import type { ProjectInfo } from "@clientele/core/host";
import type { ActionsBlock, PlainTextOption } from "@slack/types";
import { writeActionValue } from "../ask/action-value.ts";
import type { Asker } from "../ask/reply.ts";
import type { Messages } from "../messages/index.ts";
import { buttons, pickAction } from "./buttons.ts";
import { oneLine, truncate } from "./text.ts";

export type FoundSegment = { readonly segmentation: string; readonly segment: string };

/** A button for each segment, with its segmentation, because two of them share a name. */
export function segmentButtons(
  segments: readonly FoundSegment[],
  project: ProjectInfo,
  { locale }: Asker,
): ActionsBlock[] {
  const choices = segments.map((found) => {
    const segmentation = project.segmentations.find(({ id }) => id === found.segmentation);
    const segment = segmentation?.segments.find(({ id }) => id === found.segment);
    const titles = [segment?.title ?? found.segment, segmentation?.title ?? found.segmentation];
    return {
      label: titles.map((title) => textFor(title, locale)).join(" · "),
      question: { kind: "members", ...found, offset: 0 } as const,
    };
  });
  return buttons(choices, "segments");
}

/** A select of all segments, grouped by segmentation. */
export function segmentSelect(
  project: ProjectInfo,
  { locale }: Asker,
  messages: Messages,
): ActionsBlock[] {
  const plain = (text: string) =>
    ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;
  const groups = project.segmentations
    .map(({ id, title, segments }) => ({
      label: plain(textFor(title, locale)),
      options: segments
        .map((segment): PlainTextOption => ({
          text: plain(textFor(segment.title, locale)),
          value: writeActionValue({
            kind: "members",
            segmentation: id,
            segment: segment.id,
            offset: 0,
          }),
        }))
        .filter((option) => (option.value ?? "").length <= 150)
        .slice(0, 100),
    }))
    .filter(({ options }) => options.length > 0)
    .slice(0, 100);
  if (groups.length === 0) return [];
  const placeholder = { type: "plain_text", text: messages.openSegment } as const;
  return [
    {
      type: "actions",
      block_id: "choose-segment",
      elements: [
        { type: "static_select", action_id: pickAction, placeholder, option_groups: groups },
      ],
    },
  ];
}
