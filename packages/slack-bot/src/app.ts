import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { State } from "@clientele/core";
import bolt, { type CustomRoute } from "@slack/bolt";
import {
  retryPolicies,
  WebAPIPlatformError,
  WebClient,
  type WebClientOptions,
} from "@slack/web-api";
import { boltLogger } from "./bolt-logger.ts";
import type { SlackSettings } from "./env.ts";
import { healthHandler, healthPath, serveHealth } from "./health.ts";
import { installationStore } from "./install/installation-store.ts";
import type { InstallSettings } from "./install/install-settings.ts";
import { installedSlacks, oneSlack, type Slacks } from "./install/slacks.ts";
import { registerListeners } from "./listeners/index.ts";
import { startNotices } from "./notices/send-notices.ts";
import { createRetryFetch } from "./retry-fetch.ts";
import { botScopes } from "./scopes.ts";
import type { Services } from "./services.ts";

/** A bot in one Slack. */
export type Bot = {
  /** Where it takes requests or tells how it is; `null` with Socket Mode alone, unless a port was named. */
  readonly address: string | null;
  /** Where it is, for what it sends of itself. */
  readonly slacks: Slacks;
  /** Stops taking requests and lets those under way end. */
  readonly stop: () => Promise<void>;
};

const slackApi = "https://slack.com/api/";

/** Where Slack posts to. */
export const eventsPath = "/slack/events";

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
    timeout: settings.timeout,
    fetch: createRetryFetch(apiUrl, settings.timeout, (milliseconds) => sleep(milliseconds)),
  };
  const { install, botToken } = settings;
  const http =
    settings.signingSecret === null
      ? null
      : new bolt.HTTPReceiver({
          signingSecret: settings.signingSecret,
          endpoints: [eventsPath],
          customRoutes: [healthRoute(services)],
          logger,
          ...(install === null ? {} : installing(install, services.state, clientOptions)),
        });
  const installer = http?.installer;
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
    ...(botToken === null
      ? {
          authorize: async (source) => {
            if (installer === undefined) throw new RangeError("neither a token nor an installer");
            return installer.authorize(source);
          },
        }
      : { token: botToken }),
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
  let slacks: Slacks;

  try {
    await app.init();
    const clientFor = (token: string) => new WebClient(token, clientOptions);
    if (botToken === null) {
      const places = async () => (await services.state.installations.all()).map((i) => i.place);
      const tokenOf = async (teamId: string): Promise<string | null> => {
        const source = { teamId, enterpriseId: undefined, isEnterpriseInstall: false };
        // What does not open, or was taken back, is as if it were not there; the log says so.
        const found = await installer?.authorize(source).catch((error: unknown) => {
          services.log.error("not-installed", error);
        });
        return found?.botToken ?? null;
      };
      slacks = installedSlacks(places, tokenOf, clientFor, settings, logger);
    } else {
      // Bolt itself asks only with the first request: too late for whoever mistyped a token.
      const { team_id: place = "" } = await app.client.auth.test({ token: botToken });
      const client = clientFor(botToken);
      slacks = oneSlack({ place, client }, botToken, settings, logger);
    }
    await app.start();
    stopNotices = startNotices(listening, slacks, services.lease);
  } catch (error) {
    throw refusal(error) ?? error;
  }
  return {
    address: server === undefined ? null : addressOf(server),
    slacks,
    stop: async () => {
      await Promise.race([
        Promise.allSettled([...working, stopNotices()]),
        sleep(stopGrace, undefined, { ref: false }),
      ]);
      await app.stop();
    },
  };
}

/** What Bolt's receiver needs to be installed in several workspaces. */
const installing = (
  { clientId, clientSecret, stateSecret, redirectUri, keys, workspaces }: InstallSettings,
  state: State,
  clientOptions: WebClientOptions,
) => ({
  clientId,
  clientSecret,
  stateSecret,
  scopes: [...botScopes],
  installationStore: installationStore(state, keys, workspaces),
  ...(redirectUri === null ? {} : { redirectUri }),
  installerOptions: {
    clientOptions,
    ...(redirectUri === null ? {} : { redirectUriPath: new URL(redirectUri).pathname }),
  },
});

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
