import { mayDo } from "@clientele/core";
import { membersView } from "@clientele/core/views";
import { customersIn, customerOptions } from "../../blocks/customer-choice.ts";
import { searchAction } from "../../blocks/buttons.ts";
import { readingOf } from "../../ask/reply.ts";
import type { Listening } from "../answering.ts";

/** Slack shows a hundred, and a person reads twenty. */
const mostOptions = 20;

/** The customers that match what is typed into a select. */
export function registerSearch(listening: Listening): void {
  const { app, services, localeOf } = listening;
  app.options(searchAction, async ({ ack, body, client, payload }) => {
    const locale = await localeOf(client, body.user.id);
    const channel = body.channel?.id ?? "";
    const sighted = await services.access.of(client, body.user.id, channel);
    if (sighted.kind === "unknown" || !mayDo(sighted.viewer, "look_up")) {
      await ack({ options: [] });
      return;
    }
    const { viewer } = sighted;
    const reading = readingOf({ user: body.user.id, channel, locale, viewer });
    const answer = await services.engine.call("members", {
      viewer,
      match: payload.value,
      limit: mostOptions,
    });
    if (!answer.ok) {
      services.log.warn("search-failed", { kind: answer.error.kind });
      await ack({ options: [] });
      return;
    }
    await services.state.audit({
      at: new Date().toISOString(),
      actor: `slack:${body.user.id}`,
      surface: "slack",
      channel: body.channel?.id ?? null,
      action: "find",
      asked: payload.value,
      customers: answer.value.rows.map((row) => row.id),
      run: answer.value.base.run,
    });
    const view = reading.masked(membersView(answer.value, services.project(), { locale }));
    await ack({ options: customerOptions(customersIn(view, reading.format)) });
  });
}
