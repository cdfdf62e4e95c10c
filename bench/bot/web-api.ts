/** A Web API of Slack that answers at once: what is measured is the bot, not a Slack. */
import { createServer } from "node:http";

export type WebApi = {
  /** Ends in a slash. */
  readonly url: string;
  /** Where an answer to a command goes; `answered` resolves with the time at which it came, in milliseconds. */
  readonly expect: () => { readonly responseUrl: string; readonly answered: Promise<number> };
  /** When a method is called next, in milliseconds. */
  readonly next: (method: string) => Promise<number>;
  /** The last answer to a command, as it came. */
  readonly last: () => string;
  /** How many messages were posted to channels. */
  readonly posts: () => number;
  readonly close: () => void;
};

const answers: Readonly<Record<string, object>> = {
  "auth.test": {
    user_id: "UBOT",
    bot_id: "BBOT",
    team_id: "TBENCH",
    user: "clientele",
    team: "Bench",
  },
  "users.info": { user: { id: "UASK", locale: "en-US", profile: { email: "rep7@example.com" } } },
};

export async function startWebApi(): Promise<WebApi> {
  const waiting = new Map<string, (at: number) => void>();
  let posts = 0;
  let asked = 0;
  let last = "";
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const at = performance.now();
      if (path.startsWith("/response/")) last = Buffer.concat(chunks).toString();
      waiting.get(path)?.(at);
      waiting.delete(path);
      const method = path.replace(/^.*\//, "").replace(/\?.*$/, "");
      waiting.get(method)?.(at);
      waiting.delete(method);
      if (method === "chat.postMessage") posts += 1;
      const body = { ok: true, channel: "CSALES", ts: `${Date.now() / 1000}`, ...answers[method] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const base = `http://127.0.0.1:${port}`;
  return {
    url: `${base}/api/`,
    expect: () => {
      asked += 1;
      const path = `/response/${asked}`;
      const answered = new Promise<number>((resolve) => {
        waiting.set(path, resolve);
      });
      return { responseUrl: `${base}${path}`, answered };
    },
    next: (method) =>
      new Promise<number>((resolve) => {
        waiting.set(method, resolve);
      }),
    last: () => last,
    posts: () => posts,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
