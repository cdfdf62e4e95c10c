/** What people look at beside the agent view, as Slack tells of it. */
import type { AppContextChangedEvent } from "@slack/types";

/** What is in an event: entities with what matters most first, or none. */
export type ViewContext = AppContextChangedEvent["context"];

export type Beside = {
  /** Remembers what somebody looks at now. Where nothing is told, what was told before goes on. */
  readonly note: (user: string, context: ViewContext | undefined) => void;
  /** The channel, or `undefined` where they look at something else or nothing was told. */
  readonly of: (user: string) => string | undefined;
};

const mostPeople = 10_000;
/** Who was gone for so long looks at something else by now, in milliseconds. */
const forgotten = 8 * 3_600_000;

/** @param now the clock, in milliseconds */
export function createBeside(now: () => number): Beside {
  const seen = new Map<string, { readonly channel: string | undefined; readonly at: number }>();
  return {
    note: (user, context) => {
      if (context === undefined) return;
      seen.delete(user);
      seen.set(user, { channel: channelIn(context), at: now() });
      const [oldest] = seen.keys();
      if (seen.size > mostPeople && oldest !== undefined) seen.delete(oldest);
    },
    of: (user) => {
      const found = seen.get(user);
      return found === undefined || now() - found.at > forgotten ? undefined : found.channel;
    },
  };
}

/** The channel itself, or that of a message. @example channelIn({ entities: [{ type: "slack#/types/channel_id", value: "C1" }] }) // => "C1" */
function channelIn({ entities = [] }: ViewContext): string | undefined {
  for (const entity of entities) {
    if (entity.type === "slack#/types/channel_id") return entity.value;
    if (entity.type === "slack#/types/message_context") return entity.value.channel_id;
  }
  return undefined;
}
