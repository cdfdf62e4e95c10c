import type { Json, JsonObject } from "../blocks/json.ts";
import { parseJson } from "./request-body.ts";

/** What stands in for the methods of the agent view, which the emulator lacks. */
export type AgentMethods = (method: string, args: JsonObject) => Promise<JsonObject | null>;

/**
 * Streams are collected and said when they end; status is taken note of by whoever records the calls.
 *
 * @param say posts the message that a stream came to
 * @param suggest shows the questions that are suggested in a channel
 */
export function createAgentMethods(
  say: (args: JsonObject) => Promise<JsonObject>,
  suggest: (channel: string, prompts: readonly Json[]) => void,
): AgentMethods {
  const streams = new Map<string, JsonObject>();
  let last = 0;
  const textIn = (args: JsonObject, name: string): string => {
    const text = args[name];
    return typeof text === "string" ? text : "";
  };
  return async (method, args) => {
    switch (method) {
      case "assistant.threads.setStatus":
        return { ok: true };
      case "assistant.threads.setSuggestedPrompts": {
        const { prompts } = args;
        // The SDK sends lists as JSON.
        const listed = typeof prompts === "string" ? parseJson(prompts) : prompts;
        suggest(textIn(args, "channel_id"), Array.isArray(listed) ? listed : []);
        return { ok: true };
      }
      case "chat.startStream": {
        last = Math.max(last + 1, Date.now());
        const ts = `${(last / 1000).toFixed(3)}000`;
        streams.set(ts, {
          channel: args["channel"] ?? "",
          thread_ts: args["thread_ts"] ?? "",
          text: textIn(args, "markdown_text"),
        });
        return { ok: true, channel: args["channel"] ?? "", ts };
      }
      case "chat.appendStream":
      case "chat.stopStream": {
        const ts = textIn(args, "ts");
        const stream = streams.get(ts);
        if (stream === undefined) return { ok: false, error: "message_not_in_streaming_state" };
        const told = {
          ...stream,
          text: `${textIn(stream, "text")}${textIn(args, "markdown_text")}`,
        };
        streams.set(ts, told);
        if (method === "chat.appendStream") return { ok: true, ts };
        streams.delete(ts);
        return say({ ...told, blocks: args["blocks"] ?? [] });
      }
      default:
        return null;
    }
  };
}
