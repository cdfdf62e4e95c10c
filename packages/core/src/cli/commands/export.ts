import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import { exportFor } from "../../compute/snapshot/export-for.ts";
import { exportRun } from "../../compute/snapshot/export.ts";
import { chooseRun, openBase } from "../../compute/snapshot/open-base.ts";
import { nearest } from "../../language/config/nearest.ts";
import { consentsOf } from "../../language/model/model.ts";
import { fileStart, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele export --to f.csv|parquet`: customers with their metrics and segments, sorted by id. */
export const exportTo: Command = async (context) => {
  const { to, personal, consent } = context.options;
  if (to === undefined || !/\.(csv|parquet)$/.test(to))
    return err(wrongUse("export takes --to with a file that ends in .csv or .parquet"));
  const target = context.options.for;
  if (target !== undefined && !to.endsWith(".csv"))
    return err(wrongUse("export --for takes --to with a file that ends in .csv"));
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const file = resolve(context.cwd, to);
  if (!existsSync(dirname(file)))
    return err(problem("file-missing", { path: dirname(file) }, { file: to, range: fileStart }));
  const chosen = chooseRun(project.value);
  if (!chosen.ok) return chosen;
  if (chosen.value === undefined)
    return err(problem("no-run", {}, { file: ".clientele", range: fileStart }));
  const engine = await openProjectEngine(project.value, [dirname(file)]);
  try {
    const base = await openBase(engine, project.value, chosen.value.run, chosen.value.published);
    if (!base.ok) return base;
    const consents = consentsOf(base.value.model);
    if (consent !== undefined && !consents.includes(consent)) {
      const values = { consent, nearest: nearest(consent, consents) };
      return err(problem("unknown-consent", values, { file: "clientele", range: fileStart }));
    }
    const { run } = chosen.value;
    const logged = await audit(context, project.value, {
      action: "export",
      asked: to,
      customers: [],
      run,
    });
    if (!logged.ok) return logged;
    const how = {
      to: file,
      personal,
      ...(consent === undefined ? {} : { consent }),
      signal: context.signal,
    };
    if (target !== undefined) {
      const { rows, script } = await exportFor(engine, base.value, target, context.locale, how);
      const written = to.replace(/[^/\\]*$/, basename(script));
      const text = wordsOf(context.locale).exportedFor(rows, to, written);
      return ok({
        json: { exported: { file: to, rows, run, script: written } },
        text,
        problems: [],
      });
    }
    const rows = await exportRun(engine, base.value, how);
    const text = wordsOf(context.locale).exported(rows, to);
    return ok({ json: { exported: { file: to, rows, run } }, text, problems: [] });
  } finally {
    await engine.close();
  }
};
