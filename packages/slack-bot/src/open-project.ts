import type { Host, Method, ProjectInfo } from "@clientele/core/host";

/** The engine with its project: what the project is at any time, and calls that agree with it. */
export type OpenProject = {
  readonly call: Host["call"];
  readonly info: () => ProjectInfo;
};

/**
 * Keeps what is known about the project in step with what answers: when another run was published since, the project is
 * opened again. Calls wait meanwhile, because the engine cannot answer while it opens.
 *
 * @param open opens the project in the engine; a failure leaves what was known
 */
export function keepOpen(
  host: Pick<Host, "call">,
  opened: ProjectInfo,
  open: () => Promise<ProjectInfo | null>,
): OpenProject {
  let info = opened;
  let reopening: Promise<void> | null = null;
  const running = new Set<Promise<unknown>>();

  async function reopen(): Promise<void> {
    await Promise.allSettled(running);
    info = (await open()) ?? info;
    reopening = null;
  }

  const call = async (...[method, params, options]: Parameters<Host["call"]>) => {
    await reopening;
    const asked = host.call<Method>(method, params, options);
    // What is computed beside the answers goes on in what was open when it began, and holds nobody up.
    if (!beside.has(method)) running.add(asked);
    const answer = await asked.finally(() => running.delete(asked));
    if (answer.ok && isNewer(answer.value, info)) reopening ??= reopen();
    return answer;
  };
  return { call, info: () => info };
}

const beside: ReadonlySet<Method> = new Set<Method>(["rehearse", "run", "checks"]);

/** Whether an answer comes from another run than the one that the project was opened with. */
function isNewer(value: object | null, info: ProjectInfo): boolean {
  if (value === null || !("base" in value)) return false;
  const base: unknown = value.base;
  const run = typeof base === "object" && base !== null && "run" in base ? base.run : null;
  return run !== null && run !== info.base?.run;
}
