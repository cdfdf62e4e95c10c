import { mayDo, type WatchRecord } from "@clientele/core";
import { textFor } from "@clientele/core/language";
import { stepView } from "@clientele/core/views";
import type { ProjectInfo } from "@clientele/core/host";
import type { ActionsBlock, Button, KnownBlock, StaticSelect } from "@slack/types";
import type { Reading } from "../../ask/reply.ts";
import { seenProject } from "../../ask/seen-project.ts";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn, oneLine, truncate } from "../../blocks/text.ts";
import { screenMessages } from "../../messages/screens.ts";
import type { Listening } from "../answering.ts";

export const stopAction = "watch:stop";
export const segmentAction = "watch:segment";

/** What somebody watches, each with a way to stop, and a way to watch a segment. */
export async function watchSection(
  { services }: Listening,
  reading: Reading,
  place: string,
): Promise<readonly KnownBlock[]> {
  const { locale, user, viewer } = reading.asker;
  if (!mayDo(viewer, "watch")) return [];
  const messages = screenMessages(locale);
  const watches = await services.state.watches.of(`slack:${user}`, place);
  const rows: KnownBlock[] = [];
  for (const watch of watches.slice(0, mostWatches)) {
    const name = await nameOf(services, reading, watch);
    const [row] = sections([escapeMrkdwn(name)]);
    if (row === undefined) continue;
    const button = stopButton(watch, messages.stopWatching);
    rows.push({
      ...row,
      accessory: { ...button, accessibility_label: messages.stopWatchingOf(name) },
    });
  }
  return [
    { type: "header", text: plain(messages.watchingTitle) },
    ...(rows.length === 0 ? sections([escapeMrkdwn(messages.watchingNothing)]) : rows),
    ...segmentSelect(await seenProject(services, reading.asker.viewer), reading),
  ];
}

const mostWatches = 15;

async function nameOf(
  services: Listening["services"],
  reading: Reading,
  { kind, target }: WatchRecord,
): Promise<string> {
  const project = services.project();
  if (kind === "segment") return segmentName(project, target, reading);
  const { viewer } = reading.asker;
  const answer = await services.engine.call("explain", { viewer, customer: target });
  // Absent and forbidden read the same.
  if (!answer.ok) return screenMessages(reading.asker.locale).unknown;
  return reading.masked(stepView(answer.value, project, reading.told)).title;
}

/** A segment as `segmentation.segment`, by its title. */
export function segmentName(
  project: ReturnType<Listening["services"]["project"]>,
  target: string,
  { asker: { locale } }: Reading,
): string {
  const [segmentation, segment] = [target.split(".")[0], target.split(".").slice(1).join(".")];
  const found = project.segmentations
    .find(({ id }) => id === segmentation)
    ?.segments.find(({ id }) => id === segment);
  return found === undefined ? target : textFor(found.title, locale);
}

const plain = (text: string) =>
  ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;

/** Ends a watch, wherever it stands. */
export const stopButton = ({ id }: Pick<WatchRecord, "id">, label: string): Button => ({
  type: "button",
  action_id: stopAction,
  text: plain(label),
  value: String(id),
});

function segmentSelect(
  project: ProjectInfo,
  { asker: { locale } }: Reading,
): readonly ActionsBlock[] {
  const groups = project.segmentations
    .filter(({ segments }) => segments.length > 0)
    .slice(0, 100)
    .map(({ id, title, segments }) => ({
      label: plain(textFor(title, locale)),
      options: segments
        .map((s) => ({ text: plain(textFor(s.title, locale)), value: `${id}.${s.id}` }))
        .filter(({ value }) => value.length <= 150)
        .slice(0, 100),
    }));
  if (groups.length === 0) return [];
  const select: StaticSelect = {
    type: "static_select",
    action_id: segmentAction,
    placeholder: plain(screenMessages(locale).watchSegment),
    option_groups: groups,
  };
  return [{ type: "actions", block_id: "watch-segment", elements: [select] }];
}
