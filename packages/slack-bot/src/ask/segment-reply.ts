import { textFor } from "@clientele/core/language";
import { buttons, type Choice } from "../blocks/buttons.ts";
import { customerChoice, customersIn } from "../blocks/customer-choice.ts";
import { context, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { membersView, segmentsView } from "../core-stub.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { findSegments, type FoundSegment } from "./find-segment.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

const pageSize = 10;
/** Of a row of buttons, so that a phone shows them all. */
const mostSegments = 20;

/** All segments with their customers. */
export async function segmentsReply(services: Services, reading: Reading): Promise<Reply> {
  const answer = await services.engine.call("preview", { panel: "slack" });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const view = reading.masked(segmentsView(answer.value, { locale: reading.asker.locale }));
  const below = segmentButtons(services, reading, everySegment(services));
  return viewReply(reading, view, reading.messages.fallback.segments, [], below);
}

/** The customers of the segment that a text means. */
export async function findSegmentReply(
  services: Services,
  reading: Reading,
  text: string,
): Promise<Reply> {
  const found = findSegments(services.project(), text);
  const [first] = found;
  if (first !== undefined && found.length === 1) return membersReply(services, reading, first, 0);
  const { messages } = reading;
  const sentence =
    first === undefined ? messages.unknownSegment(text) : messages.severalSegments(text);
  const choices = first === undefined ? everySegment(services) : found;
  return {
    text: messages.fallback.segments,
    blocks: [...sections([escapeMrkdwn(sentence)]), ...segmentButtons(services, reading, choices)],
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
  const answer = await services.engine.call("members", { segment, limit: pageSize, offset });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const { rows, total } = answer.value;
  const view = reading.masked(membersView(answer.value, services.project(), asker));
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

const everySegment = (services: Services): readonly FoundSegment[] =>
  services
    .project()
    .segmentations.flatMap(({ id, segments }) =>
      segments.map((segment) => ({ segmentation: id, segment: segment.id })),
    );

/** A button for each segment; where two segmentations share a title, with the segmentation's. */
function segmentButtons(services: Services, { asker }: Reading, segments: readonly FoundSegment[]) {
  const project = services.project();
  const named = segments.slice(0, mostSegments).map((found) => {
    const segmentation = project.segmentations.find(({ id }) => id === found.segmentation);
    const segment = segmentation?.segments.find(({ id }) => id === found.segment);
    return {
      found,
      title: textFor(segment?.title ?? found.segment, asker.locale),
      of: textFor(segmentation?.title ?? found.segmentation, asker.locale),
    };
  });
  const choices = named.map(({ found, title, of }) => ({
    label: named.filter((other) => other.title === title).length > 1 ? `${title} · ${of}` : title,
    question: { kind: "members", ...found, offset: 0 } as const,
  }));
  return buttons(choices, "segments");
}
