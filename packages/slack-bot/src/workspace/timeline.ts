import type { Json, JsonObject } from "../blocks/json.ts";

/** What an app shows below a link. */
export type Unfurl = { readonly url: string; readonly blocks: readonly Json[] };

/** A message as a person sees it. */
export type TimelineMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly thread: string | null;
  /** The only person who sees it; `null` for everybody in the channel. */
  readonly visibleTo: string | null;
  readonly edited: boolean;
  readonly unfurls?: readonly Unfurl[];
  /** Files shared with it, by id and name. */
  readonly files?: readonly { readonly id: string; readonly name: string }[];
};

export type TimelineChange =
  | { readonly kind: "message"; readonly message: TimelineMessage }
  | { readonly kind: "removed"; readonly channel: string; readonly ts: string }
  /** The modal on top for one person; `null` where none is left. `depth` counts those that are open. */
  | {
      readonly kind: "modal";
      readonly user: string;
      readonly view: JsonObject | null;
      readonly depth: number;
    }
  /** The tab that the app shows one person. */
  | { readonly kind: "home"; readonly user: string; readonly view: JsonObject }
  /** Questions that the app suggests in somebody's messages with it. */
  | { readonly kind: "prompts"; readonly channel: string; readonly prompts: readonly Json[] };

export type Timeline = {
  readonly messages: () => readonly TimelineMessage[];
  readonly find: (channel: string, ts: string) => TimelineMessage | undefined;
  readonly put: (message: TimelineMessage) => void;
  readonly remove: (channel: string, ts: string) => void;
  /** A modal that opens: nothing else is open then. */
  readonly open: (user: string, view: JsonObject) => void;
  /** A modal on top of the others. */
  readonly push: (user: string, view: JsonObject) => void;
  /** The view in the place of the one with its id, whosever it is, wherever it lies. */
  readonly update: (view: JsonObject) => void;
  /** The modal on top goes; what lies below shows again. */
  readonly pop: (user: string) => void;
  readonly clear: (user: string) => void;
  readonly modalOf: (user: string) => JsonObject | undefined;
  readonly depthOf: (user: string) => number;
  readonly home: (user: string, view: JsonObject) => void;
  readonly homeOf: (user: string) => JsonObject | undefined;
  readonly suggest: (channel: string, prompts: readonly Json[]) => void;
  readonly promptsIn: (channel: string) => readonly Json[];
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: (change: TimelineChange) => void) => () => void;
};

/** How many messages are kept; the oldest go first. */
const kept = 1000;

/** Everything that was said and shown, in order, as the recording proxy sees it pass. */
export function createTimeline(): Timeline {
  const messages = new Map<string, TimelineMessage>();
  const modals = new Map<string, readonly JsonObject[]>();
  const homes = new Map<string, JsonObject>();
  const suggested = new Map<string, readonly Json[]>();
  const listeners = new Set<(change: TimelineChange) => void>();
  const tell = (change: TimelineChange) => {
    for (const listener of listeners) listener(change);
  };
  const keyOf = (channel: string, ts: string) => `${channel} ${ts}`;
  const stackOf = (user: string): readonly JsonObject[] => modals.get(user) ?? [];
  const show = (user: string, stack: readonly JsonObject[]) => {
    if (stack.length === 0) modals.delete(user);
    else modals.set(user, stack);
    tell({ kind: "modal", user, view: stack.at(-1) ?? null, depth: stack.length });
  };
  const home = (user: string, view: JsonObject) => {
    homes.set(user, view);
    tell({ kind: "home", user, view });
  };
  return {
    messages: () => [...messages.values()],
    find: (channel, ts) => messages.get(keyOf(channel, ts)),
    put: (message) => {
      messages.set(keyOf(message.channel, message.ts), message);
      const oldest = messages.size > kept ? messages.keys().next().value : undefined;
      if (oldest !== undefined) messages.delete(oldest);
      tell({ kind: "message", message });
    },
    remove: (channel, ts) => {
      if (messages.delete(keyOf(channel, ts))) tell({ kind: "removed", channel, ts });
    },
    open: (user, view) => show(user, [view]),
    push: (user, view) => show(user, [...stackOf(user), view]),
    update: (view) => {
      for (const [user, stack] of modals)
        if (stack.some(({ id }) => id === view["id"]))
          show(
            user,
            stack.map((open) => (open["id"] === view["id"] ? view : open)),
          );
      for (const [user, shown] of homes) if (shown["id"] === view["id"]) home(user, view);
    },
    pop: (user) => show(user, stackOf(user).slice(0, -1)),
    clear: (user) => show(user, []),
    modalOf: (user) => stackOf(user).at(-1),
    depthOf: (user) => stackOf(user).length,
    home,
    homeOf: (user) => homes.get(user),
    suggest: (channel, prompts) => {
      suggested.set(channel, prompts);
      tell({ kind: "prompts", channel, prompts });
    },
    promptsIn: (channel) => suggested.get(channel) ?? [],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
