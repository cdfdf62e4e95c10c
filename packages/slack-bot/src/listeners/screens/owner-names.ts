import type { WebClient } from "@slack/web-api";
import type { OwnerNames } from "../../screens/home.ts";

/**
 * What customers' `owner` may hold for somebody: their id in Slack, their e-mail address, their name. It says which customers
 * are listed as theirs, and gives no right to see them.
 */
export async function ownerNamesOf(client: WebClient, user: string): Promise<OwnerNames> {
  const { user: info } = await client.users.info({ user });
  const email = info?.profile?.email ?? null;
  const names = [email, info?.real_name ?? info?.profile?.real_name ?? null, user];
  return { email, names: names.filter((name): name is string => name !== null && name !== "") };
}
