import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import { prepare } from "../../compute/run/prepare.ts";
import { ok } from "../../result.ts";
import { projectOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele check [dir]`: every problem of the configuration, against the columns that the data really have. */
export const check: Command = async (context) => {
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const engine = await openProjectEngine(project.value);
  try {
    const { problems, config } = await prepare(engine, project.value, { signal: context.signal });
    const count = (severity: string): number =>
      problems.filter((p) => p.severity === severity).length;
    const words = wordsOf(context.locale);
    const text =
      problems.length === 0
        ? words.clean(config.sources.length)
        : words.problems(count("error"), count("warning"));
    return ok({ json: { checks: { passed: 0, failed: 0, skipped: 0 } }, text, problems });
  } finally {
    await engine.close();
  }
};
