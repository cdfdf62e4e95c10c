/** Publish requests as a table, with what is live; and who moves by one. */
import type { LiveRelease, ProjectInfo, Rehearsal, RequestMovers } from "../host/protocol.ts";
import { countCell, moneyCell, textCell } from "./cells.ts";
import { formatTime } from "./format-date.ts";
import { requestWordsFor } from "./request-words.ts";
import {
  isOverlapping,
  moveWords,
  shortHash,
  type RequestViewOptions,
  type ToldRequest,
} from "./request.ts";
import type { Cell, Column, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

type Timed = ViewOptions & Pick<RequestViewOptions, "timezone">;

/** What is live, since when and by whose leave. */
export function liveSentence(
  published: LiveRelease["published"],
  { locale, today, timezone }: Timed,
): string {
  const words = requestWordsFor(locale);
  if (published === null) return words.notLive;
  const { approval, why, by, at } = published;
  const since = formatTime(at, { locale, ...(today === undefined ? {} : { today }) }, timezone);
  return approval === null
    ? words.liveDirect(since, by)
    : words.liveApproved(why, since, approval.approver, approval.id);
}

/** In their order. */
export function requestsView(
  requests: readonly ToldRequest[],
  published: LiveRelease["published"],
  options: Timed,
): View {
  const { locale, today, timezone } = options;
  const words = requestWordsFor(locale);
  const dated = { locale, ...(today === undefined ? {} : { today }) };
  const column = (id: string, label: string, type: Column["type"] = "text"): Column => ({
    id,
    label,
    type,
  });
  const live = { label: words.live, cells: [textCell(liveSentence(published, options))] };
  return {
    id: "requests",
    title: words.requests,
    run: published?.run ?? null,
    blocks: [
      { kind: "facts", facts: [live] },
      requests.length === 0
        ? { kind: "note", tone: "plain", text: words.noRequests }
        : {
            kind: "table",
            columns: [
              column("id", words.id, "number"),
              column("title", words.title),
              column("author", words.author),
              column("hash", words.hash),
              column("state", words.state),
              column("expires", words.expires),
            ],
            rows: requests.map(({ id, title, author, configHash, stage, expires }) => [
              countCell(id),
              textCell(title),
              textCell(author),
              textCell(shortHash(configHash)),
              textCell(words.stages[stage]),
              textCell(formatTime(expires, dated, timezone)),
            ]),
          },
    ],
    actions: [],
  };
}

/** A page of those whom a request moves; mask it for its reader. */
export function requestMoversView(
  { rows, run, total }: RequestMovers,
  title: string,
  { segmentations }: Rehearsal,
  project: ProjectInfo,
  { locale }: ViewOptions,
): View {
  const words = requestWordsFor(locale);
  const pii = project.metrics.find((m) => m.pii === "name")?.pii ?? null;
  const moveOf = ({ segmentation, from, to }: RequestMovers["rows"][number]): Cell => {
    const found = segmentations.find((s) => s.segmentation === segmentation);
    return textCell(
      moveWords(found?.segments ?? [], { from, to }, isOverlapping(found), locale, words),
    );
  };
  const column = (id: string, label: string, type: Column["type"]): Column => ({ id, label, type });
  return {
    id: "request-movers",
    title: words.movers(title),
    run,
    blocks: [
      {
        kind: "table",
        columns: [
          column("customer", words.customer, "customer"),
          column("move", words.moveTitle, "text"),
          column("revenue", words.spend, "money"),
        ],
        rows: rows.map((row) => [
          {
            value: row.label ?? row.id,
            type: "customer",
            ...(pii === null || row.label === null ? {} : { pii }),
            ref: { kind: "customer", id: row.id },
          },
          moveOf(row),
          row.revenue === null
            ? { value: null, type: "money" }
            : moneyCell(row.revenue, project.currency),
        ]),
        total,
      },
    ],
    actions: [],
  };
}
