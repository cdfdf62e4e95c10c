import { startApprovals } from "./approvals/start-approvals.ts";
import { startDigests, type DigestOptions } from "./digests/start-digests.ts";
import { eventsPath, startBot } from "./app.ts";
import type { Services } from "./services.ts";
import { startLocalSlack } from "./workspace/local-slack.ts";
import { startPage, type Page } from "./workspace/page-server.ts";

export type Workspace = { readonly address: string; readonly close: () => Promise<void> };

/**
 * A Slack on loopback with a bot of its own in it, and the page to try it on.
 *
 * @param port the page's; when it is taken, any that is free
 * @param digests how they are sent; `null`: not here
 */
export async function startWorkspace(
  services: Services,
  port: number,
  digests: DigestOptions | null,
): Promise<Workspace> {
  const slack = await startLocalSlack();
  const bot = await startBot(
    {
      botToken: slack.botToken,
      install: null,
      appToken: null,
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      timeout: 15_000,
      port: 0,
      host: "127.0.0.1",
      health: false,
    },
    services,
  );
  const sending = digests === null ? null : startDigests(bot.slacks.digests, services, digests);
  const deciding = digests === null ? null : startApprovals(bot.slacks, services, digests.lease);
  const driver = slack.driver(`${bot.address ?? ""}${eventsPath}`);
  const at = (wanted: number): Promise<Page> =>
    startPage({ slack, driver, port: wanted, log: services.log });
  const page = await at(port).catch((error: unknown) => {
    if (isTaken(error)) return at(0);
    throw error;
  });
  return {
    address: page.address,
    close: async () => {
      await page.close();
      await sending?.close();
      await deciding?.close();
      await bot.stop();
      await slack.close();
    },
  };
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";
