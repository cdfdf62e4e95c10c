import type { JsonObject } from "../blocks/json.ts";

/** Who does something, and where. */
export type Actor = { readonly user: string; readonly channel: string };

/** What Slack delivers to an app; how it travels is up to the transport. */
export type Delivery = {
  readonly kind: "command" | "interaction" | "options" | "event";
  readonly payload: JsonObject;
  /** Redeliveries of an event say the number of the attempt and why. */
  readonly retry?: { readonly number: number; readonly reason: string };
};

export type App = { readonly team: string; readonly app: string; readonly botUser: string };

/** What a command or a press gets along, so that the app can answer. */
export type Answering = { readonly responseUrl: string; readonly triggerId: string };

const identity = (app: App) => ({ token: "unused", team_id: app.team, api_app_id: app.app });

/** `/segment acme` */
export const commandDelivery = (
  app: App,
  actor: Actor,
  answering: Answering,
  command: string,
  text: string,
): Delivery => ({
  kind: "command",
  payload: {
    ...identity(app),
    team_domain: "local",
    channel_id: actor.channel,
    channel_name: actor.channel.startsWith("D") ? "directmessage" : "channel",
    user_id: actor.user,
    user_name: actor.user,
    command,
    text,
    response_url: answering.responseUrl,
    trigger_id: answering.triggerId,
  },
});

export type PressedIn = {
  /** The message with the button; ephemeral ones have only a time stamp. `unfurl`: the link below which the button is. */
  readonly message?: {
    readonly ts: string;
    readonly ephemeral: boolean;
    readonly thread?: string;
    readonly unfurl?: string;
  };
  /** A modal or the home, with its `state`. */
  readonly view?: JsonObject;
};

/** A button pressed or an option chosen; `action` is the element with what was chosen. */
export function pressDelivery(
  app: App,
  actor: Actor,
  answering: Answering,
  action: JsonObject,
  where: PressedIn,
): Delivery {
  const { message, view } = where;
  const container: JsonObject =
    view === undefined
      ? {
          type: message?.unfurl === undefined ? "message" : "message_attachment",
          message_ts: message?.ts ?? "",
          channel_id: actor.channel,
          is_ephemeral: message?.ephemeral ?? false,
          ...(message?.unfurl === undefined
            ? {}
            : { attachment_id: 1, is_app_unfurl: true, app_unfurl_url: message.unfurl }),
          ...(message?.thread === undefined ? {} : { thread_ts: message.thread }),
        }
      : { type: "view", view_id: view["id"] ?? "" };
  const thread = message?.thread === undefined ? {} : { thread_ts: message.thread };
  const shown: JsonObject =
    view === undefined
      ? {
          channel: { id: actor.channel, name: "channel" },
          response_url: answering.responseUrl,
          ...(message === undefined || message.ephemeral
            ? {}
            : { message: { type: "message", ts: message.ts, user: app.botUser, ...thread } }),
        }
      : { view };
  return {
    kind: "interaction",
    payload: {
      type: "block_actions",
      ...who(app, actor),
      container,
      trigger_id: answering.triggerId,
      ...shown,
      actions: [{ ...action, action_ts: now() }],
    },
  };
}

/** What is typed into a select that searches. */
export const suggestDelivery = (
  app: App,
  actor: Actor,
  actionId: string,
  blockId: string,
  typed: string,
  view?: JsonObject,
): Delivery => ({
  kind: "options",
  payload: {
    type: "block_suggestion",
    ...who(app, actor),
    ...(view === undefined
      ? {
          channel: { id: actor.channel, name: "channel" },
          container: { type: "message", channel_id: actor.channel, is_ephemeral: true },
        }
      : { view, container: { type: "view", view_id: view["id"] ?? "" } }),
    action_id: actionId,
    block_id: blockId,
    value: typed,
  },
});

export const submitDelivery = (
  app: App,
  actor: Actor,
  triggerId: string,
  view: JsonObject,
): Delivery => ({
  kind: "interaction",
  payload: {
    type: "view_submission",
    ...who(app, actor),
    trigger_id: triggerId,
    view,
    response_urls: [],
  },
});

/** A modal that was closed without being submitted. */
export const closedDelivery = (
  app: App,
  actor: Actor,
  view: JsonObject,
  all: boolean,
): Delivery => ({
  kind: "interaction",
  payload: { type: "view_closed", ...who(app, actor), view, is_cleared: all },
});

/** A shortcut: on a message where one is given, else from anywhere. */
export const shortcutDelivery = (
  app: App,
  actor: Actor,
  answering: Answering,
  callbackId: string,
  message?: { readonly ts: string; readonly text: string },
): Delivery => ({
  kind: "interaction",
  payload: {
    type: message === undefined ? "shortcut" : "message_action",
    ...who(app, actor),
    callback_id: callbackId,
    action_ts: now(),
    trigger_id: answering.triggerId,
    ...(message === undefined
      ? {}
      : {
          channel: { id: actor.channel, name: "channel" },
          message_ts: message.ts,
          message: { type: "message", user: actor.user, ts: message.ts, text: message.text },
          response_url: answering.responseUrl,
        }),
  },
});

/** An event of the Events API; the same `id` again is a redelivery. */
export const eventDelivery = (
  app: App,
  id: string,
  event: JsonObject,
  retry?: Delivery["retry"],
): Delivery => ({
  kind: "event",
  payload: {
    ...identity(app),
    type: "event_callback",
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    event,
    authorizations: [
      { enterprise_id: null, team_id: app.team, user_id: app.botUser, is_bot: true },
    ],
    is_ext_shared_channel: false,
  },
  ...(retry === undefined ? {} : { retry }),
});

/** What somebody looks at beside the app: a channel, or nothing that Slack tells of. */
export const viewContext = (app: App, channel?: string): JsonObject =>
  channel === undefined
    ? {}
    : { entities: [{ type: "slack#/types/channel_id", value: channel, team_id: app.team }] };

const who = (app: App, actor: Actor) => ({
  ...identity(app),
  team: { id: app.team, domain: "local" },
  user: { id: actor.user, username: actor.user, name: actor.user, team_id: app.team },
  enterprise: null,
  is_enterprise_install: false,
});

const now = (): string => (Date.now() / 1000).toFixed(6);
