import { mayDo } from "@clientele/core";
import { cronOf, textFor } from "@clientele/core/language";
import { buttons } from "../../blocks/buttons.ts";
import { seal } from "../../blocks/message.ts";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { digestListing } from "../../digests/listed.ts";
import { scheduleWords } from "../../digests/schedule-words.ts";
import { digestMessages } from "../../messages/digests.ts";
import { addDigestButton } from "../../screens/digest-rows.ts";
import { literal, type Listening } from "../answering.ts";
import type { HomeOf } from "./home.ts";
import { ownerNamesOf } from "./owner-names.ts";
import { readingFor } from "./reading-for.ts";

/** Of so many people it is remembered that they were looked at; the state knows who was told before. */
const mostLooked = 10_000;

/**
 * Tells somebody who opens the app for the first time of a digest that they could have: one that is not of single owners, who get
 * theirs by themselves. Once for each person; to nobody who gets one already.
 */
export function createSuggestions(listening: Listening): (from: HomeOf) => Promise<void> {
  const looked = new Set<string>();
  return async (from) => {
    const whom = `${from.place} ${from.user}`;
    if (looked.has(whom)) return;
    if (looked.size >= mostLooked) looked.clear();
    looked.add(whom);
    await suggest(listening, from);
  };
}

async function suggest(listening: Listening, { client, user, place }: HomeOf): Promise<void> {
  const { services, localeOf } = listening;
  const reading = await readingFor(listening, { client, user, channel: "" });
  if (!mayDo(reading.asker.viewer, "digest")) return;
  const owner = await ownerNamesOf(services, client, user);
  const listing = await digestListing(services, { user, owner, place, channel: null });
  if (listing === null || listing.mine.length > 0) return;
  const digest = listing.digests.find(({ audience }) => audience?.kind !== "owners");
  if (digest === undefined) return;
  if (!(await services.state.welcome(`slack:${user}`, place, new Date()))) return;
  const locale = await localeOf(client, user);
  const messages = digestMessages(locale);
  const when = scheduleWords(digest.schedule?.cron ?? cronOf("weekly"), locale);
  const told = messages.suggested(textFor(digest.title, locale), when);
  const show = buttons(
    [{ label: messages.suggestedShow, question: { kind: "digest", text: digest.name } }],
    "suggested",
  );
  const blocks = [
    ...sections([escapeMrkdwn(told)]),
    ...show.map((row) => ({
      ...row,
      elements: [...row.elements, addDigestButton(locale, digest.name)],
    })),
  ];
  const message = seal(messages.suggestedShort, blocks, services.log);
  await client.chat.postMessage({ ...message, ...literal, channel: user });
}
