import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import type { Project } from "../../compute/project/project.ts";
import { calendarDays, hasCalendar } from "../../compute/release/calendar-days.ts";
import { publish as publishRun } from "../../compute/snapshot/publish.ts";
import { deliverOnPublish } from "../../host/deliveries.ts";
import { authorOf, requestPublish } from "../../host/request-publish.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, audit, projectOf, type Command, type Context } from "../context.ts";
import { deliveredJson, deliveredLines } from "../deliver-words.ts";
import { publishedJson, requestJson } from "../request-json.ts";
import { requestWords } from "../request-words.ts";
import { wordsOf } from "../words.ts";

/**
 * `clientele publish [run]`: makes a run, by default the newest, the one that every surface answers from. With `--request` it
 * asks for the configuration to be published instead: in Slack somebody approves it.
 */
export const publish: Command = async (context) => {
  if (context.options.request) return ask(context);
  const project = projectOf(context);
  if (!project.ok) return project;
  const [run] = context.operands;
  const published = publishRun(project.value, {
    ...(run === undefined ? {} : { run }),
    by: actorOf(),
    why: context.options.why ?? "",
    now: context.now(),
    overApproved: context.options.yes,
  });
  if (!published.ok) return published;
  const asked = context.options.why ?? "";
  const made = { action: "publish", asked, customers: [], run: published.value.run } as const;
  const logged = await audit(context, project.value, made);
  if (!logged.ok) return logged;
  const delivered = await deliverOnPublish(project.value, {
    by: actorOf(),
    surface: "cli",
    ...context,
  });
  const lines = [
    wordsOf(context.locale).published(published.value.run),
    ...deliveredLines(delivered, context.locale),
  ];
  return ok({
    json: { published: publishedJson(published.value), ...deliveredJson(delivered) },
    text: lines.join("\n"),
    problems: delivered?.problems ?? [],
  });
};

const ask = async (context: Context): ReturnType<Command> => {
  const { title, why, until, as: author } = context.options;
  const [run] = context.operands;
  if (run !== undefined)
    return err(
      wrongUse(`publish --request asks for the files as they are, not for a run: "${run}"`),
    );
  if (author !== undefined && authorOf(author) === undefined)
    return err(wrongUse(`--as takes a Slack id or an e-mail address, got "${author}"`));
  const project = projectOf(context);
  if (!project.ok) return project;
  const asked = await requestPublish(project.value, {
    actor: actorOf(),
    now: context.now(),
    closed: () => closedIn(project.value),
    ...(author === undefined ? {} : { author }),
    ...(title === undefined ? {} : { title }),
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
  });
  if (!asked.ok) return asked;
  const request = asked.value;
  return ok({
    json: { request: requestJson(request) },
    text: requestWords(context.locale).asked(request),
    problems: [],
  });
};

/** Starts an engine only where there is a calendar to read. */
async function closedIn(project: Project): ReturnType<typeof calendarDays> {
  if (!hasCalendar(project)) return ok([]);
  const engine = await openProjectEngine(project);
  try {
    return await calendarDays(engine, project, {});
  } finally {
    await engine.close();
  }
}
