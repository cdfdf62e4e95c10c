import { randomUUID } from "node:crypto";
import { mayDo, type AuditEntry, type DigestSubscription } from "@clientele/core";
import type { DigestInfo } from "@clientele/core/host";
import { cronOf, isTimeZone, textFor } from "@clientele/core/language";
import type { BlockAction, RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Reading } from "../../ask/reply.ts";
import { notice, seal } from "../../blocks/message.ts";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { digestsReply } from "../../digests/list-reply.ts";
import { previewOf, readersOf } from "../../digests/preview.ts";
import { cronOfPicked, nextWords, pickedOf, scheduleWords } from "../../digests/schedule-words.ts";
import { isPerson, subscriptionSchedule } from "../../digests/schedules.ts";
import { digestMessages } from "../../messages/digests.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import {
  digestInputs,
  draftErrors,
  filledDraft,
  readDraft,
  type DigestDraft,
} from "../../screens/digest-draft.ts";
import {
  digestBackAction,
  digestForm,
  digestFormCallback,
  digestPreview,
  digestPreviewCallback,
  zoneOptions,
} from "../../screens/digest-form.ts";
import { digestAddAction, digestRowAction, readRowDeed } from "../../screens/digest-rows.ts";
import { modal, openingModal } from "../../screens/modal.ts";
import type { Services } from "../../services.ts";
import type { Listening } from "../answering.ts";
import { auditShown } from "./audit-shown.ts";
import { publishHome } from "./home.ts";
import { readingFor } from "./reading-for.ts";
import { answerPress, pressedIn } from "./respond.ts";

