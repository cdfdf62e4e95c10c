/** The floor: the same framework, the same signature, the same acknowledgement, and an answer that says nothing. */
import bolt from "@slack/bolt";

const receiver = new bolt.HTTPReceiver({
  signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "",
});
const app = new bolt.App({
  token: process.env["SLACK_BOT_TOKEN"] ?? "",
  receiver,
  clientOptions: { slackApiUrl: process.env["SLACK_API_URL"] ?? "" },
});
app.command("/segment", async ({ ack, respond }) => {
  await ack();
  await respond({ text: "Nothing", response_type: "ephemeral" });
});
app.event("app_mention", async ({ client, event }) => {
  await client.chat.postMessage({ channel: event.channel, text: "Nothing", thread_ts: event.ts });
});
const server = await receiver.start({ port: 0, host: "127.0.0.1" });
const address = server.address();
console.log(
  `HTTP at http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/slack/events`,
);
