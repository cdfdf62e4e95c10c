import { askedIn } from "../../ask/question.ts";
import { answerFor, literal, type Listening } from "../answering.ts";

/** `/segment …`, answered to the asker alone. */
export function registerSegmentCommand(listening: Listening): void {
  listening.app.command("/segment", async ({ ack, command, client, respond }) => {
    await ack();
    const { user_id: user, channel_id: channel, team_id: place } = command;
    const from = { client, user, channel, place };
    const message = await answerFor(listening, from, askedIn(command.text ?? ""));
    await respond({ ...message, ...literal, response_type: "ephemeral" });
  });
}
