/** Takes a request from stage to stage, until somebody has to decide or it has ended. */
import {
  movesDiffer,
  problem,
  fileStart,
  type NewPost,
  type Problem,
  type PublishRequest,
} from "@clientele/core";
import type { HostError, Rehearsal } from "@clientele/core/host";
import { readFigures } from "@clientele/core/views";
import { NotNow } from "../digests/slack.ts";
import type { Work } from "./work.ts";

/** Somebody changed the request since it was read: it is to be read again. */
export class Changed extends Error {
  constructor() {
    super("the request was changed meanwhile");
    this.name = "Changed";
  }
}

type Change = Parameters<Work["services"]["state"]["requests"]["step"]>[1];

/** For the author, in direct messages. */
export const authorPost = "author";

const told = (kind: string): NewPost => ({ recipient: authorPost, kind: `told:${kind}` });

/**
 * One step.
 *
 * @returns the request after it; `null` where there is nothing to do now
 * @throws Changed, NotNow
 */
export async function advance(work: Work, request: PublishRequest): Promise<PublishRequest | null> {
  const { clock } = work;
  const { stage, expires } = request;
  const undecided = stage === "new" || stage === "counted" || stage === "waiting";
  if (undecided && Date.parse(expires) <= clock().getTime())
    return step(work, request, {
      stage: "expired",
      posts: [told("expired")],
      audit: { action: "expire", actor: actorOf(request) },
    });
  switch (stage) {
    case "new":
      return count(work, request);
    case "counted":
      return show(work, request);
    case "waiting":
      return look(work, request);
    case "approved":
      return release(work, request);
    case "rejected":
      await work.services.state.requests.posts.add(request.id, told("rejected"), clock());
      return null;
    case "live":
    case "expired":
    case "withdrawn":
    case "blocked":
      return null;
  }
}

const actorOf = ({ id }: PublishRequest): string => `request:${id}`;

async function step(
  { services, clock }: Work,
  request: PublishRequest,
  change: Change,
): Promise<PublishRequest> {
  const changed = await services.state.requests.step(request, change, clock());
  if (changed === undefined) throw new Changed();
  services.log.info("request-stage", { request: request.id, stage: change.stage });
  return changed;
}

const block = (
  work: Work,
  request: PublishRequest,
  problems: readonly Problem[],
  figures?: Rehearsal,
): Promise<PublishRequest> =>
  step(work, request, {
    stage: "blocked",
    trouble: JSON.stringify(problems),
    ...(figures === undefined ? {} : { figures: JSON.stringify(figures), run: figures.run }),
    posts: [told(`blocked:${request.round}`)],
    audit: { action: "reject", actor: actorOf(request) },
  });

/** Computes the configuration on the service's data. */
async function rehearsed(
  { services }: Work,
  request: PublishRequest,
): Promise<{ readonly figures: Rehearsal } | { readonly problems: readonly Problem[] }> {
  const files = await services.state.requests.files(request.id);
  const answer = await services.engine.call("rehearse", {
    files,
    configHash: request.configHash,
    ...(request.run === null ? {} : { earlier: request.run }),
  });
  if (answer.ok) return { figures: answer.value };
  return { problems: problemsOf(answer.error) };
}

/** @throws NotNow where it may go well another time */
function problemsOf(error: HostError): readonly Problem[] {
  if (error.kind !== "problems") throw new NotNow("engine");
  const errors = error.problems.filter(({ severity }) => severity === "error");
  const [passes] = errors.filter(({ code }) => passing.has(code));
  if (passes !== undefined || errors.length === 0) throw new NotNow(passes?.code ?? "engine");
  return errors;
}

/** What is not the configuration's fault. */
const passing: ReadonlySet<Problem["code"]> = new Set<Problem["code"]>([
  "run-in-progress",
  "disk-full",
  "not-writable",
  "memory-full",
  "engine-failed",
  "snapshot-locked",
  "snapshot-damaged",
  "database-unreachable",
]);

