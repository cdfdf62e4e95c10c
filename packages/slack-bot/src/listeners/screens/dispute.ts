import { mayDo } from "@clientele/core";
import type { Explained } from "@clientele/core/host";
import { notFoundView, stepView } from "@clientele/core/views";
import { renderView, sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import {
  disputeCallback,
  disputeForm,
  isInput,
  readDisputeForm,
  readPlace,
  wantedInput,
  whyInput,
  type Place,
} from "../../screens/dispute-form.ts";
import { modal } from "../../screens/modal.ts";
import type { Listening } from "../answering.ts";
import { auditShown } from "./audit-shown.ts";
import type { Doing } from "./doing.ts";
import { openModal, sentence } from "./open-modal.ts";
import { readingFor } from "./reading-for.ts";

/** Opens the form that says which segment is wrong. */
export async function openDispute(doing: Doing): Promise<void> {
  const { listening, deed } = doing;
  const { services } = listening;
  await openModal(
    doing,
    (locale) => screenMessages(locale).wrongSegment,
    async (reading) => {
      const { locale, viewer } = reading.asker;
      if (!mayDo(viewer, "dispute")) return sentence(screenMessages(locale).notAllowed);
      const { customer } = deed;
      const answer = await services.engine.call("explain", { viewer, customer });
      if (!answer.ok) {
        if (answer.error.kind !== "problems") return sentence(messagesFor(locale).engineDown);
        return { instead: renderView(notFoundView(customer, reading.told), reading.format) };
      }
      await auditShown(services, reading, {
        action: "show",
        asked: "wrong segment",
        customers: [customer],
      });
      const project = services.project();
      const { title } = reading.masked(stepView(answer.value, project, reading.told));
      return disputeForm(answer.value, project, reading, title);
    },
  );
}

/** The form, sent: kept with the rule and the run that it is about, for those who write the rules. */
export function registerDisputeSubmit(listening: Listening): void {
  const { app, services } = listening;
  app.view(disputeCallback, async ({ ack, body, view, client }) => {
    const from = { client, user: body.user.id, channel: "" };
    const reading = await readingFor(listening, from);
    const { locale, viewer } = reading.asker;
    const messages = screenMessages(locale);
    const form = readDisputeForm(view.private_metadata);
    const { values } = view.state;
    const chosen = (name: string): Place | null =>
      readPlace(values[name]?.[name]?.selected_option?.value ?? "");
    const [is, wanted] = [chosen(isInput), chosen(wantedInput)];
    const why = values[whyInput]?.[whyInput]?.value?.trim() ?? "";
    const errors = {
      ...(is === null ? { [isInput]: messages.chooseOne } : {}),
      ...(wanted === null ? { [wantedInput]: messages.chooseOne } : {}),
      ...(is !== null && wanted !== null && is.segmentation !== wanted.segmentation
        ? { [wantedInput]: messages.sameSegmentation }
        : {}),
      ...(is !== null && wanted !== null && same(is, wanted)
        ? { [wantedInput]: messages.alreadyThere }
        : {}),
      ...(why === "" ? { [whyInput]: messages.sayWhy } : {}),
      ...(mayDo(viewer, "dispute") ? {} : { [whyInput]: messages.notAllowed }),
    };
    if (is === null || wanted === null || form === null || Object.keys(errors).length > 0) {
      await ack({ response_action: "errors", errors });
      return;
    }
    const answer = await services.engine.call("explain", { viewer, customer: form.customer });
    await services.state.disputes.add({
      at: new Date().toISOString(),
      actor: `slack:${body.user.id}`,
      place: body.team?.id ?? null,
      customer: form.customer,
      segmentation: is.segmentation,
      segment: is.segment,
      wanted: wanted.segment,
      why,
      run: form.run,
      rule: answer.ok ? ruleOf(answer.value, is) : "",
    });
    await ack({
      response_action: "update",
      view: modal({
        callback: "told",
        title: messages.wrongSegment,
        close: messages.close,
        blocks: sections([escapeMrkdwn(messages.reported(form.name))]),
      }),
    });
  });
}

const same = (a: Place, b: Place): boolean =>
  a.segmentation === b.segmentation && a.segment === b.segment;

/** What put the customer there, as the run says it. */
const ruleOf = ({ reasons }: Explained, { segmentation, segment }: Place): string =>
  reasons
    .filter((r) => r.segmentation === segmentation && r.segment === segment)
    .flatMap(({ clauses }) => clauses.map(({ verdict, text }) => `${verdict}: ${text}`))
    .join("\n");
