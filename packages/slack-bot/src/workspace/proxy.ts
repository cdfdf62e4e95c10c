import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { checkBlocks, checkView, type PayloadProblem } from "../blocks/check-payload.ts";
import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import { createFaults, type Fault, type Faults } from "./faults.ts";
import { parseJson, readArguments, readBody } from "./request-body.ts";

/** One call of the Web API or of a `response_url`, as it passed. */
export type RecordedCall = {
  /** `chat.postMessage`, …, or `response_url`. */
  readonly method: string;
  readonly args: JsonObject;
  /** Who answered: the third-party emulator, or this workspace where the emulator lacks the method. */
  readonly answeredBy: "emulator" | "workspace" | "fault";
  readonly status: number;
  /** What Slack would have refused in the payload. */
  readonly problems: readonly PayloadProblem[];
};

/** What a call is answered with; `null` leaves it to the emulator. */
export type OwnAnswer = (call: {
  readonly method: string;
  readonly args: JsonObject;
  readonly token: string;
}) => Promise<JsonObject | null>;

export type ProxyOptions = {
  readonly emulator: string;
  readonly own: OwnAnswer;
  /** Sees every answered call of the Web API, to follow what is said. May add to the answer. */
  readonly observe: (method: string, args: JsonObject, answer: JsonObject) => JsonObject;
  /** The token that the emulator knows, for one that it does not. */
  readonly tokenFor: (token: string) => string;
  /** Answers a post to a `response_url`; the id is the address's last part. */
  readonly respond: (id: string, args: JsonObject) => Promise<{ status: number; body: string }>;
};

export type Proxy = {
  /** To be given as `slackApiUrl`. */
  readonly apiUrl: string;
  readonly responseUrl: (id: string) => string;
  readonly calls: readonly RecordedCall[];
  readonly inject: Faults["inject"];
  /** Whether a call of a method is being kept waiting by a fault. */
  readonly waiting: (method: string) => boolean;
  readonly close: () => Promise<void>;
};

const kept = 2000;

/**
 * Stands between the bot and the emulator of Slack: records every call, refuses payloads that Slack would refuse, injects
 * faults, and answers itself what the emulator lacks.
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const calls: RecordedCall[] = [];
  const faults = createFaults();
  const delayed = new Set<string>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await listen(server);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("unreachable: no port");
  const base = `http://127.0.0.1:${address.port}`;

  function record(call: RecordedCall): void {
    calls.push(call);
    if (calls.length > kept) calls.shift();
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", base).pathname;
    const [, kind, name = ""] = /^\/(api|response)\/([\w.-]+)$/.exec(path) ?? [];
    if (kind === undefined || request.method !== "POST") return void response.writeHead(404).end();
    const method = kind === "api" ? name : "response_url";
    const body = await readBody(request);
    const args = readArguments(body, request.headers["content-type"] ?? "");
    const fault = faults.take(method);
    if (fault !== null) {
      if (fault.kind === "delay") {
        delayed.add(method);
        await sleep(fault.milliseconds);
        delayed.delete(method);
      } else {
        record({ method, args, answeredBy: "fault", status: statusOf(fault), problems: [] });
        return fail(fault, request, response);
      }
    }
    const problems = problemsOf(args);
    if (problems.length > 0) {
      record({ method, args, answeredBy: "workspace", status: 200, problems });
      return answer(response, refusal(problems));
    }
    if (kind === "response") {
      const { status, body: text } = await options.respond(name, args);
      record({ method, args, answeredBy: "workspace", status, problems });
      return void response.writeHead(status, { "content-type": "text/plain" }).end(text);
    }
    const [, token = ""] = /^Bearer (.*)$/.exec(request.headers.authorization ?? "") ?? [];
    const own = await options.own({ method, args, token });
    if (own !== null) {
      record({ method, args, answeredBy: "workspace", status: 200, problems });
      return answer(response, own);
    }
    const forwarded = await fetch(`${options.emulator}/api/${name}`, {
      method: "POST",
      body,
      headers: {
        ...pick(request.headers, ["authorization", "content-type"]),
        ...(token === "" ? {} : { authorization: `Bearer ${options.tokenFor(token)}` }),
      },
    });
    const json = parseJson(await forwarded.text());
    record({ method, args, answeredBy: "emulator", status: forwarded.status, problems });
    const said = isObject(json) ? options.observe(method, args, json) : json;
    answer(response, said, forwarded.status);
  }

  return {
    apiUrl: `${base}/api/`,
    responseUrl: (id) => `${base}/response/${id}`,
    calls,
    inject: faults.inject,
    waiting: (method) => delayed.has(method),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

function problemsOf(args: JsonObject): readonly PayloadProblem[] {
  const { blocks, view, unfurls } = args as { blocks?: Json; view?: Json; unfurls?: Json }; // the fields that hold blocks
  return [
    ...(isObject(unfurls)
      ? Object.values(unfurls).flatMap((shown) =>
          isObject(shown) && shown["blocks"] !== undefined ? checkBlocks(shown["blocks"]) : [],
        )
      : []),
    ...(blocks === undefined ? [] : checkBlocks(blocks)),
    ...(view === undefined ? [] : checkView(view)),
  ];
}

const refusal = (problems: readonly PayloadProblem[]): JsonObject => ({
  ok: false,
  error: "invalid_blocks",
  response_metadata: {
    messages: problems.map((p) => `[ERROR] ${p.message} [json-pointer:${p.pointer}]`),
  },
});

const statusOf = (fault: Fault): number =>
  fault.kind === "busy"
    ? 429
    : fault.kind === "status"
      ? fault.status
      : fault.kind === "reset" || fault.kind === "hang"
        ? 0
        : 200;

function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case "busy":
      response.writeHead(429, { "retry-after": String(fault.retryAfter) }).end();
      return;
    case "status":
      response.writeHead(fault.status).end();
      return;
    case "refusal":
      answer(response, { ok: false, error: fault.error });
      return;
    case "reset":
      request.socket.destroy();
      return;
    case "hang":
    case "delay":
      return;
  }
}

function answer(response: ServerResponse, json: Json, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}

const pick = (
  headers: IncomingMessage["headers"],
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
