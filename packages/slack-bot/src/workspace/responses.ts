import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../blocks/json.ts";
import type { Timeline, TimelineMessage } from "./timeline.ts";

/** What a `response_url` belongs to. */
export type ResponseContext = {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly message?: { readonly ts: string; readonly ephemeral: boolean };
};

export type Responses = {
  /** A new address's last part. */
  readonly issue: (context: ResponseContext) => string;
  readonly respond: (id: string, args: JsonObject) => Promise<{ status: number; body: string }>;
};

type ResponsesOptions = {
  readonly timeline: Timeline;
  readonly botUser: string;
  readonly botToken: string;
  readonly call: (method: string, args: JsonObject, token: string) => Promise<JsonObject>;
};

/** An address serves five times within half an hour. */
const mostUses = 5;
const lifetime = 30 * 60_000;

/** `response_url`s, which the emulator lacks: ephemeral answers, answers to all, replacing and deleting. */
export function createResponses(options: ResponsesOptions): Responses {
  const { timeline, botUser, botToken, call } = options;
  const issued = new Map<string, { context: ResponseContext; uses: number; until: number }>();
  let last = 0;

  /** Time stamps of ephemeral messages: later than all before. */
  function nextTs(): string {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
  }

  async function replace(context: ResponseContext, original: TimelineMessage, args: JsonObject) {
    if (original.visibleTo === null)
      await call("chat.update", { ...args, channel: context.channel, ts: original.ts }, botToken);
    timeline.put({ ...original, text: textOf(args["text"]), blocks: blocksOf(args), edited: true });
  }

  return {
    issue: (context) => {
      const id = randomUUID();
      issued.set(id, { context, uses: 0, until: Date.now() + lifetime });
      return id;
    },
    respond: async (id, args) => {
      const found = issued.get(id);
      if (found === undefined || found.until < Date.now())
        return { status: 404, body: "expired_url" };
      if (++found.uses > mostUses) return { status: 404, body: "used_url" };
      const { context } = found;
      const { message } = context;
      const original = message && timeline.find(context.channel, message.ts);
      if (args["delete_original"] === true && original !== undefined) {
        timeline.remove(original.channel, original.ts);
        return { status: 200, body: "ok" };
      }
      if (args["replace_original"] === true && original !== undefined) {
        await replace(context, original, args);
        return { status: 200, body: "ok" };
      }
      const thread = textOf(args["thread_ts"]) || null;
      const said = { channel: context.channel, user: botUser, text: textOf(args["text"]), thread };
      if (args["response_type"] === "in_channel") {
        const posted = await call(
          "chat.postMessage",
          { ...args, channel: context.channel },
          botToken,
        );
        const ts = textOf(posted["ts"]);
        timeline.put({ ...said, ts, blocks: blocksOf(args), visibleTo: null, edited: false });
      } else
        timeline.put({
          ...said,
          ts: nextTs(),
          blocks: blocksOf(args),
          visibleTo: context.user,
          edited: false,
        });
      return { status: 200, body: "ok" };
    },
  };
}

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const blocksOf = (args: JsonObject): readonly Json[] =>
  Array.isArray(args["blocks"]) ? args["blocks"] : [];
