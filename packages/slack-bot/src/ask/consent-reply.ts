import { consentAsked, consentChannels, type ConsentChannel } from "@clientele/core";
import { stepView } from "@clientele/core/views";
import type { Explained } from "@clientele/core/host";
import { buttons } from "../blocks/buttons.ts";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { consentMessages } from "../messages/consent.ts";
import type { Services } from "../services.ts";
import { meantBy } from "./find-reply.ts";
import type { Reading, Reply } from "./reply.ts";

/** So many of those who refused are looked at, and so many are named. */
const mostLooked = 200;
const mostNamed = 20;

/** Whether a customer may be contacted, or who may not be. @returns `null` where the text asks something else */
export async function consentReply(
  services: Services,
  reading: Reading,
  text: string,
): Promise<Reply | null> {
  const asked = consentAsked(text);
  if (asked === null) return null;
  if (asked.kind === "refused") return refusedReply(services, reading);
  const meant = await meantBy(services, reading, asked.who);
  if (typeof meant !== "object") return null;
  const { viewer, locale } = reading.asker;
  const { id } = meant;
  const answer = await services.engine.call("explain", { viewer, customer: id });
  if (!answer.ok) return null;
  const refused = await hasRefused(services, answer.value);
  const told = refused
    ? [consentMessages(locale).refused(nameOf(services, reading, answer.value))]
    : mayBe(answer.value, nameOf(services, reading, answer.value), asked.channel, locale);
  const card = { label: reading.messages.back, question: { kind: "card", customer: id } } as const;
  return {
    text: consentMessages(locale).short,
    blocks: [...sections(told.map(escapeMrkdwn)), ...buttons([card], "consent")],
    customers: [id],
  };
}

const nameOf = (services: Services, reading: Reading, explained: Explained): string =>
  reading.masked(stepView(explained, services.project(), reading.told)).title;

/** By the strategies, which know it at once; by the log where the project has none. */
async function hasRefused({ state }: Services, { customer, serving }: Explained): Promise<boolean> {
  if (serving !== undefined) return serving.refused;
  const contacts = await state.contacts([customer.id]);
  return contacts.some(({ outcome }) => outcome === "do_not_contact");
}

function mayBe(
  { customer }: Explained,
  name: string,
  channel: ConsentChannel | null,
  locale: Reading["asker"]["locale"],
): readonly string[] {
  const messages = consentMessages(locale);
  const consents = Object.entries(customer.consent ?? {});
  if (consents.length === 0) return [messages.noneKept(name)];
  const of = (agreed: boolean): string =>
    consents.flatMap(([consent, is]) => (is === agreed ? [consent] : [])).join(", ");
  const all = messages.all(of(true), of(false));
  if (channel === null) return [name, all];
  const kept = consents.find(([consent]) => consentChannels[channel].test(consent));
  if (kept === undefined) return [messages.notKept(channel), all];
  const [consent, agreed] = kept;
  return [agreed ? messages.agreed(name, consent) : messages.notAgreed(name, consent)];
}

/** Those who refused by what was logged, as far as the asker may see them. */
async function refusedReply(services: Services, reading: Reading): Promise<Reply> {
  const { viewer, locale } = reading.asker;
  const messages = consentMessages(locale);
  const logged = await services.state.contacts();
  const refusals = logged.filter(({ outcome }) => outcome === "do_not_contact");
  const ids = [...new Set(refusals.map(({ customer }) => customer))].slice(0, mostLooked);
  const found: { readonly id: string; readonly name: string }[] = [];
  for (const id of ids) {
    const answer = await services.engine.call("explain", { viewer, customer: id });
    if (answer.ok && (await hasRefused(services, answer.value)))
      found.push({ id, name: nameOf(services, reading, answer.value) });
  }
  if (found.length === 0)
    return { text: messages.short, blocks: sections([messages.nobody]), customers: [] };
  const shown = found.slice(0, mostNamed);
  const more = ids.length === mostLooked ? "+" : "";
  const cards = shown.slice(0, 5).map(({ id, name }) => ({
    label: name,
    question: { kind: "card", customer: id } as const,
  }));
  return {
    text: messages.short,
    blocks: [
      ...sections([
        `*${escapeMrkdwn(messages.list(`${found.length}${more}`))}*`,
        ...shown.map(({ name }) => escapeMrkdwn(name)),
      ]),
      ...buttons(cards, "refused"),
    ],
    customers: shown.map(({ id }) => id),
  };
}
