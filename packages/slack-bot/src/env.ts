import { z } from "zod";
import { readInstall, type InstallSettings } from "./install/install-settings.ts";

const filled = (what: string) => z.string().trim().min(1, what).optional();

const environment = z
  .object({
    SLACK_BOT_TOKEN: filled("must not be empty").refine(startsWith("xoxb-"), {
      message:
        'must be a bot token, which starts with "xoxb-" (OAuth & Permissions in the app\'s settings)',
    }),
    SLACK_APP_TOKEN: filled("must not be empty").refine(startsWith("xapp-"), {
      message:
        'must be an app-level token, which starts with "xapp-" (Basic Information in the app\'s settings)',
    }),
    SLACK_SIGNING_SECRET: filled("must not be empty"),
    SLACK_CLIENT_ID: filled("must not be empty"),
    SLACK_CLIENT_SECRET: filled("must not be empty"),
    SLACK_STATE_SECRET: filled("must not be empty"),
    SLACK_REDIRECT_URI: z
      .url("must be an address such as https://…/slack/oauth_redirect")
      .optional(),
    CLIENTELE_TOKEN_KEY: filled("must not be empty"),
    CLIENTELE_TOKEN_KEY_OLD: filled("must not be empty"),
    CLIENTELE_WORKSPACES: filled("must not be empty"),
    SLACK_API_URL: z.url("must be an address such as https://slack.com/api/").optional(),
    PORT: z.coerce.number("must be a number").int().min(0).max(65_535).default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    CLIENTELE_PROJECT: filled("must be a folder"),
    CLIENTELE_ALLOW_READ: z.string().default(""),
    CLIENTELE_DIGEST_LEASE: z.coerce.number("must be a number of seconds").min(1).default(30),
    CLIENTELE_REFRESH: z.coerce.number("must be a number of seconds").min(0).default(60),
    CLIENTELE_SLACK_TIMEOUT: z.coerce.number("must be a number of seconds").min(1).default(15),
    CLIENTELE_NOW: z.iso
      .datetime({ offset: true, error: "must be a time such as 2026-11-16T09:00:00Z" })
      .optional(),
    CLIENTELE_STATE: filled("must be a file or a PostgreSQL address"),
  })
  .superRefine((env, context) => {
    const install = readInstall(env);
    if (install !== null) {
      for (const told of "messages" in install ? install.messages : [])
        context.addIssue({ code: "custom", message: told });
      return;
    }
    const receives = env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined;
    if (receives && env.SLACK_BOT_TOKEN === undefined)
      context.addIssue({
        code: "custom",
        path: ["SLACK_BOT_TOKEN"],
        message: "is missing; SLACK_APP_TOKEN and SLACK_SIGNING_SECRET need it to answer",
      });
    if (!receives && env.SLACK_BOT_TOKEN !== undefined)
      context.addIssue({
        code: "custom",
        path: ["SLACK_BOT_TOKEN"],
        message: "needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it",
      });
  });

/** How the bot reaches Slack: with an app token by Socket Mode, with a signing secret by HTTP, with both by both. */
export type SlackSettings = {
  /** `null` where `install` says how tokens are come by. */
  readonly botToken: string | null;
  readonly install: InstallSettings | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  /** Where Slack's Web API is; another address than Slack's own only in tests and in the local workspace. */
  readonly apiUrl: string | null;
  /** How long one call of it may take, in milliseconds. */
  readonly timeout: number;
  readonly port: number;
  readonly host: string;
  /** A port was named: with Socket Mode alone it tells there how the bot is. */
  readonly health: boolean;
};

export type Settings = {
  /** `null` without tokens: then only the local workspace talks to the bot. */
  readonly slack: SlackSettings | null;
  readonly project: string | null;
  /** Folders outside the project that it may read, as the user allows. */
  readonly allowRead: readonly string[];
  /** Where the state is, a file or a PostgreSQL address; `null` for the project's own `.clientele/`. */
  readonly state: string | null;
  /** How often it is looked whether data files changed, in milliseconds; 0: never. */
  readonly refresh: number;
  readonly digests: {
    /** The time that it is when the bot starts, ISO; `null` for the real one. */
    readonly now: string | null;
    /** How long a digest that is being sent is kept from other instances, in milliseconds. */
    readonly lease: number;
  };
};

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly messages: readonly string[] };

/**
 * The settings that the environment gives.
 *
 * @param env variables by name; empty ones count as absent
 * @returns the settings, or a sentence for each variable that is wrong
 * @example readSettings({}) // => { ok: true, settings: { slack: null, project: null, allowRead: [], state: null, refresh: 60000, digests: { now: null, lease: 30000 } } }
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      messages: parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`.trimStart()),
    };
  const read = parsed.data;
  const install = readInstall(read);
  const slack: SlackSettings | null =
    read.SLACK_BOT_TOKEN === undefined && install === null
      ? null
      : {
          botToken: read.SLACK_BOT_TOKEN ?? null,
          install: install !== null && "settings" in install ? install.settings : null,
          appToken: read.SLACK_APP_TOKEN ?? null,
          signingSecret: read.SLACK_SIGNING_SECRET ?? null,
          apiUrl: read.SLACK_API_URL ?? null,
          timeout: read.CLIENTELE_SLACK_TIMEOUT * 1000,
          port: read.PORT,
          host: read.HOST,
          health: given["PORT"] !== undefined,
        };
  return {
    ok: true,
    settings: {
      slack,
      project: read.CLIENTELE_PROJECT ?? null,
      allowRead: read.CLIENTELE_ALLOW_READ.split(":").filter((folder) => folder !== ""),
      state: read.CLIENTELE_STATE ?? null,
      refresh: read.CLIENTELE_REFRESH * 1000,
      digests: { now: read.CLIENTELE_NOW ?? null, lease: read.CLIENTELE_DIGEST_LEASE * 1000 },
    },
  };
}

function startsWith(prefix: string) {
  return (token: string | undefined) => token === undefined || token.startsWith(prefix);
}
