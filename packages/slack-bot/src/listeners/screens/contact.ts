import { randomUUID } from "node:crypto";
import { mayDo } from "@clientele/core";
import { notFoundView } from "@clientele/core/views";
import type { ViewOutput } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Reading } from "../../ask/reply.ts";
import { notice, type Message } from "../../blocks/message.ts";
import { renderView } from "../../blocks/render-view.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import {
  channelInput,
  contactCallback,
  contactForm,
  noteInput,
  readContactForm,
  resultInput,
  unsavedForm,
  type ContactForm,
  type Filled,
  type Outcome,
} from "../../screens/contact-form.ts";
import { answerFor, literal, type Listening } from "../answering.ts";
import { auditShown } from "./audit-shown.ts";
import type { Doing } from "./doing.ts";
import { publishHome } from "./home.ts";
import { readingFor } from "./reading-for.ts";
import { openModal, sentence, type Made } from "./open-modal.ts";

/** Opens the form of the next step, or the one that only logs a contact. */
export async function openContact(doing: Doing): Promise<void> {
  const { listening, deed, body, from, pressed } = doing;
  const { services } = listening;
  const title = deed.do === "step" ? "nextStep" : "logContact";
  await openModal(
    doing,
    (locale) => screenMessages(locale)[title],
    async (reading: Reading): Promise<Made> => {
      const { customer } = deed;
      const { locale, viewer } = reading.asker;
      if (!mayDo(viewer, "contact")) return sentence(screenMessages(locale).notAllowed);
      const answer = await services.engine.call("explain", { viewer, customer });
      if (!answer.ok) {
        if (answer.error.kind !== "problems") return sentence(messagesFor(locale).engineDown);
        return { instead: renderView(notFoundView(customer, reading.told), reading.format) };
      }
      await auditShown(services, reading, { action: "show", asked: title, customers: [customer] });
      const url = body.response_url;
      const { view } = contactForm(answer.value, services.project(), reading, deed, {
        form: randomUUID(),
        card:
          url === undefined || body.view !== undefined
            ? null
            : { url, alone: pressed.alone, channel: from.channel },
        home: body.view?.type === "home",
      });
      return view;
    },
  );
}

/** The form, sent: the contact is written down before the modal closes. Where it is not, the form stays with all that it holds. */
export function registerContactSubmit(listening: Listening): void {
  const { app, services } = listening;
  app.view(contactCallback, async ({ ack, body, view, client }) => {
    const from = { client, user: body.user.id, channel: "" };
    const { locale, viewer } = (await readingFor(listening, from)).asker;
    const messages = screenMessages(locale);
    if (!mayDo(viewer, "contact")) {
      await ack({ response_action: "errors", errors: { [resultInput]: messages.notAllowed } });
      return;
    }
    const form = readContactForm(view.private_metadata);
    if (form === null) throw new Error("unreachable: a form without its metadata");
    const filled = filledIn(view);
    const { outcome } = filled;
    if (outcome === null) {
      await ack({ response_action: "errors", errors: { [resultInput]: messages.chooseResult } });
      return;
    }
    try {
      await services.state.contact(
        {
          at: new Date().toISOString(),
          actor: `slack:${body.user.id}`,
          customer: form.customer,
          channel: form.channel ?? filled.channel,
          strategy: form.strategy,
          action: form.action,
          outcome,
          note: filled.note,
        },
        form.form,
      );
    } catch (error) {
      services.log.error("contact-not-saved", error);
      // Blocks come back as they were sent, with what Slack adds to them.
      const told = view.blocks.map(({ block_id, ...block }) => ({
        ...block,
        block_id,
      })) as Parameters<typeof unsavedForm>[1];
      await ack({ response_action: "update", view: unsavedForm(form, told, filled, messages) });
      return;
    }
    await ack();
    const logged = messages.logged(form.name, messages.results[outcome]);
    if (form.home)
      await publishHome(listening, { client, user: body.user.id, place: body.team?.id ?? "" });
    await showAgain(listening, { client, user: body.user.id, form, logged });
  });
}

function filledIn(view: ViewOutput): Filled {
  const { values } = view.state;
  const outcome = values[resultInput]?.[resultInput]?.selected_option?.value;
  return {
    outcome: outcome !== undefined && isOutcome(outcome) ? outcome : null,
    note: values[noteInput]?.[noteInput]?.value ?? null,
    channel: values[channelInput]?.[channelInput]?.selected_option?.value ?? null,
  };
}

const isOutcome = (value: string): value is Outcome =>
  Object.hasOwn(screenMessages("en").results, value);

type Logged = {
  readonly client: WebClient;
  readonly user: string;
  readonly form: ContactForm;
  readonly logged: string;
};

/** The card anew where only its reader sees it; elsewhere a sentence for them alone. */
async function showAgain(
  listening: Listening,
  { client, user, form, logged }: Logged,
): Promise<void> {
  const { card } = form;
  if (card === null) return;
  const { channel, alone, url } = card;
  const message: Message = alone
    ? await answerFor(
        listening,
        { client, user, channel },
        { kind: "card", customer: form.customer },
      )
    : notice(logged, listening.services.log);
  const body = {
    ...message,
    ...literal,
    ...(alone ? {} : { response_type: "ephemeral" }),
    replace_original: alone,
  };
  // The contact is written down already: an address that has expired leaves the card as it was.
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) listening.services.log.warn("card-not-renewed", { status: response.status });
  } catch (error) {
    listening.services.log.error("card-not-renewed", error);
  }
}
