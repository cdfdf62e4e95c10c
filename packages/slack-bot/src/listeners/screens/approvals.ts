/** What people do with publish requests: review, approve, reject, see who moves, ask again. */
import { mayDo, type PublishRequest } from "@clientele/core";
import { readFigures, requestMoversView, requestState, requestView } from "@clientele/core/views";
import type { BlockAction, ViewOutput } from "@slack/bolt";
import type { ActionsBlock, KnownBlock, ModalView } from "@slack/types";
import type { Reading } from "../../ask/reply.ts";
import { customersIn } from "../../blocks/customer-choice.ts";
import { notice } from "../../blocks/message.ts";
import { context, renderView, sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { approvalMessages } from "../../messages/approvals.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import { modal, openingModal } from "../../screens/modal.ts";
import {
  againAction,
  moversAction,
  readPressed,
  rejectAction,
  requestButton,
  reviewAction,
  withNames,
  type Pressed,
} from "../../screens/request-card.ts";
import {
  approveCallback,
  approveForm,
  reasonInput,
  rejectCallback,
  rejectForm,
} from "../../screens/request-forms.ts";
import type { From, Listening } from "../answering.ts";
import { auditShown } from "./audit-shown.ts";
import { readingFor } from "./reading-for.ts";
import { answerPress, pressedIn } from "./respond.ts";

/** What is shown of a request to one person. */
type Showing = {
  readonly listening: Listening;
  readonly from: From;
  readonly reading: Reading;
  readonly request: PublishRequest;
  readonly pressed: Pressed;
};

export function registerApprovals(listening: Listening): void {
  const { app, services } = listening;
  const screens = {
    [reviewAction]: reviewModal,
    [rejectAction]: rejectModal,
    [moversAction]: moversModal,
  } as const;
  for (const [action, make] of Object.entries(screens))
    app.action<BlockAction>(action, async ({ ack, body, action: button, client }) => {
      await ack();
      const pressed = readPressed(button.type === "button" ? button.value : undefined);
      const from = { client, user: body.user.id, channel: body.channel?.id ?? "" };
      await openScreen(listening, from, body, pressed, make);
    });
  app.action<BlockAction>(againAction, async ({ ack, body, action, client, respond }) => {
    await ack();
    const pressed = readPressed(action.type === "button" ? action.value : undefined);
    const from = { client, user: body.user.id, channel: body.channel?.id ?? "" };
    const told = notice(await askAgain(listening, from, pressed), services.log);
    await answerPress(respond, { ...pressedIn(body), alone: false }, told);
  });
  app.view(approveCallback, async ({ ack, body, view, client }) => {
    const from = { client, user: body.user.id, channel: "" };
    await ack({ response_action: "update", view: await decide(listening, from, view, "approved") });
  });
  app.view(rejectCallback, async ({ ack, body, view, client }) => {
    const from = { client, user: body.user.id, channel: "" };
    const { locale } = (await readingFor(listening, from)).asker;
    if (reasonIn(view) === "") {
      const errors = { [reasonInput]: approvalMessages(locale).reasonNeeded };
      await ack({ response_action: "errors", errors });
      return;
    }
    await ack({ response_action: "update", view: await decide(listening, from, view, "rejected") });
  });
}

const reasonIn = ({ state }: ViewOutput): string =>
  state.values[reasonInput]?.[reasonInput]?.value?.trim() ?? "";

/** Opens a modal at once, because a trigger lives three seconds, and puts into it what is made meanwhile. */
async function openScreen(
  listening: Listening,
  from: From,
  body: BlockAction,
  pressed: Pressed | null,
  make: (showing: Showing) => Promise<ModalView>,
): Promise<void> {
  const { services } = listening;
  const reading = await readingFor(listening, from);
  const { locale } = reading.asker;
  const messages = approvalMessages(locale);
  const screen = screenMessages(locale);
  const making = (async () => {
    const request = pressed === null ? undefined : await services.state.requests.get(pressed.id);
    if (pressed === null || request === undefined) return told(messages.gone, locale);
    return make({ listening, from, reading, request, pressed });
  })().catch((error: unknown): ModalView => {
    services.log.error("request-screen-failed", error);
    return told(messagesFor(locale).failed, locale);
  });
  const paging = body.view?.type === "modal";
  const opened = paging
    ? body.view
    : (
        await from.client.views.open({
          trigger_id: body.trigger_id,
          view: openingModal(messages.review, screen.close, screen.opening),
        })
      ).view;
  await from.client.views.update({ view_id: opened?.id ?? "", view: await making });
}

const told = (text: string, locale: Reading["asker"]["locale"]): ModalView =>
  modal({
    callback: "told",
    title: approvalMessages(locale).home,
    close: screenMessages(locale).close,
    blocks: sections([escapeMrkdwn(text)]),
  });

const mayDecide = ({ listening, from, request }: Showing): Promise<boolean> =>
  listening.services.deciders.mayNow(from.client, from.user, request.author);

/** The whole of it. Who may decide can approve; others read why they cannot, in the same words whatever the reason. */
async function reviewModal(showing: Showing): Promise<ModalView> {
  const { listening, from, reading, request } = showing;
  const { locale } = reading.asker;
  const messages = approvalMessages(locale);
  if (!(await mayDecide(showing))) return told(messages.notYours, locale);
  const { services } = listening;
  const { currency, timezone } = services.project();
  const figures = readFigures(request.figures);
  const style = { ...reading.told, currency, timezone, lines: "all", bare: true } as const;
  const named = withNames(request, await namesOf(listening, from, request));
  const view = requestView(named, figures, style);
  const blocks = renderView({ ...view, title: request.title }, reading.format);
  const open = request.stage === "waiting" && request.round === showing.pressed.round;
  const changed = request.stage === "waiting" && !open ? [context(messages.otherFigures)] : [];
  return approveForm(request, [...changed, ...blocks], locale, request.stage === "waiting");
}

async function rejectModal(showing: Showing): Promise<ModalView> {
  const { reading, request, listening, from } = showing;
  const { locale } = reading.asker;
  const messages = approvalMessages(locale);
  if (!(await mayDecide(showing))) return told(messages.notYours, locale);
  if (request.stage !== "waiting")
    return told(messages.decided(await stateOf(listening, from, reading, request)), locale);
  return rejectForm(request, locale);
}

/** So many on a page. */
const onPage = 10;

async function moversModal({ listening, reading, request, pressed }: Showing): Promise<ModalView> {
  const { services } = listening;
  const { locale, viewer } = reading.asker;
  const messages = approvalMessages(locale);
  const words = messagesFor(locale);
  if (!mayDo(viewer, "look_up")) return told(words.noAccess(reading.asker.ask ?? null), locale);
  const figures = readFigures(request.figures);
  const offset = pressed.offset ?? 0;
  const { run } = request;
  const answer =
    run === null
      ? undefined
      : await services.engine.call("requestMovers", { viewer, run, offset, limit: onPage });
  if (answer?.ok !== true || figures === null) return told(messages.moversGone, locale);
  const { rows, total } = answer.value;
  if (total === 0) return told(messages.nobodyShown, locale);
  const made = requestMoversView(
    answer.value,
    request.title,
    figures,
    services.project(),
    reading.told,
  );
  const view = reading.masked(made);
  await auditShown(services, reading, {
    action: "list",
    asked: `request ${request.id}`,
    customers: customersIn(view, reading.format).map(({ id }) => id),
  });
  const { id, round } = request;
  const at = (from: number) => ({ id, round, offset: from });
  const turn = [
    ...(offset > 0 ? [{ label: words.previous, to: Math.max(0, offset - onPage) }] : []),
    ...(offset + rows.length < total ? [{ label: words.next, to: offset + rows.length }] : []),
  ];
  const paging: readonly KnownBlock[] =
    turn.length === 0
      ? []
      : [
          context(words.paging(offset + 1, offset + rows.length, total)),
          ...turn.map(({ label, to }): ActionsBlock => ({
            type: "actions",
            block_id: `movers-${to}`,
            elements: [requestButton(moversAction, label, at(to))],
          })),
        ];
  return modal({
    callback: "movers",
    title: messages.whoMoves,
    close: screenMessages(locale).close,
    blocks: [...renderView({ ...view, title: request.title }, reading.format), ...paging],
  });
}

const namesOf = async ({ services }: Listening, { client }: From, request: PublishRequest) => ({
  author: await services.deciders.nameOf(client, request.author),
  decidedBy:
    request.decision === null ? "" : await services.deciders.nameOf(client, request.decision.by),
});

async function stateOf(
  listening: Listening,
  from: From,
  reading: Reading,
  request: PublishRequest,
): Promise<string> {
  const named = withNames(request, await namesOf(listening, from, request));
  const { timezone } = listening.services.project();
  return requestState(named, { ...reading.told, timezone });
}

/** The decision is written down before the modal says so; whoever was slower reads how it was decided. */
async function decide(
  listening: Listening,
  from: From,
  view: ViewOutput,
  kind: "approved" | "rejected",
): Promise<ModalView> {
  const { services } = listening;
  const reading = await readingFor(listening, from);
  const { locale } = reading.asker;
  const messages = approvalMessages(locale);
  const pressed = readPressed(view.private_metadata);
  const request = pressed === null ? undefined : await services.state.requests.get(pressed.id);
  if (pressed === null || request === undefined) return told(messages.gone, locale);
  const { client, user } = from;
  if (!(await services.deciders.mayNow(client, user, request.author)))
    return told(messages.notYours, locale);
  const at = new Date().toISOString();
  const decision = { kind, by: `slack:${user}`, at, why: reasonIn(view) };
  const decided = await services.state.requests.decide(pressed.id, pressed.round, decision);
  switch (decided.outcome) {
    case "done":
      return told(kind === "approved" ? messages.approved : messages.rejected, locale);
    case "expired":
      return told(messages.expired, locale);
    case "other-figures":
      return told(messages.otherFigures, locale);
    case "decided":
      return told(
        messages.decided(await stateOf(listening, from, reading, decided.request ?? request)),
        locale,
      );
  }
}

/** The same configuration once more, for its author or for who may decide. @returns what to say */
async function askAgain(
  listening: Listening,
  from: From,
  pressed: Pressed | null,
): Promise<string> {
  const { services } = listening;
  const { client, user } = from;
  const { locale } = (await readingFor(listening, from)).asker;
  const messages = approvalMessages(locale);
  const { requests } = services.state;
  const before = pressed === null ? undefined : await requests.get(pressed.id);
  if (before === undefined) return messages.gone;
  const { author, title, why, configHash } = before;
  const { deciders } = services;
  const may =
    (await deciders.isAuthor(client, user, author)) ||
    (await deciders.mayNow(client, user, author));
  if (!may) return messages.notYours;
  const now = new Date();
  const deadline = await services.engine.call("deadline", {});
  if (!deadline.ok) return messagesFor(locale).failed;
  const again = await requests.add({
    at: now.toISOString(),
    actor: `slack:${user}`,
    author,
    title,
    why,
    base: services.project().base?.run ?? null,
    configHash,
    files: await requests.files(before.id),
    ...(before.place === null ? {} : { place: before.place }),
    expires: deadline.value.expires,
  });
  return messages.askedAgain(again.id);
}
