import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import bolt, { type CustomRoute } from "@slack/bolt";
import { retryPolicies, WebAPIPlatformError, WebClient } from "@slack/web-api";
import { boltLogger } from "./bolt-logger.ts";
import type { SlackSettings } from "./env.ts";
import { healthHandler, healthPath, serveHealth } from "./health.ts";
import { registerListeners } from "./listeners/index.ts";
import { startNotices } from "./notices/send-notices.ts";
import { createRetryFetch } from "./retry-fetch.ts";
import type { Services } from "./services.ts";

/** A bot in one Slack. */
export type Bot = {
  /** Where it takes requests or tells how it is; `null` with Socket Mode alone, unless a port was named. */
  readonly address: string | null;
  /** The Slack workspace. */
  readonly place: string;
  /** Stops taking requests and lets those under way end. */
  readonly stop: () => Promise<void>;
};

const slackApi = "https://slack.com/api/";

/** Where Slack posts to. */
export const eventsPath = "/slack/events";

/** How long one call of Slack may take before it is tried again, in milliseconds. */
const requestTimeout = 15_000;

/** How long a request may go unanswered until its connection is cut, in milliseconds. Slack itself waits for three seconds. */
const answerTimeout = 5000;

/** How long requests under way may go on when the bot stops, in milliseconds. */
const stopGrace = 2000;

/**
 * Starts the bot: Socket Mode where there is an app token, HTTP where there is a signing secret, both where there are both.
 *
 * @throws when Slack refuses the token, or the port is taken
 */
export async function startBot(settings: SlackSettings, services: Services): Promise<Bot> {
  const apiUrl = settings.apiUrl ?? slackApi;
  const logger = boltLogger(services.log);
  const clientOptions = {
    slackApiUrl: apiUrl,
    retryConfig: retryPolicies.fiveRetriesInFiveMinutes,
    timeout: requestTimeout,
    fetch: createRetryFetch(apiUrl, (milliseconds) => sleep(milliseconds)),
  };
  const http =
    settings.signingSecret === null
      ? null
      : new bolt.HTTPReceiver({
          signingSecret: settings.signingSecret,
          endpoints: [eventsPath],
          customRoutes: [healthRoute(services)],
          logger,
        });
  const socket =
    settings.appToken === null
      ? null
      : new bolt.SocketModeReceiver({
          appToken: settings.appToken,
          installerOptions: { clientOptions },
          logger,
        });
  if (http === null && socket === null)
    throw new RangeError("neither a signing secret nor an app token");

  let server: Server | undefined;
  const app = new bolt.App({
    token: settings.botToken,
    receiver: {
      init: (of) => {
        http?.init(of);
        socket?.init(of);
      },
      start: async () => {
        server =
          (await http?.start({ port: settings.port, host: settings.host })) ??
          (settings.health ? await serveHealth(services, settings) : undefined);
        server?.setTimeout(answerTimeout);
        await socket?.start();
      },
      stop: async () => {
        await socket?.stop();
        // What was under way had its time.
        server?.closeAllConnections();
        if (http === null) server?.close();
        await http?.stop();
      },
    },
    clientOptions,
    logger,
    deferInitialization: true,
  });
  const working = new Set<Promise<unknown>>();
  // First of all, so that what runs when the bot stops can be waited for.
  app.use(async ({ next }) => {
    const work = next();
    working.add(work);
    await work.finally(() => working.delete(work));
  });
  app.error(async (error) => services.log.error("listener-failed", error));
  const listening = registerListeners(app, services);
  let stopNotices = async (): Promise<void> => {};
  let place = "";

  try {
    await app.init();
    // Bolt itself asks only with the first request: too late for whoever mistyped a token.
    place = (await app.client.auth.test({ token: settings.botToken })).team_id ?? "";
    await app.start();
    stopNotices = startNotices(listening, new WebClient(settings.botToken, clientOptions), place);
  } catch (error) {
    throw refusal(error) ?? error;
  }
  return {
    address: server === undefined ? null : addressOf(server),
    place,
    stop: async () => {
      await Promise.race([
        Promise.allSettled([...working, stopNotices()]),
        sleep(stopGrace, undefined, { ref: false }),
      ]);
      await app.stop();
    },
  };
}

/** Slack's refusal of a token, told by the variable that it comes from. */
function refusal(error: unknown): Error | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const told = `Slack refused the token (${error.data.error}); check SLACK_BOT_TOKEN and SLACK_APP_TOKEN`;
  return new Error(told, { cause: error });
}

/** `/healthz` beside Slack's own address. */
const healthRoute = (services: Services): CustomRoute => ({
  path: healthPath,
  method: ["GET"],
  handler: healthHandler(services),
});

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("unreachable: no port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
