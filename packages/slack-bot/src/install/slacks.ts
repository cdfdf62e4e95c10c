/** The Slacks that a bot is in, for what it sends of itself. */
import type { Logger, WebClient } from "@slack/web-api";
import { digestClient, type WebApi } from "../digests/slack.ts";

/** A workspace, and who speaks there as the bot. */
export type Slack = { readonly place: string; readonly client: WebClient };

export type Slacks = {
  /** The ids of every workspace that it is in now, the first one first. */
  readonly places: () => Promise<readonly string[]>;
  /** Every workspace that it is in now, the first one first. */
  readonly all: () => Promise<readonly Slack[]>;
  /** For digests, which repeat no call unasked. `null` for the place: the first; `null` back: it is not there. */
  readonly digests: (place: string | null) => Promise<WebClient | null>;
};

/** One workspace by a token that does not change. */
export function oneSlack(
  { place, client }: Slack,
  token: string,
  api: WebApi,
  logger: Logger,
): Slacks {
  const patient = digestClient(token, api, logger);
  return {
    places: async () => [place],
    all: async () => [{ place, client }],
    digests: async (asked) => (asked === null || asked === place ? patient : null),
  };
}

/**
 * Workspaces as they were installed; tokens may change with every call.
 *
 * @param tokenOf that of a workspace as it is now; `null` where there is none
 */
export function installedSlacks(
  places: () => Promise<readonly string[]>,
  tokenOf: (place: string) => Promise<string | null>,
  clientFor: (token: string) => WebClient,
  api: WebApi,
  logger: Logger,
): Slacks {
  return {
    places,
    all: async () => {
      const found = await Promise.all(
        (await places()).map(async (place) => ({ place, token: await tokenOf(place) })),
      );
      return found.flatMap(({ place, token }) =>
        token === null ? [] : [{ place, client: clientFor(token) }],
      );
    },
    digests: async (asked) => {
      const place = asked ?? (await places())[0];
      const token = place === undefined ? null : await tokenOf(place);
      return token === null ? null : digestClient(token, api, logger);
    },
  };
}
