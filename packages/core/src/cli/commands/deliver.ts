import { setTimeout as sleep } from "node:timers/promises";
import { deliverChanges, wouldDeliver, type Delivering } from "../../host/deliveries.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { isSafeAddress } from "../../language/model/deliver-model.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, projectOf, type Command, type Context } from "../context.ts";
import { deliverWords } from "../deliver-words.ts";

const attempts = 6;

/**
 * `clientele deliver [--dry-run] [--pending] [--consent C] [--pseudonyms]`: tells the project's webhook what changed since it
 * was told last. Address and secret are what `deliver` of the configuration names; without it they are in
 * `CLIENTELE_WEBHOOK_URL` and `CLIENTELE_WEBHOOK_SECRET`.
 */
export const deliver: Command = async (context) => {
  const { environment, options } = context;
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  if (readConfig(project.value.files).project?.value.deliver === undefined) {
    const url = environment["CLIENTELE_WEBHOOK_URL"];
    const secret = environment["CLIENTELE_WEBHOOK_SECRET"];
    if (!options.dryRun && (url === undefined || secret === undefined || secret === ""))
      return err(
        wrongUse(
          "deliver needs deliver: { to, secret } in clientele.yaml, or CLIENTELE_WEBHOOK_URL and CLIENTELE_WEBHOOK_SECRET in the environment",
        ),
      );
    if (url !== undefined && !isSafeAddress(url))
      return err(
        wrongUse("CLIENTELE_WEBHOOK_URL must begin with https:// (http:// only for this machine)"),
      );
  }
  const words = deliverWords(context.locale);
  try {
    if (options.dryRun) {
      const would = await wouldDeliver(project.value, howOf(context));
      if (!would.ok) return would;
      const { events, waiting, last, problems } = would.value;
      const lines = [
        words.would(events.length, waiting),
        ...(last === null ? [] : [words.last(last)]),
      ];
      return ok({
        json: {
          delivery: {
            done: false,
            events: events.length,
            waiting,
            sample: events.slice(0, 3),
            last,
          },
        },
        text: lines.join("\n"),
        problems,
      });
    }
    const told = await deliverChanges(project.value, howOf(context), options.pending);
    if (!told.ok) return told;
    const { problems, ...delivery } = told.value;
    const text = words.done(delivery.events, delivery.batches, delivery.resumed);
    return ok({ json: { delivery }, text, problems });
  } finally {
    context.terminal.progress("");
  }
};

function howOf(context: Context): Delivering {
  const { options, signal, now, terminal, environment, locale } = context;
  // Tests may wait less.
  const scale = Number(environment["CLIENTELE_WEBHOOK_WAIT"] ?? 1);
  return {
    by: actorOf(),
    surface: "cli",
    now,
    signal,
    attempts,
    sleep: async (milliseconds) => sleep(milliseconds * scale, undefined, { signal }),
    onRetry: (batch, attempt, why) =>
      terminal.progress(deliverWords(locale).again(batch, attempt, why)),
    ...(options.consent === undefined ? {} : { consent: options.consent }),
    pseudonyms: options.pseudonyms,
  };
}
