/** Who is to get which digest, and when: from the project's files and from what people subscribed to. */
import type { DigestInfo, Recipient } from "@clientele/core/host";
import type { WebClient } from "@slack/web-api";
import { ownerNamesOf } from "../listeners/screens/owner-names.ts";
import type { Services } from "../services.ts";

export type Schedule = {
  readonly id: string;
  readonly digest: DigestInfo;
  readonly cron: string;
  readonly timezone: string;
  /** Of the text; the digest's own or the project's where it is null. */
  readonly locale: string | null;
  /** One channel, or a person, for a subscription; the digest's audience where it is null. */
  readonly channel: string | null;
  readonly paused: boolean;
  /** Whether it is left out where nothing changed. */
  readonly quiet: boolean;
  /** The Slack workspace; `null` for that of the project's own digests. */
  readonly place: string | null;
};

/** Every schedule that there is now; nothing while the engine is down or nothing is published. */
export async function schedulesOf({
  engine,
  state,
  project,
}: Services): Promise<readonly Schedule[]> {
  const answer = await engine.call("digests", {});
  if (!answer.ok) return [];
  const { digests } = answer.value;
  const { timezone } = project();
  const own = digests.flatMap((digest): readonly Schedule[] => {
    const { schedule, audience, name } = digest;
    if (schedule === null || audience === null) return [];
    return [
      {
        id: `digest:${name}`,
        digest,
        cron: schedule.cron,
        timezone: schedule.timezone ?? timezone,
        locale: null,
        channel: null,
        paused: false,
        quiet: digest.quiet,
        place: digest.workspace,
      },
    ];
  });
  const subscribed = (await state.subscriptions.all()).flatMap((s): readonly Schedule[] => {
    const digest = digests.find(({ name }) => name === s.digest);
    if (digest === undefined) return [];
    const { cron, timezone: zone, locale, channel, paused, place } = s;
    const id = subscriptionSchedule(s.id);
    const quiet = s.quiet ?? digest.quiet;
    return [{ id, digest, cron, timezone: zone, locale, channel, paused, quiet, place }];
  });
  return [...own, ...subscribed];
}

/** The schedule of a subscription. */
export const subscriptionSchedule = (id: string): string => `subscription:${id}`;

/** Tells a person's id in Slack from a channel's. @example isPerson("U024BE7LH") // => true */
export const isPerson = (id: string): boolean => /^[UW][A-Z0-9]+$/.test(id);

/** Who gets it, each as the text that its slot is kept under. */
export async function recipientsOf(
  services: Services,
  client: WebClient,
  { digest, channel }: Schedule,
): Promise<readonly string[] | null> {
  if (channel === null) {
    const answer = await services.engine.call("recipients", { digest: digest.name });
    return answer.ok ? answer.value.recipients.map(recipientText) : null;
  }
  const scope = isPerson(channel)
    ? await ownScope(services, client, digest, channel)
    : ({ kind: "all" } as const);
  if (scope === null) return null;
  return [recipientText({ kind: isPerson(channel) ? "user" : "channel", to: channel, scope })];
}

/**
 * Whose customers a digest tells somebody of: their own, where each owner gets their own.
 *
 * @returns `null` where the engine does not say
 */
export async function ownScope(
  services: Services,
  client: WebClient,
  { name, audience }: Pick<DigestInfo, "name" | "audience">,
  user: string,
): Promise<Recipient["scope"] | null> {
  if (audience?.kind !== "owners") return { kind: "all" };
  const answer = await services.engine.call("recipients", { digest: name });
  if (!answer.ok) return null;
  const { names } = await ownerNamesOf(services, client, user);
  const own = answer.value.recipients.find(
    ({ scope }) => scope.kind === "owner" && names.includes(scope.owner),
  );
  return own?.scope ?? { kind: "all" };
}

const recipientText = ({ kind, to, scope }: Recipient): string =>
  JSON.stringify({ kind, to, scope });

// Only `recipientText` writes what is read here.
export const recipientIn = (text: string): Recipient => JSON.parse(text) as Recipient;
