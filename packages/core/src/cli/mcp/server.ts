/**
 * The Model Context Protocol over lines of JSON, as far as tools go: `initialize`, `ping`, `tools/list`, `tools/call`.
 * https://modelcontextprotocol.io/specification/2025-06-18
 */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { AssistantAnswer, AssistantTool } from "../../host/assistant.ts";

/** Versions whose messages are those that are written here, the newest first. */
const versions = ["2025-06-18", "2025-03-26", "2024-11-05"];

export type McpOptions = {
  readonly name: string;
  readonly version: string;
  readonly tools: readonly AssistantTool[];
  readonly call: (
    tool: AssistantTool,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<AssistantAnswer>;
};

type Id = string | number;
type Message = {
  readonly id?: Id;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
};

/** Errors of JSON-RPC. */
const codes = { parse: -32_700, request: -32_600, method: -32_601, params: -32_602, own: -32_603 };

/** Serves until the input ends. */
export async function serveMcp(
  input: Readable,
  output: Writable,
  options: McpOptions,
): Promise<void> {
  const running = new Map<Id, AbortController>();
  const send = (message: object): void => {
    output.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  };
  const fail = (id: Id | null, code: number, message: string): void =>
    send({ id, error: { code, message } });

  const call = async (id: Id, params: Message["params"] = {}): Promise<void> => {
    const tool = options.tools.find((t) => t.name === params["name"]);
    if (tool === undefined) return fail(id, codes.params, `no tool ${String(params["name"])}`);
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const given = params["arguments"];
      const argument = isRecord(given) ? given : {};
      const { text, isError } = await options.call(tool, argument, controller.signal);
      if (!controller.signal.aborted)
        send({ id, result: { content: [{ type: "text", text }], isError } });
    } catch (error) {
      console.error(error);
      fail(id, codes.own, error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(id);
    }
  };

  const receive = async ({ id, method, params }: Message): Promise<void> => {
    if (id === undefined) {
      if (method === "notifications/cancelled") running.get(idOf(params?.["requestId"]))?.abort();
      return;
    }
    switch (method) {
      case "initialize": {
        const asked = params?.["protocolVersion"];
        const protocolVersion = versions.find((v) => v === asked) ?? versions[0];
        const serverInfo = { name: options.name, version: options.version };
        return send({ id, result: { protocolVersion, capabilities: { tools: {} }, serverInfo } });
      }
      case "ping":
        return send({ id, result: {} });
      case "tools/list":
        return send({ id, result: { tools: options.tools.map(toolJson) } });
      case "tools/call":
        return call(id, params);
      default:
        return fail(id, codes.method, `no method ${String(method)}`);
    }
  };

  const work = new Set<Promise<void>>();
  for await (const line of createInterface({ input })) {
    if (line.trim() === "") continue;
    const message = parsed(line);
    if (message === undefined) fail(null, codes.parse, "not JSON");
    else if (message === null) fail(null, codes.request, "not a request");
    else {
      const done = receive(message).finally(() => work.delete(done));
      work.add(done);
    }
  }
  await Promise.allSettled(work);
}

const toolJson = ({ name, title, description, inputSchema }: AssistantTool) => ({
  name,
  title,
  description,
  inputSchema,
  annotations: { title, readOnlyHint: true, openWorldHint: false },
});

const idOf = (value: unknown): Id =>
  typeof value === "number" || typeof value === "string" ? value : "";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @returns `undefined` for what is no JSON, `null` for what is no request */
function parsed(line: string): Message | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isRecord(value)) return null;
  const { id, method, params } = value;
  return {
    ...(id === undefined || id === null ? {} : { id: idOf(id) }),
    ...(typeof method === "string" ? { method } : {}),
    ...(isRecord(params) ? { params } : {}),
  };
}
