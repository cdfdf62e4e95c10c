import type { WebClient } from "@slack/web-api";
import type { Log } from "../log.ts";
import { botLocale, type BotLocale } from "../messages/index.ts";

/** Finds a user's language. */
export type LocaleOf = (client: WebClient, user: string) => Promise<BotLocale>;

/** How long a user's language is remembered, in milliseconds. */
const remembered = 3_600_000;
/** How long an answer waits for the language before it goes out in the project's, in milliseconds. */
const patience = 1500;
const most = 10_000;

/**
 * Asks Slack for each user's locale once an hour.
 *
 * @param fallback the language while Slack does not say
 * @param now the clock, in milliseconds
 */
export function createLocaleOf(fallback: () => BotLocale, log: Log, now: () => number): LocaleOf {
  const known = new Map<string, { readonly locale: BotLocale; readonly until: number }>();

  async function ask(client: WebClient, user: string): Promise<BotLocale> {
    const info = await client.users.info({ user, include_locale: true });
    const given = info.user?.locale;
    const locale = given === undefined || given === "" ? fallback() : botLocale(given);
    if (known.size >= most) known.clear();
    known.set(keyOf(client, user), { locale, until: now() + remembered });
    return locale;
  }

  return async (client, user) => {
    const found = known.get(keyOf(client, user));
    if (found !== undefined && found.until > now()) return found.locale;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<BotLocale>((resolve) => {
      timer = setTimeout(() => resolve(found?.locale ?? fallback()), patience);
    });
    const asked = ask(client, user).catch((error: unknown) => {
      log.error("locale-unknown", error);
      return found?.locale ?? fallback();
    });
    const locale = await Promise.race([asked, late]);
    clearTimeout(timer);
    return locale;
  };
}

/** Ids of people are those of one workspace. */
const keyOf = ({ token = "" }: WebClient, user: string): string => `${token} ${user}`;
