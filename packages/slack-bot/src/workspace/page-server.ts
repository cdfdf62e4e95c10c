import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import type { Log } from "../log.ts";
import type { Driver } from "./driver.ts";
import type { LocalSlack } from "./local-slack.ts";
import { shortcuts } from "./shortcuts.ts";
import { servePageFile } from "./page-files.ts";
import { deeds, doDeed } from "./page-deeds.ts";
import { parseJson, readBody } from "./request-body.ts";
import type { TimelineChange } from "./timeline.ts";

export type PageOptions = {
  readonly slack: LocalSlack;
  readonly driver: Driver;
  readonly port: number;
  readonly log: Log;
};

export type Page = { readonly address: string; readonly close: () => Promise<void> };

/** How often a silent stream says that it lives, in milliseconds. */
const heartbeat = 15_000;

/**
 * Serves the page of the local workspace, on loopback only. What a person does there goes to the bot as Slack would send it;
 * what the bot says comes back as a stream. There is no other way from the page to data.
 */
export async function startPage(options: PageOptions): Promise<Page> {
  const { slack, driver, log } = options;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error("page-failed", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  const listening = server.address();
  if (listening === null || typeof listening === "string") throw new Error("unreachable: no port");
  const hosts = [`127.0.0.1:${listening.port}`, `localhost:${listening.port}`];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Other hosts: a name that was rebound to loopback. Other origins: another site's page in the same browser.
    const { host = "", origin } = request.headers;
    if (!hosts.includes(host)) return void response.writeHead(421).end();
    if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
      return void response.writeHead(403).end();
    const { pathname, searchParams } = new URL(request.url ?? "/", `http://${host}`);
    if (request.method === "GET" && pathname === "/workspace")
      return json(response, { ...overview(slack) });
    if (request.method === "GET" && pathname === "/stream")
      return stream(slack, searchParams.get("user") ?? "", response);
    const file = /^\/file\/(F\w+)$/.exec(pathname)?.[1];
    if (request.method === "GET" && file !== undefined) return serveFile(slack, file, response);
    if (request.method === "GET") return servePageFile(pathname, response);
    if (request.method !== "POST" || pathname !== "/do") return void response.writeHead(404).end();
    if (origin === undefined || request.headers["content-type"] !== "application/json")
      return void response.writeHead(403).end();
    const deed = deeds.safeParse(parseJson(await readBody(request)));
    if (!deed.success) return json(response, { error: z.prettifyError(deed.error) }, 400);
    json(response, await doDeed(slack, driver, deed.data));
  }

  return {
    address: `http://127.0.0.1:${listening.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const overview = ({ people, channels, app }: LocalSlack) => ({
  people,
  channels,
  bot: app.botUser,
  shortcuts,
});

/** A picture that the bot uploaded; other files are not shown. */
async function serveFile(slack: LocalSlack, id: string, response: ServerResponse): Promise<void> {
  const file = await slack.file(id);
  if (file === null || !/^image\/(png|jpeg|gif)$/.test(file.type))
    return void response.writeHead(404).end();
  response
    .writeHead(200, {
      "content-type": file.type,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(file.bytes);
}

/** Server-sent events: first all that was said, then what is said. */
function stream({ timeline, people }: LocalSlack, user: string, response: ServerResponse): void {
  const direct = people.find(({ id }) => id === user)?.direct ?? "";
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  const send = (change: TimelineChange) => {
    if (change.kind === "message" && (change.message.visibleTo ?? user) !== user) return;
    if (change.kind === "prompts" && change.channel !== direct) return;
    if ((change.kind === "modal" || change.kind === "home") && change.user !== user) return;
    response.write(`data: ${JSON.stringify(change)}\n\n`);
  };
  for (const message of timeline.messages()) send({ kind: "message", message });
  const view = timeline.modalOf(user);
  if (view !== undefined) send({ kind: "modal", user, view, depth: timeline.depthOf(user) });
  const home = timeline.homeOf(user);
  if (home !== undefined) send({ kind: "home", user, view: home });
  send({ kind: "prompts", channel: direct, prompts: timeline.promptsIn(direct) });
  response.write("event: ready\ndata: {}\n\n");
  const end = timeline.subscribe(send);
  const beat = setInterval(() => response.write(": alive\n\n"), heartbeat);
  response.on("close", () => {
    clearInterval(beat);
    end();
  });
}

function json(response: ServerResponse, value: object, status = 200): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(value));
}
