import { keyOf } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import type { OwnerNames } from "../../screens/home.ts";
import type { Services } from "../../services.ts";

/**
 * What customers' `owner` may hold for somebody: their e-mail address, what `access.yaml` says the column calls them, their
 * names, their id in Slack. It says which customers are listed as theirs, and gives no right to see them.
 */
export async function ownerNamesOf(
  { engine }: Services,
  client: WebClient,
  user: string,
): Promise<OwnerNames> {
  const [{ user: info }, answer] = await Promise.all([
    client.users.info({ user }),
    engine.call("access", {}),
  ]);
  const email = info?.profile?.email ?? null;
  const keys = [user, ...(email === null ? [] : [keyOf(email)])];
  const people = answer.ok ? (answer.value.access?.people ?? []) : [];
  const person = people.find((known) => known.keys.some((key) => keys.includes(key)));
  const name = info?.real_name ?? info?.profile?.real_name;
  const called = info?.profile?.display_name;
  const names = [email, ...(person?.owner ?? []), name, called, ...(person?.keys ?? []), user];
  const given = names.filter((each): each is string => typeof each === "string" && each !== "");
  return { email, names: [...new Set(given)] };
}
