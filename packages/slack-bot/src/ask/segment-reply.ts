import { randomUUID } from "node:crypto";
import type { Viewer } from "@clientele/core";
import { membersView, personaBlocks, segmentsView } from "@clientele/core/views";
import { buttons, type Choice } from "../blocks/buttons.ts";
import { customerChoice, customersIn } from "../blocks/customer-choice.ts";
import { context, sections } from "../blocks/render-view.ts";
import { segmentButtons, segmentSelect, type FoundSegment } from "../blocks/segment-choice.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { findSegments } from "./find-segment.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";
import { seenProject } from "./seen-project.ts";

const pageSize = 10;
/** The metrics that tell how much somebody spends, the better one first. */
const spending = ["monetary_365", "monetary"];

/** Whether every customer is counted for somebody: then edits that are not published yet are, too. */
const seesAll = ({ rows, columns }: Viewer): boolean =>
  rows.kind === "all" && columns.shown === null && columns.hidden.length === 0;

/** All segments with their customers. */
export async function segmentsReply(services: Services, reading: Reading): Promise<Reply> {
  const { viewer } = reading.asker;
  const answer = seesAll(viewer)
    ? // A panel of its own: the latest preview of a panel cancels the one before, which may be another person's.
      await services.engine.call("preview", { panel: `slack:${randomUUID()}` })
    : await services.engine.call("segments", { viewer });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const view = reading.masked(segmentsView(answer.value, reading.told));
  const edited = answer.value.segmentations.some(({ moves }) => moves.length > 0);
  const below = [
    ...(edited ? [context(reading.messages.unpublished)] : []),
    ...segmentSelect(await seenProject(services, viewer), reading.asker, reading.messages),
  ];
  return viewReply(reading, view, reading.messages.fallback.segments, [], below);
}

/** The customers of the segment that a text means. */
export async function findSegmentReply(
  services: Services,
  reading: Reading,
  text: string,
): Promise<Reply> {
  const project = await seenProject(services, reading.asker.viewer);
  const found = findSegments(project, text);
  const [first] = found;
  if (first !== undefined && found.length === 1) return membersReply(services, reading, first, 0);
  const { messages } = reading;
  const sentence =
    first === undefined ? messages.unknownSegment(text) : messages.severalSegments(text);
  const choice =
    first === undefined
      ? segmentSelect(project, reading.asker, messages)
      : segmentButtons(found, project, reading.asker);
  return {
    text: messages.fallback.segments,
    blocks: [...sections([escapeMrkdwn(sentence)]), ...choice],
    customers: [],
  };
}

/** A page of a segment's customers, with a way to open each and to turn the page. */
export async function membersReply(
  services: Services,
  reading: Reading,
  segment: FoundSegment,
  offset: number,
): Promise<Reply> {
  const { asker, messages } = reading;
  const project = await seenProject(services, asker.viewer);
  // Those who spend most come first: they are who a person is likely to open.
  const sort = spending.find((name) => project.metrics.some(({ id }) => id === name));
  const answer = await services.engine.call("members", {
    viewer: asker.viewer,
    segment,
    limit: pageSize,
    offset,
    ...(sort === undefined ? {} : { sort, descending: true }),
  });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const { rows, total } = answer.value;
  const members = membersView(answer.value, project, {
    locale: asker.locale,
    segment,
    metrics: sort === undefined ? [] : [sort],
  });
  // What the segment is like stands on its first page only.
  const persona =
    offset === 0
      ? await services.engine.call("persona", { viewer: asker.viewer, ...segment })
      : undefined;
  const told =
    persona?.ok === true
      ? personaBlocks(persona.value, project, { locale: asker.locale, most: 1 })
      : [];
  const view = reading.masked({ ...members, blocks: [...told, ...members.blocks] });
  const customers = customersIn(view, reading.format);
  const turn: Choice[] = [];
  const at = (page: number) => ({ kind: "members", ...segment, offset: page }) as const;
  if (offset > 0)
    turn.push({ label: messages.previous, question: at(Math.max(0, offset - pageSize)) });
  if (offset + rows.length < total)
    turn.push({ label: messages.next, question: at(offset + pageSize) });
  const paging =
    total > rows.length ? [context(messages.paging(offset + 1, offset + rows.length, total))] : [];
  const below = [
    ...paging,
    ...customerChoice(customers, Math.max(customers.length, 6), {
      ...messages,
      choose: messages.openCustomer,
    }),
    ...buttons(turn, "page"),
  ];
  const shown = customers.map((customer) => customer.id);
  return viewReply(reading, view, messages.fallback.list, shown, below);
}
