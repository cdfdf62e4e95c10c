import { resolve } from "node:path";
import { createFromTemplate } from "../../compute/project/templates.ts";
import { ok } from "../../result.ts";
import type { Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele init [dir] --template T`: a project that can be run at once. */
export const init: Command = async (context) => {
  const folder = resolve(context.cwd, context.operands[0] ?? ".");
  const made = await createFromTemplate(folder, context.options.template ?? "retail");
  if (!made.ok) return made;
  const words = wordsOf(context.locale);
  const run = `clientele run ${context.operands[0] ?? ""}`.trim();
  const text = [words.created(folder), words.next(run)].join("\n");
  return ok({
    json: { folder, template: made.value.template, files: made.value.files },
    text,
    problems: [],
  });
};