/** Subscriptions: the form with its preview, and the menu of each row. */
export function registerDigests(listening: Listening): void {
  const { app, services } = listening;

  app.action<BlockAction>(digestAddAction, async ({ ack, body, action, client, respond }) => {
    await ack();
    const digest = action.type === "button" ? (action.value ?? "") : "";
    const channel = body.channel?.id ?? "";
    const pressing = { body, respond: body.view === undefined ? respond : null };
    await openForm(listening, client, pressing, async (reading, digests) => {
      const shared = channel !== "" && !channel.startsWith("D");
      // What tells owners of their own customers is no channel's, unless it is chosen.
      const usual = digests.find(({ audience }) => !shared || audience?.kind !== "owners");
      const found = digests.find(({ name }) => name === digest) ?? usual ?? digests[0];
      if (found === undefined) return null;
      return {
        id: randomUUID(),
        changing: false,
        digest: found.name,
        to: shared ? "channel" : "me",
        channel: shared ? channel : null,
        ...pickedOf(found.schedule?.cron ?? cronOf("weekly")),
        cron: "",
        timezone: await zoneOf(services, client, reading.asker.user),
        quiet: found.quiet,
        home: body.view?.type === "home",
      };
    });
  });

  app.action<BlockAction>(digestRowAction, async ({ ack, body, action, client, respond }) => {
    await ack();
    const deed = readRowDeed(action.type === "overflow" ? action.selected_option.value : undefined);
    if (deed === null) return;
    const user = body.user.id;
    const from = { client, user, channel: body.channel?.id ?? "" };
    const place = body.team?.id ?? "";
    const reading = await readingFor(listening, from);
    const found = (await services.state.subscriptions.all()).find(({ id }) => id === deed.id);
    const messages = digestMessages(reading.asker.locale);
    const home = body.view?.type === "home";
    const tell = async (first: string): Promise<void> => {
      if (home) return publishHome(listening, { client, user, place });
      const { text, blocks } = await digestsReply(services, { client, reading, place }, first);
      await answerPress(respond, pressedIn(body), seal(text, blocks, services.log));
    };
    if (found === undefined) return tell(messages.gone);
    if (!(await mayChange(listening, client, user, found))) return tell(messages.notAllowed);
    if (deed.does === "stop") {
      const title = await titleOf(services, found.digest, reading);
      const entry = auditOf(services, reading, `stop ${found.digest} ${found.channel}`);
      await services.state.subscriptions.stop(found.id, entry);
      return tell(messages.stopped(title));
    }
    await openForm(listening, client, { body, respond: home ? null : respond }, async () => ({
      id: found.id,
      changing: true,
      digest: found.digest,
      to: found.channel === user ? "me" : "channel",
      channel: isPerson(found.channel) ? null : found.channel,
      ...pickedOf(found.cron),
      timezone: found.timezone,
      quiet: found.quiet ?? false,
      home,
    }));
  });

  // What is chosen decides which fields there are.
  for (const name of [digestInputs.to, digestInputs.every])
    app.action<BlockAction>(name, async ({ ack, body, client }) => {
      await ack();
      const draft = readDraft(body.view?.private_metadata);
      if (body.view === undefined || draft === null) return;
      const filled = filledDraft(draft, body.view.state.values);
      await showForm(listening, client, body.user.id, body.view.id, filled);
    });

  app.options(digestInputs.zone, async ({ ack, payload }) => {
    await ack({ options: [...zoneOptions(payload.value)] });
  });

  app.action<BlockAction>(digestBackAction, async ({ ack, body, client }) => {
    await ack();
    const draft = readDraft(body.view?.private_metadata);
    if (body.view === undefined || draft === null) return;
    await showForm(listening, client, body.user.id, body.view.id, draft);
  });

  app.view(digestFormCallback, async ({ ack, body, view, client }) => {
    const reading = await readingFor(listening, { client, user: body.user.id, channel: "" });
    const { locale } = reading.asker;
    const messages = digestMessages(locale);
    const before = readDraft(view.private_metadata);
    if (before === null) throw new Error("unreachable: a form without its metadata");
    const draft = filledDraft(before, view.state.values);
    const errors = draftErrors(draft, services.clock(), messages);
    if (Object.keys(errors).length > 0) {
      await ack({ response_action: "errors", errors });
      return;
    }
    const waiting = openingModal(messages.title, messages.cancel, messages.previewing);
    await ack({ response_action: "update", view: waiting });
    const preview = await previewOf(services, client, reading, draft).catch((error: unknown) => {
      services.log.error("digest-preview-failed", error);
      return { said: [], problem: messagesFor(locale).failed, blocks: [], customers: [] };
    });
    if (preview.customers.length > 0)
      await auditShown(services, reading, {
        action: "digest",
        asked: `preview ${draft.digest}`,
        customers: preview.customers,
      });
    await client.views.update({ view_id: view.id, view: digestPreview(draft, preview, locale) });
  });

  app.view(digestPreviewCallback, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const place = body.team?.id ?? "";
    const reading = await readingFor(listening, { client, user, channel: "" });
    const { locale } = reading.asker;
    const messages = digestMessages(locale);
    const draft = readDraft(view.private_metadata);
    if (draft === null) throw new Error("unreachable: a preview without its metadata");
    const told = await save(listening, client, reading, draft, place).catch((error: unknown) => {
      services.log.error("digest-not-saved", error);
      return [messages.notSaved];
    });
    const blocks = sections(told.map(escapeMrkdwn));
    const said = modal({
      callback: "told",
      title: messages.title,
      close: messages.close,
      blocks,
    });
    await ack({ response_action: "update", view: said });
    if (draft.home) await publishHome(listening, { client, user, place });
  });
}

/** @returns what is said of it, sentence by sentence */
async function save(
  listening: Listening,
  client: WebClient,
  reading: Reading,
  draft: DigestDraft,
  place: string,
): Promise<readonly string[]> {
  const { services } = listening;
  const { user, locale } = reading.asker;
  const { state, clock } = services;
  const messages = digestMessages(locale);
  // Rights may have changed since the preview.
  const readers = await readersOf(services, client, reading, draft);
  if (readers.kind === "refused") return [readers.why];
  const { id, digest, timezone, quiet } = draft;
  const cron = cronOfPicked(draft);
  const channel = draft.to === "me" ? user : (draft.channel ?? user);
  const subscription = { digest, channel, cron, timezone, locale, quiet };
  const entry = auditOf(services, reading, `${digest} ${channel} ${cron} ${timezone}`);
  if (draft.changing) {
    const found = (await state.subscriptions.all()).find((each) => each.id === id);
    if (found === undefined) return [messages.gone];
    if (!(await mayChange(listening, client, user, found))) return [messages.notAllowed];
    await state.subscriptions.change(id, subscription, entry);
  } else {
    const at = clock().toISOString();
    const whole = { ...subscription, id, actor: `slack:${user}`, at, paused: false, place };
    await state.subscriptions.subscribe(whole, entry);
  }
  // Its slots count from now on, whenever the scheduler looks next.
  await state.slots.watched(subscriptionSchedule(id), `${cron} ${timezone}`, clock());
  const title = await titleOf(services, digest, reading);
  const next = nextWords(cron, timezone, clock(), locale);
  return [
    draft.changing ? messages.changed(title) : messages.saved(title),
    messages.comes(scheduleWords(cron, locale), timezone, readers.name),
    ...(next === null ? [] : [messages.first(next)]),
  ];
}

