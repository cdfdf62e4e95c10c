import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrated } from "../../language/config/migrate.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { ok } from "../../result.ts";
import { projectOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele migrate [dir]`: brings the files of an older version up to date, comments and all. */
export const migrate: Command = async (context) => {
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const { folder, files } = project.value;
  const { from, to, texts } = migrated(files);
  const changed = Object.keys(texts);
  for (const [path, text] of Object.entries(texts)) {
    const aside = join(folder, `${path}.migrating`);
    writeFileSync(aside, text);
    renameSync(aside, join(folder, path));
  }
  // A version that nobody knows, newer or older, is a problem of the file that names it.
  const unknown = from !== to && changed.length === 0;
  const problems = unknown
    ? readConfig(files).problems.filter(({ file }) => file === "clientele.yaml")
    : [];
  const words = wordsOf(context.locale).migrate;
  const text = unknown ? "" : changed.length === 0 ? words.nothing(to) : words.done(to, changed);
  return ok({ json: { from: from ?? null, to, files: changed }, text, problems });
};
