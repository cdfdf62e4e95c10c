import { readQuestion } from "../../ask/question.ts";
import { answerFor, type Listening } from "../answering.ts";
import { answerModal, askCallback, askInput, loadingModal } from "./modals.ts";

/** The modal that asks, submitted: it shows that it looks, then the answer. */
export function registerLookUpSubmit(listening: Listening): void {
  listening.app.view(askCallback, async ({ ack, body, view, client }) => {
    const locale = await listening.localeOf(client, body.user.id);
    await ack({ response_action: "update", view: loadingModal(locale) });
    const typed = view.state.values[askInput]?.[askInput]?.value ?? "";
    const from = { client, user: body.user.id, channel: "" };
    const message = await answerFor(listening, from, readQuestion(typed));
    await client.views.update({ view_id: view.id, view: answerModal(message, locale) });
  });
}
