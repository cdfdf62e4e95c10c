/** Who is to get which digest, and when: from the project's files and from what people subscribed to. */
import type { DigestInfo, Recipient } from "@clientele/core/host";
import type { Services } from "../services.ts";

export type Schedule = {
  readonly id: string;
  readonly digest: DigestInfo;
  readonly cron: string;
  readonly timezone: string;
  /** Of the text; the digest's own or the project's where it is null. */
  readonly locale: string | null;
  /** One channel for a subscription; the digest's audience where it is null. */
  readonly channel: string | null;
  readonly paused: boolean;
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
      },
    ];
  });
  const subscribed = (await state.subscriptions.all()).flatMap((s): readonly Schedule[] => {
    const digest = digests.find(({ name }) => name === s.digest);
    if (digest === undefined) return [];
    const { cron, timezone: zone, locale, channel, paused } = s;
    return [{ id: `subscription:${s.id}`, digest, cron, timezone: zone, locale, channel, paused }];
  });
  return [...own, ...subscribed];
}

/** Who gets it, each as the text that its slot is kept under. */
export async function recipientsOf(
  { engine }: Services,
  { digest, channel }: Schedule,
): Promise<readonly string[] | null> {
  if (channel !== null)
    return [recipientText({ kind: "channel", to: channel, scope: { kind: "all" } })];
  const answer = await engine.call("recipients", { digest: digest.name });
  return answer.ok ? answer.value.recipients.map(recipientText) : null;
}

const recipientText = ({ kind, to, scope }: Recipient): string =>
  JSON.stringify({ kind, to, scope });

// Only `recipientText` writes what is read here.
export const recipientIn = (text: string): Recipient => JSON.parse(text) as Recipient;
