/** One run of the sources as they are, published where nothing stands in the way. */
import { problemLines } from "@clientele/core/views";
import type { Answer, Host, HostError, Progress } from "@clientele/core/host";
import { approvalMessages } from "./messages/approvals.ts";
import { botLocale, messagesFor } from "./messages/index.ts";
import type { Serving } from "./serve.ts";

/** Who publishes what the bot runs of itself. */
export const startsRuns = "npm start";

export type Running = Pick<Serving, "signal" | "tell" | "locale">;

/**
 * Runs the project.
 *
 * @param publish why it is published at once; `null`: it is not
 */
export async function runProject(
  running: Running,
  host: Pick<Host, "call">,
  publish: string | null,
): Promise<Answer<"run">> {
  const { signal, tell, locale } = running;
  const { stage: words } = messagesFor(botLocale(locale));
  let last: Progress["stage"] | undefined;
  return host.call("run", publish === null ? {} : { publish: { by: startsRuns, why: publish } }, {
    signal,
    onProgress: ({ stage }) => {
      if (stage !== last) tell(words[stage]);
      last = stage;
    },
  });
}

/** Publishes a run if all checks pass. @returns whether it was published; what stands in the way was told */
export async function publishGuarded(
  running: Running,
  host: Pick<Host, "call">,
  run: string,
  why: string,
): Promise<boolean> {
  const { signal, tell, locale } = running;
  const checked = await host.call("checks", {}, { signal });
  if (!checked.ok) return refused(running, checked.error) !== null;
  const failed = checked.value.outcomes.filter(({ status }) => status === "failed");
  const words = approvalMessages(botLocale(locale));
  for (const { name, failures } of failed)
    for (const { subject, expected, got } of failures)
      tell(words.checkFails(name, subject, expected, got));
  if (failed.length > 0) {
    tell(words.notRefreshed);
    return false;
  }
  const published = await host.call("publish", { run, by: startsRuns, why }, { signal });
  return published.ok || refused(running, published.error) !== null;
}

/** Whether somebody else is at it: then nothing is wrong. */
export const isBusy = (error: HostError): boolean =>
  error.kind === "problems" && error.problems.some(({ code }) => code === "run-in-progress");

/** Tells why the engine did not. */
export function refused({ tell, locale }: Running, error: HostError): null {
  if (error.kind === "problems")
    for (const line of problemLines(error.problems, locale)) tell(line);
  if (error.kind === "failed") tell(`The engine failed: ${error.message}`);
  return null;
}
