/** The settings of a bot in several workspaces. */
import { readKey, type SealKeys } from "./seal.ts";

export type InstallSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Where Slack sends people back to; what the app's settings say where it is left out. */
  readonly redirectUri: string | null;
  readonly keys: SealKeys;
  /** Workspaces in which it may be installed. */
  readonly workspaces: readonly string[];
};

/** The variables as the environment gives them. */
export type InstallVariables = {
  readonly SLACK_CLIENT_ID?: string | undefined;
  readonly SLACK_CLIENT_SECRET?: string | undefined;
  readonly SLACK_STATE_SECRET?: string | undefined;
  readonly SLACK_REDIRECT_URI?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly CLIENTELE_TOKEN_KEY?: string | undefined;
  readonly CLIENTELE_TOKEN_KEY_OLD?: string | undefined;
  readonly CLIENTELE_WORKSPACES?: string | undefined;
};

const needed = [
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "SLACK_SIGNING_SECRET",
  "CLIENTELE_TOKEN_KEY",
  "CLIENTELE_WORKSPACES",
] as const;

const aKey = "must be 32 bytes, as `openssl rand -base64 32` makes them";

/** @returns a sentence for each variable that is wrong; `null` where none of them is set */
export function readInstall(
  env: InstallVariables,
): { readonly settings: InstallSettings } | { readonly messages: readonly string[] } | null {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET } = env;
  const wanted = [SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET];
  if (wanted.every((value) => value === undefined)) return null;
  const { CLIENTELE_TOKEN_KEY: key = "", CLIENTELE_TOKEN_KEY_OLD: oldKey } = env;
  const [now, old] = [readKey(key), oldKey === undefined ? null : readKey(oldKey)];
  const workspaces = (env.CLIENTELE_WORKSPACES ?? "")
    .split(/[\s,]+/)
    .filter((place) => place !== "");
  const missing = needed.filter((name) => env[name] === undefined);
  const messages = [
    ...missing.map((name) => `${name} is missing; several workspaces need ${needed.join(", ")}`),
    ...(env.SLACK_BOT_TOKEN === undefined
      ? []
      : ["SLACK_BOT_TOKEN is that of one workspace; leave it out beside SLACK_CLIENT_ID"]),
    ...(env.SLACK_APP_TOKEN === undefined
      ? []
      : ["SLACK_APP_TOKEN is for Socket Mode; several workspaces need HTTP, so leave it out"]),
    ...(key !== "" && now === null ? [`CLIENTELE_TOKEN_KEY ${aKey}`] : []),
    ...(oldKey !== undefined && old === null ? [`CLIENTELE_TOKEN_KEY_OLD ${aKey}`] : []),
    ...workspaces
      .filter((place) => !/^T[A-Z0-9]+$/.test(place))
      .map((place) => `CLIENTELE_WORKSPACES holds ids such as T024BE7LD, got "${place}"`),
  ];
  if (
    messages.length > 0 ||
    now === null ||
    SLACK_CLIENT_ID === undefined ||
    SLACK_CLIENT_SECRET === undefined ||
    SLACK_STATE_SECRET === undefined
  )
    return { messages };
  return {
    settings: {
      clientId: SLACK_CLIENT_ID,
      clientSecret: SLACK_CLIENT_SECRET,
      stateSecret: SLACK_STATE_SECRET,
      redirectUri: env.SLACK_REDIRECT_URI ?? null,
      keys: { now, old },
      workspaces,
    },
  };
}
