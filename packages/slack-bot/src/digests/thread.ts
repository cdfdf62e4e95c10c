/** What stands in the thread: the chart as Slack draws it, else as a picture, else in words; a failed part never stops it. */
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { seal } from "../blocks/message.ts";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import type { Log } from "../log.ts";
import { chartText, imageOf, nativeChart, type Content } from "./content.ts";
import { postOnce, type Post } from "./post-once.ts";
import { Later, reading, Refused } from "./slack.ts";

/** What Slack says of a message that it will not show, whatever else is right. */
const invalid: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "invalid_attachments",
]);

/** @param unsure whether an earlier attempt may have posted it */
export async function postThread(
  client: WebClient,
  content: Content,
  place: Omit<Post, "text" | "blocks">,
  unsure: boolean,
  log: Log,
): Promise<void> {
  const { charts, below, text } = content;
  const [chart] = charts;
  const ways: readonly (() => Promise<readonly KnownBlock[]>)[] = [
    ...(chart === undefined
      ? []
      : [
          async () => [nativeChart(chart), ...sections([escapeMrkdwn(chart.sentence)])],
          async () => [imageOf(await upload(client, await content.draw(), text), chart)],
        ]),
    async () => (chart === undefined ? [] : chartText(chart)),
  ];
  for (const [i, way] of ways.entries()) {
    try {
      const blocks = [...(await way()), ...below];
      if (blocks.length === 0) return;
      await postOnce(client, { ...place, ...seal(text, blocks, log) }, unsure);
      return;
    } catch (error) {
      if (i === ways.length - 1) throw error;
      if (error instanceof Later || (error instanceof Refused && !isPart(error))) throw error;
      log.warn("digest-part", {
        way: i,
        error: error instanceof Refused ? error.reason : error instanceof Error ? error.name : "",
      });
    }
  }
}

/** Whether another way of saying the same may be taken. */
const isPart = ({ reason }: Refused): boolean =>
  invalid.has(reason) ||
  reason.startsWith("file") ||
  reason === "missing_scope" ||
  reason.startsWith("slack_file");

export const isInvalid = (error: unknown): boolean =>
  error instanceof Refused && invalid.has(error.reason);

/** Uploads a picture that no channel has yet. @returns the file's id */
async function upload(client: WebClient, bytes: Uint8Array, title: string): Promise<string> {
  const asked = await reading(() =>
    client.files.getUploadURLExternal({ filename: "digest.png", length: bytes.length }),
  );
  const { upload_url: address = "", file_id: id = "" } = asked;
  const sent = await fetch(address, { method: "POST", body: Buffer.from(bytes) });
  await sent.body?.cancel();
  if (!sent.ok) throw new Refused("file_upload");
  await reading(() => client.files.completeUploadExternal({ files: [{ id, title }] }));
  return id;
}
