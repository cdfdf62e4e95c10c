import { historyView, notFoundView } from "@clientele/core/views";
import { buttons, choicesOf } from "../../blocks/buttons.ts";
import { renderView } from "../../blocks/render-view.ts";
import { messagesFor } from "../../messages/index.ts";
import { screenMessages } from "../../messages/screens.ts";
import { modal } from "../../screens/modal.ts";
import { auditShown } from "./audit-shown.ts";
import type { Doing } from "./doing.ts";
import { openModal, sentence } from "./open-modal.ts";

/** Segments, moves and contacts of a customer over the runs that are kept. */
export async function openHistory(doing: Doing): Promise<void> {
  const { listening, deed } = doing;
  const { services } = listening;
  await openModal(
    doing,
    (locale) => screenMessages(locale).history,
    async (reading) => {
      const { locale, viewer } = reading.asker;
      const { customer } = deed;
      const answer = await services.engine.call("history", { viewer, customer });
      if (!answer.ok) {
        if (answer.error.kind !== "problems") return sentence(messagesFor(locale).engineDown);
        return { instead: renderView(notFoundView(customer, reading.told), reading.format) };
      }
      await auditShown(services, reading, {
        action: "show",
        asked: "history",
        customers: [customer],
      });
      const view = reading.masked(historyView(answer.value, services.project(), reading.told));
      return modal({
        callback: "told",
        title: screenMessages(locale).history,
        close: screenMessages(locale).close,
        blocks: [
          ...renderView(view, reading.format),
          ...buttons(choicesOf(view.actions), "history"),
        ],
      });
    },
  );
}
