/** Which digests come to somebody, and to the channel that they ask in. */
import { keyOf, type DigestSubscription } from "@clientele/core";
import type { DigestInfo } from "@clientele/core/host";
import type { WebClient } from "@slack/web-api";
import type { OwnerNames } from "../screens/home.ts";
import type { Services } from "../services.ts";

/** A digest as it comes to somebody: by the project's file, or because somebody subscribed to it. */
export type Listed = {
  readonly digest: DigestInfo;
  readonly cron: string;
  readonly timezone: string;
  readonly subscription: DigestSubscription | null;
  /** A channel's id or name, a person's id; `null` for a person by the project's file. */
  readonly to: string | null;
};

export type Listing = {
  readonly digests: readonly DigestInfo[];
  readonly mine: readonly Listed[];
  readonly here: readonly Listed[];
};

export type ListingFor = {
  readonly user: string;
  readonly owner: OwnerNames;
  readonly place: string;
  /** The channel's id and name; `null` where nobody else is. */
  readonly channel: { readonly id: string; readonly name: string | null } | null;
};

/**
 * @returns `null` where the engine does not say. `mine` holds what comes to somebody directly; `here` what comes to the channel,
 * and outside of channels what they subscribed channels to
 */
export async function digestListing(
  services: Services,
  { user, owner, place, channel }: ListingFor,
): Promise<Listing | null> {
  const answer = await services.engine.call("digests", {});
  if (!answer.ok) return null;
  const { digests } = answer.value;
  const subscribed = (await services.state.subscriptions.all())
    .filter((each) => each.place === null || each.place === place)
    .flatMap((subscription): readonly Listed[] => {
      const digest = digests.find(({ name }) => name === subscription.digest);
      const { cron, timezone, channel: to } = subscription;
      return digest === undefined ? [] : [{ digest, cron, timezone, subscription, to }];
    });
  const keys = new Set([user, ...owner.names].map(keyOf));
  const isHere = (to: string): boolean =>
    channel !== null && (to === channel.id || to === `#${channel.name ?? ""}`);
  const mine: Listed[] = subscribed.filter(({ to }) => to === user);
  const here: Listed[] = subscribed.filter(({ to, subscription }) =>
    channel === null ? to !== user && subscription?.actor === `slack:${user}` : to === channel.id,
  );
  for (const digest of digests) {
    const { schedule, audience } = digest;
    if (schedule === null || audience === null) continue;
    const { cron } = schedule;
    const timezone = schedule.timezone ?? services.project().timezone;
    const listed = (to: string | null): Listed => ({
      digest,
      cron,
      timezone,
      subscription: null,
      to,
    });
    const tos = await recipientsIn(services, digest, owner);
    if (tos.some((to) => keys.has(keyOf(to)))) mine.push(listed(null));
    const room = tos.find(isHere);
    if (room !== undefined) here.push(listed(room));
  }
  return { digests, mine, here };
}

/** Whom the file of a digest names; of owners only whether the one who asks is among them. */
async function recipientsIn(
  { engine }: Services,
  { name, audience }: DigestInfo,
  { names }: OwnerNames,
): Promise<readonly string[]> {
  switch (audience?.kind) {
    case undefined:
      return [];
    case "channel":
      return [audience.channel];
    case "user":
      return [audience.user];
    case "teams":
      return Object.values(audience.to);
    case "owners": {
      const answer = await engine.call("recipients", { digest: name });
      const owners = answer.ok ? answer.value.recipients : [];
      return owners.flatMap(({ to, scope }) =>
        scope.kind === "owner" && names.includes(scope.owner) ? [to, ...names.slice(0, 1)] : [],
      );
    }
  }
}

/** What people call where a digest goes. */
export async function placeName(
  services: Services,
  client: WebClient,
  user: string,
  to: string | null,
): Promise<string | null> {
  if (to === null || to === user) return null;
  if (to.startsWith("#")) return to;
  const around = await services.access.around(client, to, user);
  return around?.name === undefined || around.name === null ? null : `#${around.name}`;
}
