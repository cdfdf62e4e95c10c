import { nobodyOf, type Viewer } from "@clientele/core";
import { customerCard, stepView } from "@clientele/core/views";
import type { KnownBlock, LinkUnfurls } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { readingOf, type Reading } from "../../ask/reply.ts";
import { buttons } from "../../blocks/buttons.ts";
import { fitToLimits } from "../../blocks/fit-to-limits.ts";
import { renderView, sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { botLocale } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import { linkedCustomer, type Share } from "../../screens/linked-customer.ts";
import type { Listening } from "../answering.ts";
import { auditShown } from "./audit-shown.ts";

/** So many links of one message are looked at. */
const most = 5;

/**
 * Links of the CRM that somebody posts: below each what its pattern shares, as the least permitted reader of the channel may
 * see it, and a button that shows the presser what they may see. A link to nobody looks the same as one to somebody unseen.
 */
export function registerLinks(listening: Listening): void {
  const { app, services } = listening;
  app.event("link_shared", async ({ event, body, client }) => {
    const file = await services.engine.call("access", {});
    const patterns = file.ok ? (file.value.access?.unfurl ?? []) : [];
    const found = event.links.slice(0, most).flatMap(({ url }) => {
      const linked = linkedCustomer(url, patterns);
      return linked === null || linked.share === "nothing" ? [] : [{ url, ...linked }];
    });
    if (found.length === 0 || !(await services.state.firstSeen(body.event_id))) return;
    const reading = await readingOfChannel(listening, client, event.user, event.channel);
    const unfurls: LinkUnfurls = {};
    for (const { url, customer, share } of found)
      unfurls[url] = { blocks: fitToLimits(await linkBlocks(listening, reading, customer, share)) };
    await client.chat.unfurl({
      unfurl_id: event.unfurl_id ?? "",
      source: event.source === "composer" ? "composer" : "conversations_history",
      unfurls,
    });
  });
}

/** What everybody in the channel may see, in the project's language: one text is read by all. */
async function readingOfChannel(
  { services }: Listening,
  client: WebClient,
  user: string,
  channel: string,
): Promise<Reading> {
  const locale = botLocale(services.project().locale);
  const sighted = await services.access.of(client, user, channel);
  const viewer: Viewer =
    sighted.kind === "viewer"
      ? await services.access.least(client, channel, sighted.viewer)
      : nobodyOf(`channel:${channel}`);
  return readingOf({ user, channel, locale, viewer, ask: undefined });
}

async function linkBlocks(
  listening: Listening,
  reading: Reading,
  customer: string,
  share: Share,
): Promise<readonly KnownBlock[]> {
  const { services } = listening;
  const { locale, viewer } = reading.asker;
  const label = screenMessages(locale).preview;
  const button = buttons([{ label, question: { kind: "card", customer } }], "unfurl");
  if (share === "preview") return button;
  const answer = await services.engine.call("explain", { viewer, customer });
  if (!answer.ok) return button;
  await auditShown(services, reading, { action: "show", asked: "link", customers: [customer] });
  const project = services.project();
  if (share === "name") {
    const { title } = reading.masked(stepView(answer.value, project, reading.told));
    return [...sections([`*${escapeMrkdwn(title).replaceAll("*", "∗")}*`]), ...button];
  }
  const card = reading.masked(customerCard(answer.value, project, reading.told));
  return [...renderView(card, reading.format), ...button];
}
