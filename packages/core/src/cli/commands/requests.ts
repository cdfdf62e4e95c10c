import { readPublished } from "../../compute/snapshot/store.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { openState, statePlace, type PublishRequest, type State } from "../../people/index.ts";
import type { Project } from "../../compute/project/project.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { readFigures, requestsView, requestView, toText } from "../../views/index.ts";
import { wrongUse } from "../arguments.ts";
import {
  actorOf,
  projectOf,
  styleOf,
  type Command,
  type CommandResult,
  type Context,
} from "../context.ts";
import { publishedJson, requestJson } from "../request-json.ts";
import { requestWords } from "../request-words.ts";

/**
 * `clientele requests [--all]`: what people ask to have published, and what is live. `requests show ID`: one with what it would
 * change. `requests withdraw ID`: takes one back that nobody has decided on.
 */
export const requests: Command = async (context) => {
  const [deed, number] = context.operands;
  const id = Number(number);
  if (deed !== undefined && deed !== "show" && deed !== "withdraw")
    return err(wrongUse(`requests takes nothing, show ID or withdraw ID, got "${deed}"`));
  if (deed !== undefined && (!Number.isInteger(id) || id < 1))
    return err(wrongUse(`requests ${deed} takes the number of a request`));
  const project = projectOf(context);
  if (!project.ok) return project;
  const state = await openState(statePlace(project.value.folder, context.environment));
  if (!state.ok) return state;
  try {
    if (deed === undefined) return await list(context, project.value, state.value);
    const found = await state.value.requests.get(id);
    if (found === undefined) return err(unknownRequest(id));
    return deed === "show"
      ? ok(shown(context, project.value, found))
      : await withdraw(context, state.value, found);
  } finally {
    await state.value.close();
  }
};

const unknownRequest = (request: number): Problem =>
  problem("unknown-request", { request }, { file: ".clientele", range: fileStart });

async function list(
  context: Context,
  project: Project,
  state: State,
): Promise<Result<CommandResult, Problem>> {
  const { all } = context.options;
  const published = readPublished(project);
  if (!published.ok) return published;
  const live = published.value ?? null;
  const found = await state.requests.list({ open: !all });
  const style = { ...styleOf(context), timezone: timezoneOf(project) };
  const view = requestsView(found, live, style);
  return ok({
    json: { live: live === null ? null : publishedJson(live), requests: found.map(requestJson) },
    text: toText(view, style),
    problems: [],
  });
}

function shown(context: Context, project: Project, request: PublishRequest): CommandResult {
  const figures = readFigures(request.figures);
  const style = { ...styleOf(context), timezone: timezoneOf(project) };
  const currency = readConfig(project.files).project?.value.currency ?? "USD";
  const view = requestView(request, figures, { ...style, currency, lines: "all" });
  return {
    json: { request: requestJson(request), figures },
    text: toText(view, style),
    problems: [],
  };
}

async function withdraw(
  context: Context,
  state: State,
  { id, stage }: PublishRequest,
): Promise<Result<CommandResult, Problem>> {
  const gone = await state.requests.withdraw(id, actorOf(), context.now());
  if (gone === undefined)
    return err(
      problem("request-decided", { request: id, stage }, { file: ".clientele", range: fileStart }),
    );
  const text = requestWords(context.locale).withdrawn(id);
  return ok({ json: { request: requestJson(gone) }, text, problems: [] });
}

const timezoneOf = (project: Project): string =>
  readConfig(project.files).project?.value.timezone ?? "UTC";
