/** What a subscription would send now, to whom, and what stands in its way. */
import { mayDo, type Viewer } from "@clientele/core";
import type { DigestInfo } from "@clientele/core/host";
import type { WebClient } from "@slack/web-api";
import type { Reading } from "../ask/reply.ts";
import { digestMessages } from "../messages/digests.ts";
import type { DigestDraft } from "../screens/digest-draft.ts";
import type { Preview } from "../screens/digest-form.ts";
import type { Services } from "../services.ts";
import { contentOf } from "./content.ts";
import { cronOfPicked, nextWords, scheduleWords } from "./schedule-words.ts";
import { ownScope } from "./schedules.ts";

/** A preview, and the ids of the customers in it. */
export type MadePreview = Preview & { readonly customers: readonly string[] };

/** With the rights of the least permitted reader of where it goes, who is never permitted more than whoever asks. */
export async function previewOf(
  services: Services,
  client: WebClient,
  reading: Reading,
  draft: DigestDraft,
): Promise<MadePreview> {
  const { locale, user } = reading.asker;
  const messages = digestMessages(locale);
  const { timezone } = draft;
  const now = services.clock();
  const cron = cronOfPicked(draft);
  const readers = await readersOf(services, client, reading, draft);
  const next = nextWords(cron, timezone, now, locale);
  const said = [
    messages.comes(scheduleWords(cron, locale), timezone, readers.name),
    ...(next === null ? [] : [messages.first(next)]),
  ];
  const refused = (problem: string): MadePreview => ({ said, problem, blocks: [], customers: [] });
  if (readers.kind === "refused") return refused(readers.why);
  const digests = await services.engine.call("digests", {});
  if (!digests.ok) return refused(messages.engineDown);
  const digest = digests.value.digests.find(({ name }) => name === draft.digest);
  if (digest === undefined) return refused(messages.unknown(draft.digest));
  const made = await contentFor(services, client, digest, {
    viewer: readers.viewer,
    user: draft.to === "me" ? user : null,
    reading,
    timezone,
  });
  if (made === null) return refused(messages.engineDown);
  const { guests } = readers;
  const names = guests.join(", ");
  return {
    said: [
      ...said,
      ...(guests.length === 0
        ? []
        : [readers.file ? messages.guests(names) : messages.guestsToo(names)]),
      draft.to === "me" ? messages.asYou : messages.asRead,
    ],
    problem: null,
    blocks: made.main.blocks.filter(({ type }) => type !== "actions"),
    customers: made.customers,
  };
}

export type ContentFor = {
  readonly viewer: Viewer;
  /** Whose own customers it tells of, where each owner gets their own; `null` for a channel. */
  readonly user: string | null;
  readonly reading: Reading;
  readonly timezone: string;
};

/** What a digest says now. @returns `null` where the engine does not say */
export async function contentFor(
  services: Services,
  client: WebClient,
  digest: DigestInfo,
  { viewer, user, reading, timezone }: ContentFor,
) {
  const scope =
    user === null ? ({ kind: "all" } as const) : await ownScope(services, client, digest, user);
  if (scope === null) return null;
  const answer = await services.engine.call("digest", { viewer, digest: digest.name, scope });
  if (!answer.ok) return null;
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone });
  return contentOf({
    digest: answer.value,
    project: services.project(),
    locale: reading.asker.locale,
    today: day.format(services.clock()),
    viewer,
    late: null,
    log: services.log,
  });
}

/** Who will read it, or why nobody may. */
type Readers = { readonly name: string } & (
  | {
      readonly kind: "readers";
      readonly viewer: Viewer;
      readonly guests: readonly string[];
      /** Whether there is an `access.yaml`, which says what guests may see. */
      readonly file: boolean;
    }
  | { readonly kind: "refused"; readonly why: string }
);

export async function readersOf(
  { access }: Services,
  client: WebClient,
  { asker }: Reading,
  { to, channel }: Pick<DigestDraft, "to" | "channel">,
): Promise<Readers> {
  const messages = digestMessages(asker.locale);
  const { viewer, user } = asker;
  if (to === "me") {
    const name = messages.you;
    return mayDo(viewer, "digest")
      ? { kind: "readers", name, viewer, guests: [], file: true }
      : { kind: "refused", name, why: messages.notAllowed };
  }
  const around = channel === null ? null : await access.around(client, channel, user);
  const name =
    around?.name === undefined || around.name === null ? messages.aChannel : `#${around.name}`;
  const refused = (why: string): Readers => ({ kind: "refused", name, why });
  if (!mayDo(viewer, "digest")) return refused(messages.notAllowed);
  if (channel === null || around === null) return refused(messages.slackSilent);
  if (!around.member) return refused(messages.notMember);
  if (!around.hasBot) return refused(messages.notInvited);
  const least = await access.least(client, channel, viewer);
  const guests = around.guests;
  if (mayDo(least, "digest")) {
    return { kind: "readers", name, viewer: least, guests, file: around.file };
  }
  const names = guests.join(", ");
  return refused(guests.length === 0 ? messages.notReadable : messages.notReadableGuests(names));
}
