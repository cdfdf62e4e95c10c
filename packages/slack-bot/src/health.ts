/** Whether the bot can answer, for whoever watches it: a container's runtime, a load balancer, a person with curl. */
import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Services } from "./services.ts";

export const healthPath = "/healthz";

/** What is told: of each part whether it answers, and what it answers from. Nothing about customers. */
type Health = {
  readonly status: "ok" | "failing";
  readonly engine: Part;
  readonly state: Part;
  /** `null` until something is published. */
  readonly run: string | null;
  /** The last day of the data, ISO. */
  readonly data_to: string | null;
};

type Part = "ok" | "failing" | "no answer";

/** Watchers ask again soon, and give up sooner than people. In milliseconds. */
const patience = 3000;

/** Asks the engine and the state for next to nothing. */
async function healthOf({ engine, state, project }: Services): Promise<Health> {
  const [engineIs, stateIs] = await Promise.all([
    partOf(engine.call("runs", {}).then(({ ok }) => ok)),
    partOf(state.audited({ limit: 1 }).then(() => true)),
  ]);
  const { base } = project();
  return {
    status: engineIs === "ok" && stateIs === "ok" ? "ok" : "failing",
    engine: engineIs,
    state: stateIs,
    run: base?.run ?? null,
    data_to: base?.asOf ?? null,
  };
}

function partOf(asked: Promise<boolean>): Promise<Part> {
  const answer = asked.then(
    (well): Part => (well ? "ok" : "failing"),
    (): Part => "failing",
  );
  return Promise.race([answer, sleep(patience, "no answer" as const, { ref: false })]);
}

/** Answers 200 where everything answers, else 503, with what does not as JSON. */
export const healthHandler =
  (services: Services): RequestListener =>
  (_request, response) => {
    void healthOf(services).then((health) => {
      response
        .writeHead(health.status === "ok" ? 200 : 503, {
          "content-type": "application/json",
          "cache-control": "no-store",
        })
        .end(`${JSON.stringify(health)}\n`);
    });
  };

/** A server for nothing else, where Socket Mode needs none. Rejects where the port is taken. */
export function serveHealth(
  services: Services,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Server> {
  const handler = healthHandler(services);
  const server = createServer((request, response) => {
    if (request.url === healthPath && request.method === "GET") handler(request, response);
    else response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}