/** Whoever subscribed, and of a channel those in it who may have digests. */
async function mayChange(
  listening: Listening,
  client: WebClient,
  user: string,
  { actor, channel }: DigestSubscription,
): Promise<boolean> {
  if (actor === `slack:${user}` || channel === user) return true;
  if (isPerson(channel)) return false;
  const { viewer } = (await readingFor(listening, { client, user, channel: "" })).asker;
  const around = await listening.services.access.around(client, channel, user);
  return mayDo(viewer, "digest") && around?.member === true;
}

/** The time zone that somebody's Slack tells, else the project's. */
async function zoneOf(services: Services, client: WebClient, user: string): Promise<string> {
  const fallback = services.project().timezone;
  try {
    const { tz = "" } = (await client.users.info({ user })).user ?? {};
    return isTimeZone(tz) ? tz : fallback;
  } catch (error) {
    services.log.error("time-zone-unknown", error);
    return fallback;
  }
}

async function digestsOf({ engine }: Services): Promise<readonly DigestInfo[]> {
  const answer = await engine.call("digests", {});
  return answer.ok ? answer.value.digests : [];
}

async function titleOf(services: Services, name: string, { asker }: Reading): Promise<string> {
  const found = (await digestsOf(services)).find((digest) => digest.name === name);
  return found === undefined ? name : textFor(found.title, asker.locale);
}

const auditOf = (services: Services, { asker }: Reading, asked: string): AuditEntry => ({
  at: new Date().toISOString(),
  actor: `slack:${asker.user}`,
  surface: "slack",
  channel: asker.channel === "" ? null : asker.channel,
  action: "subscribe",
  asked,
  customers: [],
  run: services.project().base?.run ?? null,
});

/** A press, and where it can be answered; nowhere on the home. */
type Pressing = { readonly body: BlockAction; readonly respond: RespondFn | null };

/** Opens the form at once, because a trigger lives three seconds, and fills it in then. */
async function openForm(
  listening: Listening,
  client: WebClient,
  { body, respond }: Pressing,
  draftFor: (reading: Reading, digests: readonly DigestInfo[]) => Promise<DigestDraft | null>,
): Promise<void> {
  const { services } = listening;
  const reading = await readingFor(listening, { client, user: body.user.id, channel: "" });
  const { locale, viewer } = reading.asker;
  const messages = digestMessages(locale);
  const { loading } = messagesFor(locale);
  const waiting = openingModal(messages.title, messages.close, loading);
  const opened = await client.views
    .open({ trigger_id: body.trigger_id, view: waiting })
    .catch((error: unknown) => services.log.error("modal-failed", error, { screen: "digest" }));
  if (opened === undefined) {
    const { slackSilent } = screenMessages(locale);
    // The message with the button stays, so that it can be pressed again.
    if (respond !== null)
      await answerPress(
        respond,
        { ...pressedIn(body), alone: false },
        notice(slackSilent, services.log),
      );
    return;
  }
  const digests = await digestsOf(services);
  const draft = mayDo(viewer, "digest") ? await draftFor(reading, digests) : null;
  const why = mayDo(viewer, "digest") ? messages.noDigests : messages.notAllowed;
  const view =
    draft === null
      ? modal({
          callback: "told",
          title: messages.title,
          close: messages.close,
          blocks: sections([escapeMrkdwn(why)]),
        })
      : digestForm(draft, digests, locale);
  await client.views.update({ view_id: opened.view?.id ?? "", view });
}

async function showForm(
  listening: Listening,
  client: WebClient,
  user: string,
  viewId: string,
  draft: DigestDraft,
): Promise<void> {
  const locale = await listening.localeOf(client, user);
  const view = digestForm(draft, await digestsOf(listening.services), locale);
  await client.views.update({ view_id: viewId, view });
}
