import { mayDo } from "@clientele/core";
import { stepView } from "@clientele/core/views";
import type { BlockAction } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { notice, seal } from "../../blocks/message.ts";
import { sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { screenMessages } from "../../messages/screens.ts";
import type { Listening } from "../answering.ts";
import type { Doing } from "./doing.ts";
import { publishHome } from "./home.ts";
import { readingFor } from "./reading-for.ts";
import { answerPress, pressedIn } from "./respond.ts";
import { segmentAction, stopAction, stopButton } from "./watch-section.ts";

/** A message comes when the customer's segments change; the presser is told so, with a way to stop. */
export async function watchCustomer(doing: Doing): Promise<void> {
  const { listening, from, deed, body, pressed, respond } = doing;
  const { services } = listening;
  const reading = await readingFor(listening, from);
  const { locale, viewer, user } = reading.asker;
  const messages = screenMessages(locale);
  const beside = { ...pressed, alone: false };
  const place = body.team?.id ?? "";
  const run = services.project().base?.run;
  const { customer } = deed;
  const answer = await services.engine.call("explain", { viewer, customer });
  if (!mayDo(viewer, "watch") || run === undefined || !answer.ok) {
    await answerPress(respond, beside, notice(messages.notAllowed, services.log));
    return;
  }
  const who = { actor: `slack:${user}`, place };
  const { id } = answer.value.customer;
  await services.state.watches.add(who, { kind: "customer", target: id }, run, new Date());
  const watches = await services.state.watches.of(who.actor, place);
  const watch = watches.find(({ kind, target }) => kind === "customer" && target === id);
  const { title } = reading.masked(stepView(answer.value, services.project(), reading.told));
  const told = messages.watching(title);
  const stop: readonly KnownBlock[] =
    watch === undefined
      ? []
      : [
          {
            type: "actions",
            block_id: "watch",
            elements: [stopButton(watch, messages.stopWatching)],
          },
        ];
  const blocks = [...sections([escapeMrkdwn(told)]), ...stop];
  await answerPress(respond, beside, seal(messages.watch, blocks, services.log));
}

/** Buttons and selects that begin and end watches. */
export function registerWatches(listening: Listening): void {
  const { app, services } = listening;
  app.action<BlockAction>(stopAction, async ({ ack, body, action, client, respond }) => {
    await ack();
    const user = body.user.id;
    const id = action.type === "button" ? Number(action.value) : Number.NaN;
    if (Number.isInteger(id))
      await services.state.watches.stop(`slack:${user}`, body.team?.id ?? "", id, new Date());
    if (body.view?.type === "home")
      return publishHome(listening, { client, user, place: body.team?.id ?? "" });
    const locale = await listening.localeOf(client, user);
    const told = notice(screenMessages(locale).stopped, services.log);
    await answerPress(respond, pressedIn(body), told);
  });
  app.action<BlockAction>(segmentAction, async ({ ack, body, action, client }) => {
    await ack();
    const user = body.user.id;
    const { viewer } = (await readingFor(listening, { client, user, channel: "" })).asker;
    const run = services.project().base?.run;
    const target = action.type === "static_select" ? action.selected_option?.value : undefined;
    if (mayDo(viewer, "watch") && run !== undefined && target !== undefined)
      await services.state.watches.add(
        { actor: `slack:${user}`, place: body.team?.id ?? "" },
        { kind: "segment", target },
        run,
        new Date(),
      );
    await publishHome(listening, { client, user, place: body.team?.id ?? "" });
  });
}
