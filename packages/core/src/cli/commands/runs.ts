import { listRuns, readManifest, readPublished } from "../../compute/snapshot/store.ts";
import type { Problem } from "../../problem.ts";
import { ok } from "../../result.ts";
import { toText } from "../../views/index.ts";
import type { Cell, View } from "../../views/view.ts";
import { projectOf, styleOf, type Command } from "../context.ts";
import { wordsOf } from "../words.ts";

/** `clientele runs`: every snapshot, the newest first. Those that cannot be read are reported, not hidden. */
export const runs: Command = async (context) => {
  const project = projectOf(context);
  if (!project.ok) return project;
  const published = readPublished(project.value);
  const live = published.ok ? published.value?.run : undefined;
  const problems: Problem[] = published.ok ? [] : [...published.errors];
  const found = listRuns(project.value).flatMap((id) => {
    const manifest = readManifest(project.value, id);
    if (manifest.ok) return [manifest.value];
    problems.push(...manifest.errors.map((p): Problem => ({ ...p, severity: "warning" })));
    return [];
  });
  const json = found.map(({ id, asOf, summary }) => ({
    run: id,
    as_of: asOf,
    published: id === live,
    customers: summary.customers,
    seconds: summary.seconds,
  }));
  const words = wordsOf(context.locale);
  if (json.length === 0) return ok({ json: { runs: [] }, text: words.noRuns, problems });
  const cell = (value: Cell["value"], type: Cell["type"]): Cell => ({ value, type });
  const view: View = {
    id: "runs",
    title: words.runs.title,
    run: live ?? null,
    blocks: [
      {
        kind: "table",
        columns: [
          { id: "run", label: words.runs.run, type: "text" },
          { id: "as_of", label: words.runs.asOf, type: "text" },
          { id: "customers", label: words.runs.customers, type: "number" },
          { id: "seconds", label: words.runs.seconds, type: "number" },
          { id: "published", label: words.runs.live, type: "text" },
        ],
        rows: json.map((r) => [
          cell(r.run, "text"),
          cell(r.as_of, "text"),
          cell(r.customers, "number"),
          cell(r.seconds, "number"),
          cell(r.published ? "●" : "", "text"),
        ]),
      },
    ],
    actions: [],
  };
  return ok({
    json: { runs: json },
    text: toText(view, styleOf(context)),
    problems,
  });
};
