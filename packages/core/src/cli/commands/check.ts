import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  checkProject,
  emptyCheckCache,
  type CheckCache,
  type Checked,
} from "../../compute/check/check-project.ts";
import type { Engine } from "../../compute/engine/engine.ts";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import type { Project } from "../../compute/project/project.ts";
import { messageOf } from "../../messages/index.ts";
import { err, ok } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { countOf, outcomeLines, toJunit } from "../check-report.ts";
import { projectOf, styleOf, type Command, type CommandResult, type Context } from "../context.ts";
import { methodJson, methodList } from "../method-list.ts";
import { methodView, toText } from "../../views/index.ts";
import { printProblems } from "../report.ts";
import { writeImpact } from "../write-impact.ts";
import { watchProject } from "../watch-project.ts";
import { wordsOf } from "../words.ts";

/**
 * `clientele check [dir]`: every problem of the configuration, against the columns that the data really have, and the tests
 * in `checks/`; with `--method` what the project has of the whole method.
 */
export const check: Command = async (context) => {
  if (context.options.report !== undefined && !/\.(?:html|md)$/.test(context.options.report))
    return err(wrongUse("check --report takes a file that ends in .html or .md"));
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  if (!context.options.watch)
    return withEngine(project.value, async (engine) =>
      ok(await checkOnce(context, project.value, engine, emptyCheckCache())),
    );
  const { terminal, locale, signal } = context;
  const cache = emptyCheckCache();
  await withEngine(project.value, (engine) =>
    watchProject(project.value, signal, async () => {
      const { problems, text } = await checkOnce(context, project.value, engine, cache);
      printProblems(problems, terminal, locale);
      terminal.out(`${text}\n`);
    }),
  );
  return ok({ json: {}, text: "", problems: [] });
};

async function withEngine<T>(project: Project, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openProjectEngine(project);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

async function checkOnce(
  context: Context,
  project: Project,
  engine: Engine,
  cache: CheckCache,
): Promise<CommandResult> {
  const { terminal, signal, now } = context;
  const checked = await checkProject(engine, project, {
    now: now(),
    signal,
    cache,
    onTest: (outcome) => terminal.progress(outcome.name),
    onColumn: (source, column) => terminal.progress(`${source}.${column}`),
  });
  terminal.progress("");
  const { junit } = context.options;
  if (junit !== undefined) writeFileSync(resolve(context.cwd, junit), toJunit(checked.outcomes));
  const { report: to, method } = context.options;
  if (method) return withMethod(context, project, checked);
  if (to === undefined) return report(checked, context);
  const written = await writeImpact(checked, project, to, context);
  const told = report(checked, context);
  if (!written.ok) return { ...told, problems: [...told.problems, ...written.errors] };
  if (!written.value) return told;
  return { ...told, text: `${told.text}\n${wordsOf(context.locale).written(to)}` };
}

/** The check list of the method in place of the outcomes. */
async function withMethod(
  context: Context,
  project: Project,
  checked: Checked,
): Promise<CommandResult> {
  const told = report(checked, context);
  const items = await methodList(checked, project, context.now());
  if (!items.ok) return { ...told, problems: [...told.problems, ...items.errors] };
  if (items.value === undefined) return told;
  const style = styleOf(context);
  return {
    ...told,
    json: { ...told.json, method: methodJson(items.value, context.locale) },
    text: toText(methodView(items.value, style), style),
  };
}

function report({ problems, outcomes, files, checked }: Checked, context: Context): CommandResult {
  const words = wordsOf(context.locale);
  const of = (severity: string): number => problems.filter((p) => p.severity === severity).length;
  const [passed, failed, skipped] = (["passed", "failed", "skipped"] as const).map((s) =>
    countOf(outcomes, s),
  );
  const counts = { passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 };
  const lines = [
    ...outcomeLines(outcomes, { locale: context.locale, colour: context.terminal.colour }),
    ...(outcomes.length === 0 ? [] : ["", words.checks.counts(counts)]),
    problems.length === 0 ? words.clean(files) : words.problems(of("error"), of("warning")),
  ];
  // What somebody answered for stays in sight.
  const allowed = (checked?.allowed ?? []).map(({ finding, by }) => ({
    code: finding.code,
    file: finding.file,
    range: finding.range,
    message: messageOf(finding, context.locale),
    reason: by.reason,
  }));
  const tests = outcomes.map(({ file, name, status, failures, place }) => ({
    file,
    test: name,
    status,
    range: place.range,
    failures: failures.map((f) => ({
      subject: f.subject,
      expected: f.expected,
      got: f.got,
      range: f.place.range,
    })),
  }));
  return {
    json: {
      checks: { ...counts, tests },
      ...(allowed.length === 0 ? {} : { allowed }),
    },
    text: lines.join("\n"),
    problems,
    failed: counts.failed > 0,
  };
}
