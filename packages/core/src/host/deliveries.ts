/** Tells the project's webhook what changed: by command, and when a run is published. */
import { createHmac } from "node:crypto";
import { changesSince, queue, sendPending } from "../compute/deliver/deliver.ts";
import { lockDeliveries } from "../compute/deliver/delivery-lock.ts";
import type { CustomerEvent, EventsInput } from "../compute/deliver/events.ts";
import { isPending, pendingBatches, readKnown } from "../compute/deliver/outbox.ts";
import { lastDelivery, noteDelivery, type DeliveryNote } from "../compute/deliver/record.ts";
import type { Receiver } from "../compute/deliver/send.ts";
import { openProjectEngine } from "../compute/project/open-project-engine.ts";
import type { Project } from "../compute/project/project.ts";
import { dayIn } from "../compute/project/today.ts";
import { chooseRun, openBase, type Base } from "../compute/snapshot/open-base.ts";
import { pseudonymKey, pseudonymPrefix } from "../compute/snapshot/pseudonyms.ts";
import { isAbroad, isChineseProject } from "../domain/compliance/abroad-lint.ts";
import { expandEnvironment } from "../language/config/environment.ts";
import { nearest } from "../language/config/nearest.ts";
import { readConfig } from "../language/config/read-config.ts";
import { deliverModel, isSafeAddress, type DeliverModel } from "../language/model/deliver-model.ts";
import { consentsOf, type Model } from "../language/model/model.ts";
import { openState, statePlace } from "../people/index.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import type { DeliveredOnPublish, Delivery } from "./answers/delivered.ts";
import { contactReader } from "./contact-log.ts";

export type Delivering = {
  readonly by: string;
  readonly surface: "cli" | "slack";
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** How often a batch is tried. */
  readonly attempts: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onRetry?: (batch: string, attempt: number, why: string) => void;
  /** Beside what the configuration says. */
  readonly consent?: string;
  readonly pseudonyms?: boolean;
};

const timeoutMilliseconds = 15_000;
const here = { file: ".clientele/deliveries", range: fileStart };
const addressVariable = "CLIENTELE_WEBHOOK_URL";
const secretVariable = "CLIENTELE_WEBHOOK_SECRET";

/** What `deliver` of the configuration says for these segmentations and consents. */
function configured(project: Project, model: Model): Result<DeliverModel | undefined, Problem> {
  const { project: file } = readConfig(project.files);
  if (file === undefined) return ok(undefined);
  const problems: Problem[] = [];
  const consents = consentsOf(model);
  const known = { segmentations: model.segmentations, consents, broken: new Set<string>() };
  const found = deliverModel(file, known, (...p) => problems.push(...p));
  return problems.length > 0 ? err(...problems) : ok(found);
}

/** Address and secret: of the configuration, else of the environment alone. */
function receiverOf(
  project: Project,
  deliver: Pick<DeliverModel, "to" | "secret" | "place"> | undefined,
): Result<Receiver, Problem> {
  const to = deliver?.to ?? `\${${addressVariable}}`;
  const secret = deliver?.secret ?? `\${${secretVariable}}`;
  const place = deliver?.place ?? here;
  const read = [to, secret].map((text) => expandEnvironment(text, project.environment));
  const missing = read.flatMap((r) => r.missing);
  if (missing.length > 0)
    return err(...missing.map((name) => problem("env-missing", { name }, place)));
  const [url, key] = read.map((r) => r.text);
  if (url === undefined || key === undefined) throw new RangeError("two texts were read");
  if (!URL.canParse(url) || !isSafeAddress(url)) {
    const expected = "https:// (http:// only for this machine)";
    return err(problem("bad-value", { key: "to", expected, got: to }, place));
  }
  return ok({ url, secret: key });
}

type Open = {
  readonly base: Base;
  readonly deliver: DeliverModel | undefined;
  readonly changes: () => ReturnType<typeof changesSince>;
};

/** Opens the published run for a delivery, alone: two would send the same changes under different keys. */
async function withPublished<T>(
  project: Project,
  how: Delivering,
  use: (open: Open) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const chosen = chooseRun(project);
  if (!chosen.ok) return chosen;
  if (chosen.value?.published !== true)
    return err(problem("nothing-published", {}, { file: ".clientele", range: fileStart }));
  const lock = lockDeliveries(project, how.now());
  if (!lock.ok) return lock;
  const engine = await openProjectEngine(project);
  try {
    const base = await openBase(engine, project, chosen.value.run, true);
    if (!base.ok) return base;
    const deliver = configured(project, base.value.model);
    if (!deliver.ok) return deliver;
    const input = await inputOf(project, base.value, deliver.value, how);
    if (!input.ok) return input;
    const changes = (): ReturnType<typeof changesSince> =>
      changesSince(engine, base.value, readKnown(project), input.value, how.signal);
    return await use({ base: base.value, deliver: deliver.value, changes });
  } finally {
    await engine.close();
    lock.value();
  }
}

/** What would be sent, and what an earlier delivery left. */
export const wouldDeliver = (
  project: Project,
  how: Delivering,
): Promise<
  Result<
    {
      readonly events: readonly CustomerEvent[];
      readonly waiting: number;
      readonly last: DeliveryNote | null;
      readonly problems: readonly Problem[];
    },
    Problem
  >
