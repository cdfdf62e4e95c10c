/** A digest on demand: what it would say now, to whoever asks. */
import { mayDo } from "@clientele/core";
import type { DigestInfo } from "@clientele/core/host";
import { textFor } from "@clientele/core/language";
import type { Reply } from "../ask/reply.ts";
import { buttons } from "../blocks/buttons.ts";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { digestMessages } from "../messages/digests.ts";
import { messagesFor } from "../messages/index.ts";
import { addDigestButton } from "../screens/digest-rows.ts";
import type { Services } from "../services.ts";
import { chartText } from "./content.ts";
import type { DigestsFor } from "./list-reply.ts";
import { contentFor } from "./preview.ts";

/** @param asked a digest's name or title */
export async function digestNowReply(
  services: Services,
  { client, reading }: DigestsFor,
  asked: string,
): Promise<Reply> {
  const { locale, viewer, user, channel } = reading.asker;
  const messages = digestMessages(locale);
  const said = (text: string): Reply => ({
    text,
    blocks: sections([escapeMrkdwn(text)]),
    customers: [],
    nothing: true,
  });
  if (!mayDo(viewer, "digest")) return said(messages.notAllowed);
  const answer = await services.engine.call("digests", {});
  if (!answer.ok) return said(messagesFor(locale).engineDown);
  const { digests } = answer.value;
  if (digests.length === 0) return said(messages.noDigests);
  const digest = digestMeant(digests, asked);
  if (digest === undefined)
    return {
      text: messages.title,
      blocks: [
        ...sections([escapeMrkdwn(messages.unknown(asked))]),
        ...buttons(
          digests.slice(0, 5).map(({ name, title }) => ({
            label: textFor(title, locale),
            question: { kind: "digest", text: name },
          })),
          "digests",
        ),
      ],
      customers: [],
      nothing: true,
    };
  const { timezone } = services.project();
  // What all of a channel read is about all of its customers.
  const own = viewer.actor === `slack:${user}` || channel.startsWith("D");
  const content = await contentFor(services, client, digest, {
    viewer,
    user: own ? user : null,
    reading,
    timezone: digest.schedule?.timezone ?? timezone,
  });
  if (content === null) return said(messagesFor(locale).engineDown);
  return {
    text: content.text,
    blocks: [
      ...content.main.blocks,
      ...content.charts.flatMap(chartText),
      ...content.below,
      { type: "actions", block_id: "digest-add", elements: [addDigestButton(locale, digest.name)] },
    ],
    customers: content.customers,
  };
}

/** By its name or its title in any language, whatever the case. */
function digestMeant(digests: readonly DigestInfo[], asked: string): DigestInfo | undefined {
  const wanted = folded(asked);
  return digests.find(
    ({ name, title }) =>
      folded(name) === wanted ||
      ["en", "zh-CN"].some((locale) => folded(textFor(title, locale)) === wanted),
  );
}

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().trim();
