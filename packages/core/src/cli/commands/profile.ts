import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { qualityOf } from "../../compute/quality/quality-of.ts";
import { dayIn } from "../../compute/project/today.ts";
import { textFor } from "../../language/config/text.ts";
import { buildModel } from "../../language/model/build-model.ts";
import { partialModel } from "../../language/model/partial-model.ts";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import { profileCatalog } from "../../compute/ingest/profile.ts";
import { readCatalog } from "../../compute/ingest/read-catalog.ts";
import { readConfig } from "../../language/config/read-config.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import { tablesOf } from "../../language/model/source-models.ts";
import { fileStart, hasErrors, problem } from "../../problem.ts";
import { err, ok } from "../../result.ts";
import { qualityPage } from "../../views/quality-page.ts";
import { qualityBlocks } from "../../views/quality-report.ts";
import { wrongUse } from "../arguments.ts";
import { toText } from "../../views/index.ts";
import { catalogBlocks } from "../../views/catalog-tables.ts";
import type { View } from "../../views/view.ts";
import { projectOf, styleOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele profile [dir]`: what the data really hold, and what is wrong with them; `--out` as a page. */
export const profile: Command = async (context) => {
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const config = readConfig(project.value.files);
  if (config.project === undefined || hasErrors(config.problems)) return err(...config.problems);
  const { out } = context.options;
  if (out !== undefined && !out.endsWith(".html"))
    return err(wrongUse("profile takes --out with a file that ends in .html"));
  if (out !== undefined && !existsSync(dirname(resolve(context.cwd, out))))
    return err(problem("file-missing", { path: dirname(out) }, { file: out, range: fileStart }));
  const engine = await openProjectEngine(project.value);
  const { terminal, locale, signal } = context;
  try {
    const tables = tablesOf(config.project, project.value.environment);
    const read = await readCatalog(engine, project.value, tables, {
      signal,
      refresh: true,
    });
    const onColumn = (source: string, column: string): void =>
      terminal.progress(`${source}.${column}`);
    const { catalog, problems } = await profileCatalog(engine, project.value, read, tables, {
      signal,
      onColumn,
    });
    const model =
      buildModel(config, catalog, project.value.environment).model ??
      partialModel(config, catalog, project.value.environment);
    const judged = await qualityOf(
      engine,
      { config, catalog, files: read.files, tables, model, now: context.now() },
      { signal, onSource: (source) => terminal.progress(source) },
    );
    const { quality } = judged;
    terminal.progress("");
    if (out !== undefined) {
      const name = textFor(config.project.value.name, locale);
      const day = dayIn(context.now(), config.project.value.timezone);
      writeFileSync(resolve(context.cwd, out), qualityPage(quality, { locale, name, day }));
    }
    const view: View = {
      id: "profile",
      title: "",
      run: null,
      blocks: [...qualityBlocks(quality, locale), ...catalogBlocks(catalog, locale)],
      actions: [],
    };
    const text = toText(view, styleOf(context));
    return ok({
      json: {
        sources: catalog.sources.map(sourceJson),
        quality,
        ...(out === undefined ? {} : { out }),
      },
      text: out === undefined ? text : wordsOf(locale).written(out),
      problems: [...read.problems, ...problems, ...judged.problems],
    });
  } finally {
    await engine.close();
  }
};

const sourceJson = ({ columns, ...source }: CatalogSource) => ({
  ...source,
  columns: columns.map(({ nativeType, nullShare, ...column }) => ({
    ...column,
    native_type: nativeType,
    null_share: nullShare,
  })),
});
