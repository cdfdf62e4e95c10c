import type { IncomingMessage } from "node:http";
import type { Json, JsonObject } from "../blocks/json.ts";
import { isObject } from "../blocks/json.ts";

/** Larger bodies are refused. */
const mostBytes = 2_000_000;

/** @throws RangeError when the body is larger than 2 MB */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError("the body is larger than 2 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Fields that Slack's client sends as JSON inside a form. */
const nested = new Set(["blocks", "view", "attachments", "metadata", "unfurls", "files"]);

/**
 * The arguments of a Web API call, whichever way they were sent.
 *
 * @example readArguments("channel=C1&blocks=[]", "application/x-www-form-urlencoded") // => { channel: "C1", blocks: [] }
 */
export function readArguments(body: string, contentType: string): JsonObject {
  if (contentType.includes("json")) {
    const parsed = parseJson(body);
    return isObject(parsed) ? parsed : {};
  }
  const fields = [...new URLSearchParams(body)].map(
    ([key, value]) => [key, nested.has(key) ? parseJson(value) : value] as const,
  );
  return Object.fromEntries(fields);
}

/** The value, or the text itself where it is no JSON. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json; // parse yields JSON
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
