/** What a digest says in Slack: a first screen, and what stands in its thread. */
import { drawPicture, type Viewer } from "@clientele/core";
import type { Digest, ProjectInfo } from "@clientele/core/host";
import {
  digestDetailView,
  digestNotice,
  digestSvg,
  digestView,
  formatCell,
  lateNotice,
  mask,
  toText,
  type Chart,
  type View,
} from "@clientele/core/views";
import type { KnownBlock } from "@slack/types";
import { buttons, choicesOf } from "../blocks/buttons.ts";
import { seal, type Message } from "../blocks/message.ts";
import { context, renderView, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn, truncate } from "../blocks/text.ts";
import type { Log } from "../log.ts";
import type { BotLocale } from "../messages/index.ts";

export type Told = {
  readonly digest: Digest;
  readonly project: ProjectInfo;
  readonly locale: BotLocale;
  /** The reader's day, ISO. */
  readonly today: string;
  readonly viewer: Viewer;
  /** The time at which it was due, where the bot could not send it then. */
  readonly late: string | null;
  readonly log: Log;
};

export type Content = {
  readonly main: Message;
  /** What is said where Slack does not take the blocks. */
  readonly plain: Message;
  readonly charts: readonly Chart[];
  readonly below: readonly KnownBlock[];
  readonly text: string;
  /** Ids of the customers that are named. */
  readonly customers: readonly string[];
  readonly draw: () => Promise<Uint8Array>;
};

export function contentOf(told: Told): Content {
  const { digest, project, locale, today, viewer, late, log } = told;
  const style = { locale, today };
  const main = mask(digestView(digest, project, style), viewer);
  const detail = mask(digestDetailView(digest, project, style), viewer);
  const format = (cell: Parameters<typeof formatCell>[0]): string => formatCell(cell, style);
  const lateBlocks = late === null ? [] : [context(lateNotice(late, locale))];
  const text = digestNotice(digest, style);
  const blocks = [
    ...lateBlocks,
    ...renderView(main, format),
    ...buttons(choicesOf(main.actions), "digest"),
  ];
  const isChart = (block: View["blocks"][number]): block is Chart => block.kind === "chart";
  const tables = { ...detail, title: "", blocks: detail.blocks.filter((b) => !isChart(b)) };
  const lines = [...(late === null ? [] : [lateNotice(late, locale)]), toText(main, style)];
  return {
    main: seal(text, blocks, log),
    plain: seal(text, sections(lines.join("\n").split("\n").map(escapeMrkdwn)), log),
    charts: detail.blocks.filter(isChart),
    below: renderView(tables, format),
    text,
    customers: [
      ...new Set([...digest.losses, ...digest.overdue].map(({ customer }) => customer.id)),
    ],
    draw: () => drawPicture(digestSvg({ ...main, blocks: [] }, detail, style)),
  };
}

/** A chart as Slack draws it itself. */
export function nativeChart(chart: Chart): KnownBlock {
  const labels = chart.series[0]?.points.map((p, i) => labelOf(p.label, i)) ?? [];
  const block = {
    type: "data_visualization",
    title: truncate(chart.title, 50),
    chart: {
      type: "bar",
      series: chart.series.map(({ name, points }) => ({
        name: truncate(name, 20),
        data: points.map((p, i) => ({ label: labelOf(p.label, i), value: p.value })),
      })),
      axis_config: { categories: labels },
    },
  };
  // Newer than the types that Slack ships; the schema of our own knows it.
  return block as unknown as KnownBlock;
}

/** Labels are cut at 20 characters, and must differ. */
const labelOf = (label: string, place: number): string =>
  label.length <= 20 ? label : `${truncate(label, 16)} ${place + 1}`;

/** A file of ours, with the chart's sentence for who does not see it. */
export const imageOf = (file: string, chart: Chart): KnownBlock => ({
  type: "image",
  slack_file: { id: file },
  alt_text: truncate(`${chart.title}: ${chart.sentence}`, 2000),
});

/** A chart in words. */
export const chartText = (chart: Chart): readonly KnownBlock[] =>
  sections([`*${escapeMrkdwn(chart.title)}*`, escapeMrkdwn(chart.sentence)]);
