import { mayDo } from "@clientele/core";
import type { BlockAction } from "@slack/bolt";
import type { HomeView, KnownBlock } from "@slack/types";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { digestSection } from "../../digests/list-reply.ts";
import { messagesFor } from "../../messages/index.ts";
import { seenProject } from "../../ask/seen-project.ts";
import { homeLookUp, homeMore, homeView } from "../../screens/home.ts";
import type { Reading } from "../../ask/reply.ts";
import type { From, Listening } from "../answering.ts";
import { askModal } from "../views/modals.ts";
import type { WebClient } from "@slack/web-api";
import { approvalsSection } from "./approvals-section.ts";
import { auditShown } from "./audit-shown.ts";
import { ownerNamesOf } from "./owner-names.ts";
import { createSuggestions } from "./suggest-digest.ts";
import { readingFor } from "./reading-for.ts";
import { watchSection } from "./watch-section.ts";

/** A section that another screen adds to the home, for one reader in a workspace. */
type HomeSection = (
  listening: Listening,
  reading: Reading,
  place: string,
  client: WebClient,
) => Promise<readonly KnownBlock[]>;

const furtherSections: readonly HomeSection[] = [
  approvalsSection,
  watchSection,
  ({ services }, reading, place, client) => digestSection(services, { client, reading, place }),
];

/** Whose home, in which workspace. */
export type HomeOf = Pick<From, "client" | "user"> & { readonly place: string };

/** Rows of a list, at first and when more are asked for. */
const few = 5;
const many = 40;

/** Makes somebody's home and shows it. What fails is told on it. */
export async function publishHome(listening: Listening, from: HomeOf, most = few): Promise<void> {
  const { client, user } = from;
  const reading = await readingFor(listening, { client, user, channel: "" });
  const view = await makeHome(listening, from, reading, most).catch((error: unknown) => {
    listening.services.log.error("home-failed", error);
    return sentenceHome(messagesFor(reading.asker.locale).failed);
  });
  await client.views.publish({ user_id: user, view });
}

async function makeHome(
  listening: Listening,
  { client, user, place }: HomeOf,
  reading: Reading,
  most: number,
): Promise<HomeView> {
  const { services } = listening;
  const { locale, viewer } = reading.asker;
  if (!mayDo(viewer, "look_up"))
    return sentenceHome(messagesFor(locale).noAccess(reading.asker.ask ?? null));
  const owner = await ownerNamesOf(services, client, user);
  const answer = await services.engine.call("home", { viewer, owners: owner.names, most });
  if (!answer.ok) {
    const { error } = answer;
    const messages = messagesFor(locale);
    const nothing =
      error.kind === "problems" && error.problems.some(({ code }) => code === "nothing-published");
    services.log.warn("home-refused", { kind: error.kind });
    return sentenceHome(nothing ? messages.notPublished : messages.engineDown);
  }
  const home = answer.value;
  const shown = [...home.due, ...(home.changed?.rows ?? [])].map(({ customer }) => customer.id);
  await auditShown(services, reading, {
    action: "list",
    asked: "home",
    customers: [...new Set(shown)],
  });
  const further: KnownBlock[] = [];
  for (const section of furtherSections)
    further.push(...(await section(listening, reading, place, client)));
  return homeView(
    home,
    await seenProject(services, viewer),
    { ...reading, told: { ...reading.told, today: home.today } },
    owner,
    further,
  );
}

const sentenceHome = (text: string): HomeView => ({
  type: "home",
  callback_id: "home",
  blocks: sections([escapeMrkdwn(text)]),
});

/** The home, made anew whenever it is opened. */
export function registerHome(listening: Listening): void {
  const { app, localeOf } = listening;
  const suggestDigest = createSuggestions(listening);
  app.event("app_home_opened", async ({ event, client, body }) => {
    const place = body.team_id;
    const from = { client, user: event.user, place };
    if (event.tab === "home") await publishHome(listening, from);
    await suggestDigest(from);
  });
  app.action<BlockAction>(homeMore, async ({ ack, body, client }) => {
    await ack();
    const place = body.team?.id ?? "";
    await publishHome(listening, { client, user: body.user.id, place }, many);
  });
  app.action<BlockAction>(homeLookUp, async ({ ack, body, client }) => {
    await ack();
    const locale = await localeOf(client, body.user.id);
    await client.views.open({ trigger_id: body.trigger_id, view: askModal(locale) });
  });
}
