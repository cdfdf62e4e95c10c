import { publish as publishRun } from "../../compute/snapshot/publish.ts";
import { deliverOnPublish } from "../../host/deliveries.ts";
import { ok } from "../../result.ts";
import { deliveredJson, deliveredLines } from "../deliver-words.ts";
import { actorOf, audit, projectOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele publish [run]`: makes a run, by default the newest, the one that every surface answers from. */
export const publish: Command = async (context) => {
  const project = projectOf(context);
  if (!project.ok) return project;
  const [run] = context.operands;
  const published = publishRun(project.value, {
    ...(run === undefined ? {} : { run }),
    by: actorOf(),
    why: context.options.why ?? "",
    now: context.now(),
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
    json: { published: published.value, ...deliveredJson(delivered) },
    text: lines.join("\n"),
    problems: delivered?.problems ?? [],
  });
};
