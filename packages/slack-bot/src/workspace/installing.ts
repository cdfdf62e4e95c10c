/** What Slack does where an app is installed: its page, and tokens that are renewed, which the emulator does not do. */
import { randomBytes } from "node:crypto";
import type { JsonObject } from "../blocks/json.ts";

export type Installing = {
  /** Every token that was issued, the oldest first. */
  readonly tokens: readonly string[];
  /** The token that the emulator issued, for one that took its place. */
  readonly known: (token: string) => string;
  /** The emulator's answer to a code, with what a token that ends is issued with. */
  readonly issued: (answer: JsonObject) => JsonObject;
  /** Another token for one that ends; `null` where something else was asked for. */
  readonly renewed: (args: JsonObject) => JsonObject | null;
};

/** Bolt renews what ends within two hours. */
const seconds = 3600;

/** @param rotation whether tokens end */
export function createInstalling(rotation: boolean): Installing {
  const tokens: string[] = [];
  const refreshing = new Set<string>();
  const renewals = new Set<string>();
  const random = (prefix: string): string => `${prefix}${randomBytes(15).toString("hex")}`;
  const ending = (): JsonObject => {
    if (!rotation) return {};
    const refresh = random("xoxe-1-");
    refreshing.add(refresh);
    return { refresh_token: refresh, expires_in: seconds };
  };
  return {
    tokens,
    known: (token) => (renewals.has(token) ? (tokens[0] ?? token) : token),
    issued: (answer) => {
      if (typeof answer["access_token"] === "string") tokens.push(answer["access_token"]);
      return { ...answer, ...ending() };
    },
    renewed: (args) => {
      if (args["grant_type"] !== "refresh_token") return null;
      // One use each.
      if (typeof args["refresh_token"] !== "string" || !refreshing.has(args["refresh_token"]))
        return { ok: false, error: "invalid_refresh_token" };
      refreshing.delete(args["refresh_token"]);
      const token = random("xoxe.xoxb-1-");
      tokens.push(token);
      renewals.add(token);
      return { ok: true, token_type: "bot", access_token: token, ...ending() };
    },
  };
}

/** Presses the button on Slack's page. @param address of the page, as the bot gave it */
export async function agreeTo(emulator: string, user: string, address: string): Promise<string> {
  const asked = new URL(address).searchParams;
  const form = new URLSearchParams({ user_id: user, user_scope: "" });
  for (const name of ["client_id", "scope", "state", "redirect_uri"])
    form.set(name, asked.get(name) ?? "");
  const answer = await fetch(`${emulator}/oauth/v2/authorize/callback`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  return answer.headers.get("location") ?? "";
}