async function count(work: Work, request: PublishRequest): Promise<PublishRequest> {
  const found = await rehearsed(work, request);
  if ("problems" in found) return block(work, request, found.problems);
  const { figures } = found;
  if (figures.checks.failed > 0) return block(work, request, [], figures);
  if (figures.against?.configHash === request.configHash)
    return block(work, request, [problem("request-unchanged", {}, atProject)], figures);
  return step(work, request, {
    stage: "counted",
    run: figures.run,
    figures: JSON.stringify(figures),
  });
}

const atProject = { file: "clientele.yaml", range: fileStart };

/** Decides who is asked. */
async function show(work: Work, request: PublishRequest): Promise<PublishRequest> {
  const { services, client } = work;
  const { channel, approvers } = await services.deciders.audience(client, request.author);
  if (approvers.length === 0)
    return block(work, request, [
      problem("no-approver", {}, { file: "access.yaml", range: fileStart }),
    ]);
  const recipients = channel === null ? approvers : [channel];
  const { round } = request;
  return step(work, request, {
    stage: "waiting",
    posts: [
      ...recipients.map((recipient) => ({ recipient, kind: "card" })),
      ...(round === 1
        ? [told("waiting")]
        : [
            ...recipients.map((recipient) => ({ recipient, kind: `again:${round}` })),
            told(`again:${round}`),
          ]),
    ],
  });
}

/** Counts again where another configuration went live meanwhile; else looks who is to decide. */
async function look(work: Work, request: PublishRequest): Promise<PublishRequest | null> {
  const live = await work.services.engine.call("live", {});
  if (!live.ok) throw new NotNow("engine");
  const against = readFigures(request.figures)?.against?.configHash ?? null;
  if ((live.value.published?.configHash ?? null) === against) {
    await askOthers(work, request);
    return null;
  }
  return step(work, request, { stage: "new", again: true, recounted: "base" });
}

/** Those who may decide by now and were not asked are asked; where nobody is left, the author is told. */
async function askOthers(
  { services, client, clock, audienceOf }: Work,
  { id, author, round }: PublishRequest,
): Promise<void> {
  const { posts } = services.state.requests;
  const { channel, approvers } = await audienceOf(client, author);
  const due =
    approvers.length === 0
      ? [told(`nobody:${round}`)]
      : (channel === null ? approvers : [channel]).map((recipient) => ({
          recipient,
          kind: "card",
        }));
  // What was posted is not posted again.
  for (const post of due) await posts.add(id, post, clock());
}

async function release(work: Work, request: PublishRequest): Promise<PublishRequest> {
  const { services } = work;
  const { decision } = request;
  if (decision === null) throw new Error("unreachable: approved by nobody");
  const live = await services.engine.call("live", {});
  if (!live.ok) throw new NotNow("engine");
  const approval = live.value.published?.approval ?? null;
  // Released before, and ended before that was written down.
  if (approval?.id === request.id && approval.at === decision.at) return ended(work, request);
  const found = await rehearsed(work, request);
  if ("problems" in found) return block(work, request, found.problems);
  const { figures } = found;
  if (figures.checks.failed > 0) return block(work, request, [], figures);
  const approved = readFigures(request.figures);
  const counted = { run: figures.run, figures: JSON.stringify(figures) };
  if (approved === null || movesDiffer(approved, figures))
    return step(work, request, {
      ...counted,
      stage: "counted",
      again: true,
      recounted: "moves",
      audit: { action: "request", actor: actorOf(request) },
    });
  const released = await services.engine.call("release", {
    files: await services.state.requests.files(request.id),
    configHash: request.configHash,
    run: figures.run,
    approval: { id: request.id, approver: decision.by, at: decision.at, why: decision.why },
    by: request.author,
    why: request.title,
  });
  if (!released.ok) return block(work, request, problemsOf(released.error));
  return ended(work, request, counted);
}

const ended = (
  work: Work,
  request: PublishRequest,
  counted: Partial<Change> = {},
): Promise<PublishRequest> =>
  step(work, request, {
    ...counted,
    stage: "live",
    posts: [told("live")],
    audit: { action: "publish", actor: request.decision?.by ?? actorOf(request) },
  });
