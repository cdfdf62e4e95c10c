import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbroad, isChineseProject } from "../../domain/compliance/abroad-lint.ts";
import { changesSince, queue, sendPending } from "../../compute/deliver/deliver.ts";
import { isPending, pendingBatches, readKnown } from "../../compute/deliver/outbox.ts";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import type { Project } from "../../compute/project/project.ts";
import { dayIn } from "../../compute/project/today.ts";
import { lockDeliveries } from "../../compute/deliver/delivery-lock.ts";
import { chooseRun, openBase, type Base } from "../../compute/snapshot/open-base.ts";
import { pseudonymKey, pseudonymPrefix } from "../../compute/snapshot/pseudonyms.ts";
import { contactReader } from "../../host/contact-log.ts";
import { nearest } from "../../language/config/nearest.ts";
import { consentsOf } from "../../language/model/model.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, type Command, type CommandResult, type Context } from "../context.ts";
import { deliverWords } from "../deliver-words.ts";

const attempts = 6;
const timeoutMilliseconds = 15_000;
const here = { file: ".clientele/deliveries", range: fileStart };

/**
 * `clientele deliver [--dry-run] [--consent C] [--pseudonyms]`: tells the project's webhook what changed since it was told
 * last. Its address is in `CLIENTELE_WEBHOOK_URL`, the secret of the signature in `CLIENTELE_WEBHOOK_SECRET`.
 */
export const deliver: Command = async (context) => {
  const { environment, options } = context;
  const [url, secret] = [
    environment["CLIENTELE_WEBHOOK_URL"],
    environment["CLIENTELE_WEBHOOK_SECRET"],
  ];
  if (!options.dryRun && (url === undefined || secret === undefined || secret === ""))
    return err(
      wrongUse(
        "deliver needs CLIENTELE_WEBHOOK_URL and CLIENTELE_WEBHOOK_SECRET in the environment",
      ),
    );
  if (url !== undefined && !isSafe(url))
    return err(
      wrongUse("CLIENTELE_WEBHOOK_URL must begin with https:// (http:// only for this machine)"),
    );
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const chosen = chooseRun(project.value);
  if (!chosen.ok) return chosen;
  if (chosen.value?.published !== true)
    return err(problem("nothing-published", {}, { file: ".clientele", range: fileStart }));
  const lock = lockDeliveries(project.value, context.now());
  if (!lock.ok) return lock;
  const engine = await openProjectEngine(project.value);
  try {
    const base = await openBase(engine, project.value, chosen.value.run, true);
    if (!base.ok) return base;
    const input = await inputOf(project.value, base.value, context);
    if (!input.ok) return input;
    const { signal } = context;
    const abroad = abroadProblems(base.value, url);
    if (options.dryRun) {
      const known = readKnown(project.value);
      const { events } = await changesSince(engine, base.value, known, input.value, signal);
      const waiting = pendingBatches(project.value).length;
      const text = deliverWords(context.locale).would(events.length, waiting);
      return ok({
        json: {
          delivery: { done: false, events: events.length, waiting, sample: events.slice(0, 3) },
        },
        text,
        problems: abroad,
      });
    }
    const receiver = { url: url ?? "", secret: secret ?? "" };
    return await sendAll(project.value, base.value, { ...context, receiver, abroad }, () =>
      changesSince(engine, base.value, readKnown(project.value), input.value, signal),
    );
  } finally {
    context.terminal.progress("");
    await engine.close();
    lock.value();
  }
};

type Sending = Context & {
  readonly receiver: { readonly url: string; readonly secret: string };
  readonly abroad: readonly Problem[];
};

/** First what an earlier delivery left, then what has changed since. */
async function sendAll(
  project: Project,
  base: Base,
  context: Sending,
  changes: () => ReturnType<typeof changesSince>,
): Promise<Result<CommandResult, Problem>> {
  const { receiver, signal, now, terminal } = context;
  const words = deliverWords(context.locale);
  const how = {
    now,
    signal,
    attempts,
    timeoutMilliseconds,
    sleep: async (milliseconds: number) =>
      sleep(scaled(context, milliseconds), undefined, { signal }),
    onRetry: (batch: string, attempt: number, why: string) =>
      terminal.progress(words.again(batch, attempt, why)),
  };
  const resumed = isPending(project);
  const earlier = await sendPending(project, receiver, how);
  if (earlier.failed !== null) return failed(project, earlier.failed, receiver.url);
  const found = await changes();
  if (found.events.length > 0) {
    const logged = await audit(context, project, {
      action: "export",
      asked: `deliver ${found.events.length} to ${new URL(receiver.url).host}`,
      customers: [],
      run: base.manifest.id,
    });
    if (!logged.ok) return logged;
    queue(project, base, found, now());
  }
  const sent = await sendPending(project, receiver, how);
  if (sent.failed !== null) return failed(project, sent.failed, receiver.url);
  const batches = earlier.batches + sent.batches;
  const delivery = {
    done: true,
    events: found.events.length,
    batches,
    attempts: earlier.attempts + sent.attempts,
    resumed,
  };
  return ok({
    json: { delivery },
    text: words.done(found.events.length, batches, resumed),
    problems: context.abroad,
  });
}

/** Tests may wait less. */
const scaled = ({ environment }: Context, milliseconds: number): number =>
  milliseconds * Number(environment["CLIENTELE_WEBHOOK_WAIT"] ?? 1);

function failed(project: Project, why: string, url: string): Result<never, Problem> {
  const waiting = pendingBatches(project).length;
  return err(problem("delivery-failed", { host: new URL(url).host, why, waiting }, here));
}

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const own = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && own);
}

function abroadProblems({ model }: Base, url: string | undefined): readonly Problem[] {
  const host = url === undefined ? undefined : new URL(url).hostname;
  if (host === undefined || !isChineseProject(model) || !isAbroad(host)) return [];
  return [problem("data-abroad", { what: "deliver", host }, here, { severity: "warning" })];
}

async function inputOf(
  project: Project,
  { model }: Base,
  { options, now }: Context,
): Promise<Result<Parameters<typeof changesSince>[3], Problem>> {
  const consents = consentsOf(model);
  const { consent } = options;
  if (consent !== undefined && !consents.includes(consent)) {
    const values = { consent, nearest: nearest(consent, consents) };
    return err(problem("unknown-consent", values, { file: "clientele", range: fileStart }));
  }
  const reader = contactReader(project.folder);
  try {
    const contacts = await reader.read(model.timezone);
    if (!contacts.ok) return contacts;
    const key = options.pseudonyms ? pseudonymKey(project, now(), false) : undefined;
    const called =
      key === undefined
        ? {}
        : {
            calledBy: (id: string) =>
              pseudonymPrefix(
                key,
                createHmac("sha256", Buffer.from(key.secret, "hex")).update(id).digest("hex"),
              ),
          };
    return ok({
      contacts: contacts.value,
      today: dayIn(now(), model.timezone),
      ...(consent === undefined ? {} : { consent }),
      ...called,
    });
  } finally {
    await reader.close();
  }
}
