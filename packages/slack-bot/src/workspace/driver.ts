import type { JsonObject } from "../blocks/json.ts";
import type { Delivered, Forgery, Transport } from "./http-transport.ts";
import {
  closedDelivery,
  commandDelivery,
  eventDelivery,
  pressDelivery,
  shortcutDelivery,
  submitDelivery,
  suggestDelivery,
  viewContext,
  type Actor,
  type App,
  type PressedIn,
} from "./payloads.ts";
import type { ResponseContext } from "./responses.ts";

export type DriverOptions = {
  readonly app: App;
  readonly transport: Transport;
  readonly responseUrl: (context: ResponseContext) => string;
  /** @param view the modal that something was done in: another one can go on top of it */
  readonly trigger: (user: string, view?: string) => Promise<string>;
  /** Remembers which message an `unfurl_id` is about. */
  readonly onLink: (id: string, message: { readonly channel: string; readonly ts: string }) => void;
  readonly eventId: () => string;
};

export type EventOptions = {
  /** The same id again is a redelivery. */
  readonly id?: string;
  readonly retry?: { readonly number: number; readonly reason: string };
  readonly forgery?: Forgery;
};

/** Does what people do in Slack, and tells the app the way that Slack tells it. */
export type Driver = {
  readonly command: (actor: Actor, text: string, forgery?: Forgery) => Promise<Delivered>;
  readonly press: (
    actor: Actor,
    action: JsonObject,
    where: PressedIn,
    forgery?: Forgery,
  ) => Promise<Delivered>;
  readonly suggest: (
    actor: Actor,
    actionId: string,
    blockId: string,
    typed: string,
    view?: JsonObject,
  ) => Promise<Delivered>;
  readonly submit: (actor: Actor, view: JsonObject) => Promise<Delivered>;
  /** The modal is closed without being submitted; `all`: those below it too. */
  readonly close: (actor: Actor, view: JsonObject, all?: boolean) => Promise<Delivered>;
  /** The app's messages are opened, beside a channel or nothing. */
  readonly agent: (actor: Actor, beside?: string) => Promise<Delivered>;
  /** Somebody goes on to a channel, or to what is none, beside the app's messages. */
  readonly look: (actor: Actor, beside?: string) => Promise<Delivered>;
  /** The app's home is opened. */
  readonly home: (actor: Actor, view?: JsonObject) => Promise<Delivered>;
  /** Links that somebody posted. */
  readonly links: (actor: Actor, ts: string, urls: readonly string[]) => Promise<Delivered>;
  readonly shortcut: (
    actor: Actor,
    callbackId: string,
    message?: { readonly ts: string; readonly text: string },
  ) => Promise<Delivered>;
  readonly event: (event: JsonObject, options?: EventOptions) => Promise<Delivered>;
};

export function createDriver({
  app,
  transport,
  responseUrl,
  trigger,
  onLink,
  eventId,
}: DriverOptions): Driver {
  const answering = async (actor: Actor, message?: PressedIn["message"], view?: JsonObject) => ({
    responseUrl: responseUrl({ ...actor, ...(message === undefined ? {} : { message }) }),
    triggerId: await trigger(actor.user, idOf(view)),
  });
  return {
    command: async (actor, text, forgery) =>
      transport(commandDelivery(app, actor, await answering(actor), "/segment", text), forgery),
    press: async (actor, action, where, forgery) =>
      transport(
        pressDelivery(app, actor, await answering(actor, where.message, where.view), action, where),
        forgery,
      ),
    suggest: (actor, actionId, blockId, typed, view) =>
      transport(suggestDelivery(app, actor, actionId, blockId, typed, view)),
    submit: async (actor, view) =>
      transport(submitDelivery(app, actor, await trigger(actor.user, idOf(view)), view)),
    close: (actor, view, all = false) => transport(closedDelivery(app, actor, view, all)),
    home: ({ user, channel }, view) =>
      transport(
        eventDelivery(app, eventId(), {
          type: "app_home_opened",
          user,
          channel,
          tab: "home",
          event_ts: (Date.now() / 1000).toFixed(6),
          ...(view === undefined ? {} : { view }),
        }),
      ),
    agent: ({ user, channel }, beside) =>
      transport(
        eventDelivery(app, eventId(), {
          type: "app_home_opened",
          user,
          channel,
          tab: "messages",
          context: viewContext(app, beside),
          event_ts: (Date.now() / 1000).toFixed(6),
        }),
      ),
    look: ({ user, channel }, beside) =>
      transport(
        eventDelivery(app, eventId(), {
          type: "app_context_changed",
          user,
          channel,
          context: viewContext(app, beside),
          event_ts: (Date.now() / 1000).toFixed(6),
        }),
      ),
    links: ({ user, channel }, ts, urls) => {
      const id = `Uu${eventId()}`;
      onLink(id, { channel, ts });
      return transport(
        eventDelivery(app, eventId(), {
          type: "link_shared",
          user,
          channel,
          message_ts: ts,
          unfurl_id: id,
          source: "conversations_history",
          is_bot_user_member: true,
          links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
          event_ts: ts,
        }),
      );
    },
    shortcut: async (actor, callbackId, message) =>
      transport(shortcutDelivery(app, actor, await answering(actor), callbackId, message)),
    event: (event, { id, retry, forgery } = {}) =>
      transport(eventDelivery(app, id ?? eventId(), event, retry), forgery),
  };
}

const idOf = (view: JsonObject | undefined): string | undefined =>
  view?.["type"] === "modal" && typeof view["id"] === "string" ? view["id"] : undefined;
