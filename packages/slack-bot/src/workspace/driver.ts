import type { JsonObject } from "../blocks/json.ts";
import type { Delivered, Forgery, Transport } from "./http-transport.ts";
import {
  commandDelivery,
  eventDelivery,
  pressDelivery,
  shortcutDelivery,
  submitDelivery,
  suggestDelivery,
  type Actor,
  type App,
  type PressedIn,
} from "./payloads.ts";
import type { ResponseContext } from "./responses.ts";

export type DriverOptions = {
  readonly app: App;
  readonly transport: Transport;
  readonly responseUrl: (context: ResponseContext) => string;
  readonly trigger: (user: string) => Promise<string>;
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
  ) => Promise<Delivered>;
  readonly submit: (actor: Actor, view: JsonObject) => Promise<Delivered>;
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
  eventId,
}: DriverOptions): Driver {
  const answering = async (actor: Actor, message?: PressedIn["message"]) => ({
    responseUrl: responseUrl({ ...actor, ...(message === undefined ? {} : { message }) }),
    triggerId: await trigger(actor.user),
  });
  return {
    command: async (actor, text, forgery) =>
      transport(commandDelivery(app, actor, await answering(actor), "/segment", text), forgery),
    press: async (actor, action, where, forgery) =>
      transport(
        pressDelivery(app, actor, await answering(actor, where.message), action, where),
        forgery,
      ),
    suggest: (actor, actionId, blockId, typed) =>
      transport(suggestDelivery(app, actor, actionId, blockId, typed)),
    submit: async (actor, view) =>
      transport(submitDelivery(app, actor, await trigger(actor.user), view)),
    shortcut: async (actor, callbackId, message) =>
      transport(shortcutDelivery(app, actor, await answering(actor), callbackId, message)),
    event: (event, { id, retry, forgery } = {}) =>
      transport(eventDelivery(app, id ?? eventId(), event, retry), forgery),
  };
}
