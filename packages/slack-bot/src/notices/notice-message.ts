import type { Notice } from "@clientele/core";
import type { Explained } from "@clientele/core/host";
import { changedRow, formatNumber, stepView } from "@clientele/core/views";
import type { KnownBlock } from "@slack/types";
import type { Reading } from "../ask/reply.ts";
import { buttons } from "../blocks/buttons.ts";
import { seal, type Message } from "../blocks/message.ts";
import { renderView, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { segmentName } from "../listeners/screens/watch-section.ts";
import { screenMessages } from "../messages/screens.ts";
import type { Services } from "../services.ts";

/**
 * What a notice says to its reader, with the rights that they have now.
 *
 * @returns `null` where it is about a customer whom they may not see any more
 */
export async function noticeMessage(
  services: Services,
  reading: Reading,
  about: Notice,
): Promise<Message | null> {
  const messages = screenMessages(reading.asker.locale);
  const project = services.project();
  if (about.kind === "segment-moved") {
    const { segmentation, segment, joined, left, now } = about;
    const name = segmentName(project, `${segmentation}.${segment}`, reading);
    const count = (n: number) => formatNumber(n, 0);
    const told = messages.segmentMoved(name, count(joined), count(left), count(now));
    const open = buttons(
      [{ label: name, question: { kind: "members", segmentation, segment, offset: 0 } }],
      "moved",
    );
    const blocks = [...sections([escapeMrkdwn(told)]), ...open];
    return seal(messages.segmentMovedShort, blocks, services.log);
  }
  const { viewer } = reading.asker;
  const answer = await services.engine.call("explain", { viewer, customer: about.customer });
  if (!answer.ok) {
    if (answer.error.kind === "problems") return null;
    throw new Error(`the engine did not answer: ${answer.error.kind}`);
  }
  const { title } = reading.masked(stepView(answer.value, project, reading.told));
  const card = buttons(
    [{ label: messages.openCard, question: { kind: "card", customer: about.customer } }],
    "notice",
  );
  if (about.kind === "dispute-resolved") {
    const by = about.by.replace(/^cli:/, "");
    const told = messages.resolved(by, title, about.note);
    const blocks = [...sections([escapeMrkdwn(told)]), ...card];
    return seal(messages.resolvedShort, blocks, services.log);
  }
  const blocks = [
    ...sections([`*${escapeMrkdwn(messages.customerMoved(title)).replaceAll("*", "∗")}*`]),
    ...about.moves.flatMap((move) => moveBlocks(services, reading, answer.value, move)),
    ...card,
  ];
  return seal(messages.movedShort, blocks, services.log);
}

/** Which segments of one segmentation the customer left and came to. */
function moveBlocks(
  services: Services,
  reading: Reading,
  { customer, base }: Explained,
  move: Extract<Notice, { kind: "customer-moved" }>["moves"][number],
): readonly KnownBlock[] {
  const [, told] = changedRow({ customer, ...move }, services.project(), reading.told);
  if (told === undefined) return [];
  const view = {
    id: "move",
    title: "",
    run: base.run,
    blocks: [{ kind: "facts", facts: [{ label: "", cells: [told] }] }],
    actions: [],
  } as const;
  return renderView(view, reading.format);
}