> =>
  withPublished(project, how, async ({ base, deliver, changes }) => {
    const receiver = receiverOf(project, deliver);
    const { events } = await changes();
    return ok({
      events,
      waiting: pendingBatches(project).length,
      last: lastDelivery(project),
      problems: receiver.ok ? abroadProblems(base, receiver.value.url) : [],
    });
  });

/**
 * Sends what an earlier delivery left, and then what has changed since.
 *
 * @param pendingOnly no more than what was left
 */
export const deliverChanges = (
  project: Project,
  how: Delivering,
  pendingOnly = false,
): Promise<Result<Delivery, Problem>> =>
  withPublished(project, how, async ({ base, deliver, changes }) => {
    const receiver = receiverOf(project, deliver);
    if (!receiver.ok) return receiver;
    const { host } = new URL(receiver.value.url);
    const sending = { ...how, timeoutMilliseconds };
    const resumed = isPending(project);
    const note = (delivery: Omit<DeliveryNote, "at" | "by" | "run" | "host">): void =>
      noteDelivery(project, {
        at: how.now().toISOString(),
        by: how.by,
        run: base.manifest.id,
        host,
        ...delivery,
      });
    const stopped = (events: number, batches: number, why: string): Result<never, Problem> => {
      const waiting = pendingBatches(project).length;
      note({ events, batches, waiting, failed: why });
      return err(problem("delivery-failed", { host, why, waiting }, here));
    };
    const earlier = await sendPending(project, receiver.value, sending);
    if (earlier.failed !== null) return stopped(0, earlier.batches, earlier.failed);
    const found = pendingOnly ? undefined : await changes();
    const events = found?.events.length ?? 0;
    if (found !== undefined && events > 0) {
      const logged = await writeDown(project, how, base, `deliver ${events} to ${host}`);
      if (!logged.ok) return logged;
      queue(project, base, found, how.now());
    }
    const sent = await sendPending(project, receiver.value, sending);
    const batches = earlier.batches + sent.batches;
    if (sent.failed !== null) return stopped(events, batches, sent.failed);
    if (batches > 0) note({ events, batches, waiting: 0, failed: null });
    return ok({
      done: true,
      events,
      batches,
      attempts: earlier.attempts + sent.attempts,
      resumed,
      problems: abroadProblems(base, receiver.value.url),
    });
  });

/** Who publishes, and where. @example saidBy("cli:li").surface // => "cli" */
export const saidBy = (by: string): Pick<Delivering, "by" | "surface"> => ({
  by,
  surface: by.startsWith("slack:") ? "slack" : "cli",
});

/**
 * What follows from publishing, where the configuration says so. What the receiver does not take stays on the disk for the next
 * time: publishing does not fail by it.
 *
 * @returns nothing where the project delivers by command only; problems as warnings
 */
export async function deliverOnPublish(
  project: Project,
  how: Pick<Delivering, "by" | "surface" | "now" | "signal">,
): Promise<DeliveredOnPublish | undefined> {
  if (readConfig(project.files).project?.value.deliver?.on !== "publish") return undefined;
  const wait = Number(project.environment["CLIENTELE_WEBHOOK_WAIT"] ?? 1);
  const told = await deliverChanges(project, {
    ...how,
    attempts: attemptsOnPublish,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, Math.min(milliseconds, longestWaitOnPublish) * wait);
      }),
  });
  if (told.ok) return { delivery: told.value, problems: told.value.problems };
  return { delivery: null, problems: told.errors.map((p) => ({ ...p, severity: "warning" })) };
}

/** Whoever publishes waits for it: a receiver that is down is asked twice, with a short wait. */
const attemptsOnPublish = 2;
const longestWaitOnPublish = 2_000;

async function writeDown(
  project: Project,
  { by, surface, now }: Delivering,
  { manifest }: Base,
  asked: string,
): Promise<Result<null, Problem>> {
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  try {
    await state.value.audit({
      at: now().toISOString(),
      actor: by,
      surface,
      channel: null,
      action: "export",
      asked,
      customers: [],
      run: manifest.id,
    });
    return ok(null);
  } finally {
    await state.value.close();
  }
}

function abroadProblems({ model }: Base, url: string): readonly Problem[] {
  const host = new URL(url).hostname;
  if (!isChineseProject(model) || !isAbroad(host)) return [];
  return [problem("data-abroad", { what: "deliver", host }, here, { severity: "warning" })];
}

async function inputOf(
  project: Project,
  { model }: Base,
  deliver: DeliverModel | undefined,
  how: Delivering,
): Promise<Result<EventsInput, Problem>> {
  const consents = consentsOf(model);
  const consent = how.consent ?? deliver?.consent ?? undefined;
  if (consent !== undefined && !consents.includes(consent)) {
    const values = { consent, nearest: nearest(consent, consents) };
    return err(problem("unknown-consent", values, { file: "clientele", range: fileStart }));
  }
  const reader = contactReader(project.folder);
  try {
    const contacts = await reader.read(model.timezone);
    if (!contacts.ok) return contacts;
    const hidden = how.pseudonyms === true || deliver?.pseudonyms === true;
    const key = hidden ? pseudonymKey(project, how.now(), false) : undefined;
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
    const told = deliver?.segmentations ?? null;
    return ok({
      contacts: contacts.value,
      today: dayIn(how.now(), model.timezone),
      ...(consent === undefined ? {} : { consent }),
      ...(told === null ? {} : { segmentations: told }),
      ...called,
    });
  } finally {
    await reader.close();
  }
}
