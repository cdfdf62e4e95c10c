import type { Json, JsonObject } from "../blocks/json.ts";

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
};

export type TimelineChange =
  | { readonly kind: "message"; readonly message: TimelineMessage }
  | { readonly kind: "removed"; readonly channel: string; readonly ts: string }
  /** A modal that opens or changes for one person; `null` closes it. */
  | { readonly kind: "modal"; readonly user: string; readonly view: JsonObject | null };

export type Timeline = {
  readonly messages: () => readonly TimelineMessage[];
  readonly find: (channel: string, ts: string) => TimelineMessage | undefined;
  readonly put: (message: TimelineMessage) => void;
  readonly remove: (channel: string, ts: string) => void;
  readonly modal: (user: string, view: JsonObject | null) => void;
  readonly modalOf: (user: string) => JsonObject | undefined;
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: (change: TimelineChange) => void) => () => void;
};

/** How many messages are kept; the oldest go first. */
const kept = 1000;

/** Everything that was said, in order, as the recording proxy sees it pass. */
export function createTimeline(): Timeline {
  const messages = new Map<string, TimelineMessage>();
  const modals = new Map<string, JsonObject>();
  const listeners = new Set<(change: TimelineChange) => void>();
  const tell = (change: TimelineChange) => {
    for (const listener of listeners) listener(change);
  };
  const keyOf = (channel: string, ts: string) => `${channel} ${ts}`;
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
    modal: (user, view) => {
      if (view === null) modals.delete(user);
      else modals.set(user, view);
      tell({ kind: "modal", user, view });
    },
    modalOf: (user) => modals.get(user),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
