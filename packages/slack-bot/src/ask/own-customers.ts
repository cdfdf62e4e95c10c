import { withoutMine, type AskQuestion } from "@clientele/core";
import { ownerNamesOf } from "../listeners/screens/owner-names.ts";
import type { Services } from "../services.ts";
import type { Before, Reader } from "./asking.ts";
import type { Reading } from "./reply.ts";

/**
 * A question of somebody's own customers: that of all, of whom they are the owner.
 *
 * @returns `null` where the text asks of nobody's own, or the project knows no owners
 */
export async function ofOwnCustomers(
  services: Services,
  { asker }: Reading,
  { read, catalog }: Reader,
  before: Before | undefined,
  text: string,
): Promise<AskQuestion | null> {
  const { text: rest, mine } = withoutMine(text);
  const { owner } = catalog;
  if (!mine || owner === undefined || asker.slack === undefined) return null;
  const { unread, ...question } = read(rest === "" ? "customers" : rest, before?.question);
  if (unread !== undefined || !("set" in question)) return null;
  const { names } = await ownerNamesOf(services, asker.slack.client, asker.user);
  // Of all that they may be called, what the column holds.
  const held = names.filter((name) => catalog.known[owner]?.includes(name));
  const values = held.length > 0 ? held : names.slice(0, 1);
  if (values.length === 0) return null;
  const own = { kind: "one-of", value: owner, values, negated: false } as const;
  return { ...question, set: [...question.set, own] };
}
