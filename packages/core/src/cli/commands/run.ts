import { runSummaryView, toText } from "../../views/index.ts";
import { err, ok } from "../../result.ts";
import { deliveredJson, deliveredLines } from "../deliver-words.ts";
import { actorOf, audit, projectOf, styleOf, type Command } from "../context.ts";
import { strategyTotalsJson } from "../strategies-json.ts";
import { withSession } from "../with-session.ts";
import { wordsOf } from "../words.ts";

/** `clientele run [dir]`: computes the project and prints the summary. */
export const run: Command = async (context) => {
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const { options } = context;
  const published = options.publish ? { publish: { by: actorOf(), why: options.why ?? "" } } : {};
  return withSession(context, project.value, async (session, call) => {
    const asOf = options.asOf === undefined ? {} : { asOf: options.asOf };
    const refit = options.refit ? { refit: true } : {};
    const result = await session.run({ ...asOf, ...refit, ...published }, call);
    if (!result.ok) return err(...result.errors);
    const { problems, strategies, delivered, ...summary } = result.value;
    if (options.publish) {
      const asked = options.why ?? "";
      const made = { action: "publish", asked, customers: [], run: summary.run } as const;
      const logged = await audit(context, project.value, made);
      if (!logged.ok) return logged;
    }
    const served =
      strategies === undefined
        ? {}
        : { strategies: strategies.map((s) => strategyTotalsJson(s, context.locale)) };
    const view = runSummaryView(summary, await session.info(), styleOf(context));
    const lines = [toText(view, styleOf(context))];
    if (!options.publish)
      return ok({ json: { ...summary, ...served }, text: lines.join("\n"), problems });
    const { locale } = context;
    lines.push(wordsOf(locale).published(summary.run), ...deliveredLines(delivered, locale));
    return ok({
      json: { ...summary, ...served, ...deliveredJson(delivered) },
      text: lines.join("\n"),
      problems,
    });
  });
};
