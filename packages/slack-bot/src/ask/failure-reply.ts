import type { HostError } from "@clientele/core/host";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import type { Services } from "../services.ts";
import type { Reading, Reply } from "./reply.ts";

/** A reply that is one sentence. */
const sentenceReply = (sentence: string): Reply => ({
  text: sentence,
  blocks: sections([escapeMrkdwn(sentence)]),
  customers: [],
});

/** The truth about what the engine could not do, without its details; those are in the log. */
export function failureReply(services: Services, reading: Reading, error: HostError): Reply {
  const { messages } = reading;
  if (error.kind === "problems") {
    if (error.problems.some(({ code }) => code === "nothing-published"))
      return sentenceReply(messages.notPublished);
    services.log.warn("refused", {
      codes: error.problems.map((problem) => problem.code).join(" "),
    });
    return sentenceReply(messages.failed);
  }
  services.log.warn("engine-failed", { kind: error.kind });
  return sentenceReply(messages.engineDown);
}
